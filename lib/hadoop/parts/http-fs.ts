import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { NodeClass } from '../../core';
import { Deployment, EnvValue, Probe, Service } from '../../kubernetes';
import { Autoscaler, Scaling, ScalingSignal } from '../../scaling';
import { GATEWAY_USER } from '../config/core-site';
import { DaemonSizing } from '../hadoop-sizing';
import { PORTS } from '../ports';
import { HadoopContext } from './context';
import { HadoopPart } from './hadoop-part';

/** What the gateways are made from, complete. */
export interface HttpFsInput {
  readonly scaling: Scaling;
  readonly sizing: DaemonSizing;
}

/** A call that asks no NameNode. */
const HOME = '/webhdfs/v1/?op=GETHOMEDIRECTORY&user.name=probe';

/** Gateways that speak HTTP for HDFS: interchangeable, so they are the one part of it that scales freely. */
export class HttpFs extends HadoopPart {
  /** Where clients find them. */
  public readonly url: string;

  public constructor(scope: Construct, id: string, context: HadoopContext, input: HttpFsInput) {
    super(scope, id, context, 'httpfs', [PORTS.httpFs]);
    const { partOf, partName: name } = this;
    const service = new Service(this, 'Service', { name, partOf, ports: [PORTS.httpFs] });
    this.url = `http://${service.host}:${PORTS.httpFs.port}/webhdfs/v1`;
    const gateways = new Deployment(this, 'Gateways', {
      ...this.pod,
      name,
      replicas: input.scaling.min,
      nodeClass: NodeClass.SYSTEM,
      gracePeriod: Duration.seconds(60),
      containers: [
        this.daemon({
          name: 'httpfs',
          command: ['hdfs', 'httpfs'],
          optionsVariable: 'HDFS_HTTPFS_OPTS',
          sizing: input.sizing,
          config: this.config(context.configuration.httpFs()),
          ports: [PORTS.httpFs],
          // Not HDFS' superuser: it acts as whoever calls.
          env: {
            HADOOP_USER_NAME: EnvValue.literal(GATEWAY_USER),
            HTTPFS_TEMP: EnvValue.literal('/tmp/httpfs'),
            HTTPFS_LOG: EnvValue.literal('/tmp/logs'),
          },
          startup: Probe.tcp(PORTS.httpFs.name, { period: Duration.seconds(5), failureThreshold: 60 }),
          liveness: Probe.httpGet(HOME, PORTS.httpFs.name, { failureThreshold: 6 }),
          readiness: Probe.httpGet(HOME, PORTS.httpFs.name, { period: Duration.seconds(5) }),
          // The Service learns of the end before calls are refused.
          preStop: ['sleep', '10'],
        }),
      ],
    });
    const signals = [ScalingSignal.cpu(70)];
    new Autoscaler(this, 'Autoscaler', { target: gateways, scaling: input.scaling, partOf, signals });
    this.budget({ members: input.scaling.min });
  }
}
