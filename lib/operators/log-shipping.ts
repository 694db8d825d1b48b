import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu, Environment, IIdentity } from '../core';
import { declareNodes, namespaceOf } from '../kubernetes/internal';
import { resourcesOf, RESTRICTED_CONTAINER } from './chart-values';
import { OperatorCharts } from './charts';
import { Operator, OperatorProps } from './operator';

const NAME = 'fluent-bit';
const CPU = Cpu.millis(100);
const MEMORY = Size.mebibytes(256);

/** Props of `LogShipping`. */
export interface LogShippingProps extends OperatorProps {
  /** The region of the log group. */
  readonly region: string;
  /** The log group, which exists: one that Fluent Bit made would be kept for ever. */
  readonly logGroupName: string;
}

/**
 * Fluent Bit on every node: what containers write goes to CloudWatch, with the pod's name. It reads the node's files, so its namespace's Pod
 * Security level is `privileged`.
 *
 * @see https://docs.fluentbit.io/manual/pipeline/outputs/cloudwatch
 */
export class LogShipping extends Operator {
  /** Who it is to the cloud. */
  public readonly identity: IIdentity;

  public constructor(scope: Construct, id: string, props: LogShippingProps) {
    const section = (name: string, entries: Record<string, string>) =>
      [`[${name}]`, ...Object.entries(entries).map(([key, value]) => `    ${key} ${value}`), ''].join('\n');
    super(
      scope,
      id,
      {
        chart: OperatorCharts.FLUENT_BIT,
        values: {
          kind: 'DaemonSet',
          image: { repository: Environment.of(scope).image('cr.fluentbit.io/fluent/fluent-bit') },
          testFramework: { enabled: false },
          serviceAccount: { create: true, name: NAME },
          // The node's logs belong to root.
          securityContext: { ...RESTRICTED_CONTAINER, runAsUser: 0 },
          resources: resourcesOf(CPU, MEMORY),
          // Every node has logs.
          tolerations: [{ operator: 'Exists' }],
          priorityClassName: 'system-node-critical',
          serviceMonitor: { enabled: props.monitors ?? true },
          config: {
            inputs: section('INPUT', {
              Name: 'tail',
              Path: '/var/log/containers/*.log',
              'multiline.parser': 'docker, cri',
              Tag: 'kube.*',
              // A busy pod loses lines before the node loses memory.
              Mem_Buf_Limit: '32MB',
              Skip_Long_Lines: 'On',
            }),
            outputs: section('OUTPUT', {
              Name: 'cloudwatch_logs',
              Match: 'kube.*',
              region: props.region,
              log_group_name: props.logGroupName,
              log_stream_prefix: 'pod-',
              auto_create_group: 'Off',
            }),
          },
        },
        pods: [
          {
            name: NAME,
            podLabels: { 'app.kubernetes.io/name': NAME, 'app.kubernetes.io/instance': NAME },
            replicas: 1,
            cpu: CPU,
            memory: MEMORY,
            metrics: [{ name: 'http', port: 2020 }],
            callsCloud: true,
          },
        ],
      },
      props,
    );
    declareNodes(this, { daemons: [{ name: NAME, cpu: CPU, memory: MEMORY }] });
    this.identity = { namespaceName: namespaceOf(this), serviceAccountName: NAME };
  }
}
