import { Size, Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu, Environment } from '../core';
import { checkRules, KUEUE_NAMESPACE } from '../core/internal';
import { copies, resourcesOf, spreadOver, systemNodes } from './chart-values';
import { OperatorCharts } from './charts';
import { merged } from './merged';
import { Operator, OperatorProps } from './operator';
import { kueueRules } from './operator-rules';

const NAME = 'kueue';
const CPU = Cpu.millis(500);
const MEMORY = Size.gibibytes(1);
const APPLICATIONS = 'sparkoperator.k8s.io/sparkapplication';

/** Props of `Kueue`. */
export interface KueueProps extends OperatorProps {
  /**
   * What differs from our configuration of the manager, as in its file. Lists are replaced.
   *
   * @see https://kueue.sigs.k8s.io/docs/reference/kueue-config.v1beta2/
   * @default - nothing
   */
  readonly configuration?: Record<string, unknown>;
}

/**
 * Kueue: applications of Spark wait until the quota of their queue has room for them.
 *
 * It queues in namespaces with the labels `Kueue.MANAGED_NAMESPACE` alone: the chart's webhooks refuse Jobs and applications wherever they are called and
 * nobody answers. Without it, queues cannot be changed, no application starts in those namespaces, and no namespace of the cluster is deleted to the
 * end, since the API server waits for the API in which it shows who waits.
 *
 * In all namespaces it may change and delete pods, Jobs and applications, and read namespaces and nodes; it makes objects of its own kinds, and no pods.
 *
 * The chart cannot leave its definitions when it is removed. Where the environment retains data, the API server refuses to delete them, and removing the
 * release fails until that is acknowledged (docs/guides/upgrading-operators.md).
 *
 * Who scrapes it shows a token that may get `/metrics`. That of `PrometheusStack` may, another is bound to the ClusterRole `kueue-metrics-reader`.
 *
 * @see https://github.com/kubernetes-sigs/kueue/tree/v0.19.2/charts/kueue
 */
export class Kueue extends Operator {
  /** The labels of namespaces whose applications it queues. */
  public static readonly MANAGED_NAMESPACE: Record<string, string> = KUEUE_NAMESPACE;

  public constructor(scope: Construct, id: string, props: KueueProps = {}) {
    const chart = OperatorCharts.KUEUE;
    const environment = Environment.of(scope);
    const replicas = copies(scope);
    const podLabels = {
      'app.kubernetes.io/name': chart.name,
      'app.kubernetes.io/instance': NAME,
      'control-plane': 'controller-manager',
    };
    super(
      scope,
      id,
      {
        chart,
        definitions: ['kueue.x-k8s.io'],
        keepsDefinitions: false,
        releaseName: NAME,
        values: {
          enablePrometheus: props.monitors ?? true,
          kubernetesClusterDomain: environment.clusterDomain,
          controllerManager: {
            // An alpha of the project; without it applications start at once.
            featureGates: [{ name: 'SparkApplicationIntegration', enabled: true }],
            manager: {
              image: {
                repository: environment.image('registry.k8s.io/kueue/kueue'),
                tag: `v${chart.version}`,
                pullPolicy: 'IfNotPresent',
              },
              resources: resourcesOf(CPU, MEMORY),
            },
            // The second one answers webhooks too, and waits for the leader's lease.
            replicas,
            podDisruptionBudget: { enabled: replicas > 1, minAvailable: 1 },
            topologySpreadConstraints: spreadOver(scope, podLabels),
            ...systemNodes(scope),
          },
          managerConfig: {
            controllerManagerConfigYaml: Yaml.stringify(merged(CONFIGURATION, props.configuration ?? {})),
          },
        },
        pods: [
          {
            name: 'kueue-controller-manager',
            podLabels,
            replicas,
            cpu: CPU,
            memory: MEMORY,
            metrics: [{ name: 'metrics', port: 8443 }],
            webhooks: [
              { name: 'webhook-server', port: 9443 },
              { name: 'visibility', port: 8082 },
            ],
          },
        ],
      },
      props,
    );
    checkRules(this, kueueRules, { configuration: props.configuration ?? {} });
  }
}

/** The manager's configuration: the chart takes all of it or none. What no comment explains is as in the chart's own. */
const CONFIGURATION = {
  apiVersion: 'config.kueue.x-k8s.io/v1beta2',
  kind: 'Configuration',
  health: { healthProbeBindAddress: ':8081' },
  // Quotas and what is used of them, else nobody sees that a queue is full.
  metrics: { bindAddress: ':8443', enableClusterQueueResources: true },
  webhook: { port: 9443 },
  leaderElection: { leaderElect: true, resourceName: 'c1f6bfd2.kueue.x-k8s.io' },
  controller: {
    groupKindConcurrency: {
      'SparkApplication.sparkoperator.k8s.io': 5,
      'Workload.kueue.x-k8s.io': 10,
      'LocalQueue.kueue.x-k8s.io': 5,
      'ClusterQueue.kueue.x-k8s.io': 5,
      'ResourceFlavor.kueue.x-k8s.io': 1,
    },
  },
  clientConnection: { qps: 300, burst: 500 },
  manageJobsWithoutQueueName: false,
  // Where the chart's webhooks are called, those for kinds that are not queued too.
  managedJobsNamespaceSelector: { matchLabels: KUEUE_NAMESPACE },
  integrations: { frameworks: [APPLICATIONS] },
  // Finished ones would stay as long as their application, and be read at every start.
  objectRetentionPolicies: { workloads: { afterFinished: '168h' } },
};
