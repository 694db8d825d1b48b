import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu, Environment } from '../core';
import { Peer } from '../security';
import { copies, resourcesOf, spreadOver, systemNodes } from './chart-values';
import { OperatorCharts } from './charts';
import { Operator, OperatorProps } from './operator';

const NAME = 'metrics-server';
const CPU = Cpu.millis(100);
const MEMORY = Size.mebibytes(256);

/** Props of `MetricsServer`. */
export interface MetricsServerProps extends OperatorProps {
  /**
   * Whether kubelets have certificates that nobody signed, as on kind.
   * @default false
   */
  readonly insecureKubelets?: boolean;
}

/**
 * metrics-server, for autoscaling by CPU and memory where the cluster has none. EKS has it as an add-on, and many small clusters bring it.
 *
 * @see https://github.com/kubernetes-sigs/metrics-server/tree/master/charts/metrics-server
 */
export class MetricsServer extends Operator {
  public constructor(scope: Construct, id: string, props: MetricsServerProps = {}) {
    const replicas = copies(scope);
    const labels = { 'app.kubernetes.io/name': NAME, 'app.kubernetes.io/instance': NAME };
    const monitors = props.monitors ?? true;
    super(
      scope,
      id,
      {
        chart: OperatorCharts.METRICS_SERVER,
        values: {
          image: { repository: Environment.of(scope).image('registry.k8s.io/metrics-server/metrics-server') },
          replicas,
          args: props.insecureKubelets ? ['--kubelet-insecure-tls'] : [],
          podDisruptionBudget:
            replicas > 1
              ? { enabled: true, minAvailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' }
              : { enabled: false },
          topologySpreadConstraints: spreadOver(scope, labels),
          resources: resourcesOf(CPU, MEMORY),
          metrics: { enabled: monitors },
          serviceMonitor: { enabled: monitors },
          ...systemNodes(scope),
        },
        pods: [
          {
            name: NAME,
            podLabels: labels,
            replicas,
            cpu: CPU,
            memory: MEMORY,
            metrics: [{ name: 'https', port: 10250 }],
            webhooks: [{ name: 'https', port: 10250 }],
          },
        ],
      },
      props,
    );
    this.connectionsOf[NAME].allowTo(Peer.cidr('0.0.0.0/0'), [{ name: 'kubelet', port: 10250 }]);
  }
}
