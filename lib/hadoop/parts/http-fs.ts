import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { NodeClass } from '../../core';
import { objectLabels } from '../../core/internal';
import { ConfigFiles, Deployment, DisruptionBudget, EnvValue, Probe, Service } from '../../kubernetes';
import { Autoscaler, Scaling, ScalingSignal } from '../../scaling';
import { partOf, USER } from '../components';
import { GATEWAY_USER } from '../config/core-site';
import { DaemonSizing } from '../hadoop-sizing';
import { PORTS } from '../ports';
import { HadoopContext } from './context';
import { daemonContainer } from './daemon';
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
    const part = partOf(context.name, 'httpfs');
    const config = new ConfigFiles(this, 'Files', {
      name: this.partName,
      labels: objectLabels(part),
      files: context.configuration.httpFs(),
    });
    const service = new Service(this, 'Service', { name: this.partName, partOf: part, ports: [PORTS.httpFs] });
    this.url = `http://${service.host}:${PORTS.httpFs.port}/webhdfs/v1`;
    const gateways = new Deployment(this, 'Gateways', {
      name: this.partName,
      partOf: part,
      replicas: input.scaling.min,
      user: USER,
      architectures: [context.version._architecture],
      nodeClass: NodeClass.SYSTEM,
      identity: this.identity,
      gracePeriod: Duration.seconds(60),
      containers: [
        daemonContainer({
          name: 'httpfs',
          version: context.version,
          command: ['hdfs', 'httpfs'],
          optionsVariable: 'HDFS_HTTPFS_OPTS',
          sizing: input.sizing,
          config,
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
    new Autoscaler(this, 'Autoscaler', {
      target: gateways,
      scaling: input.scaling,
      partOf: part,
      signals: [ScalingSignal.cpu(70)],
    });
    new DisruptionBudget(this, 'Budget', { name: this.partName, partOf: part, members: input.scaling.min });
  }
}
