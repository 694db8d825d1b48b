import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu, Environment } from '../core';
import { checkRules, SPARK_RUN, SPARK_SERIES_LABELS } from '../core/internal';
import { copies, resourcesOf, spreadOver, systemNodes } from './chart-values';
import { OperatorCharts } from './charts';
import { CrdStep } from './crd-step';
import { Operator, OperatorProps } from './operator';
import { OperatorNamespaces, sparkOperatorRules } from './operator-rules';
import { controllerSizing, SUBMISSION_OPTIONS } from './spark-operator-sizing';

const WEBHOOK_CPU = Cpu.millis(200);
const WEBHOOK_MEMORY = Size.mebibytes(512);
const APPLICATIONS_PER_MINUTE = 50;
/** Those that the operator knows by itself; every other name is that of a kube-scheduler. */
const KNOWN_SCHEDULERS = ['volcano', 'yunikorn'];

/** What the controller is told, however many applications there are. */
const CONTROLLER = {
  env: ['SPARK_LAUNCHER_OPTS', 'SPARK_SUBMIT_OPTS'].map((name) => ({ name, value: SUBMISSION_OPTIONS })),
  // Else a submission whose driver is seen late has failed after ten seconds, while the driver runs.
  driverPodCreationGracePeriod: '1m',
  scheduledSparkApplicationTimestampPrecision: SPARK_RUN.precision,
  // An outage would be followed by a quarter of an hour of silence.
  workqueueRateLimiter: { maxDelay: { enable: true, duration: '5m' } },
  // A Service for each application, finished ones too, for a page that is not exposed: `kubectl port-forward` goes to the driver.
  uiService: { enable: false },
};

/** Props of `SparkOperator`. */
export interface SparkOperatorProps extends OperatorProps {
  /**
   * What it is called, where a cluster has several.
   * @default "spark-operator"
   */
  readonly name?: string;
  /**
   * The namespaces that it looks at, all of which must exist before it: the chart puts a Role into each, and fails where one is missing.
   * Several operators of one cluster share the namespaces among them.
   * @default - all namespaces, those of later as well
   */
  readonly jobNamespaces?: string[];
  /**
   * How many applications are submitted in the busiest minute, at most 100. CPU, memory, workers and calls to the API server follow from it.
   * @default 50
   */
  readonly applicationsPerMinute?: number;
  /**
   * The schedulers of groups of pods that applications may name: `volcano`, `yunikorn`, or a kube-scheduler with the coscheduling plugin by its name.
   * @default - none
   */
  readonly batchSchedulers?: string[];
}

/**
 * Kubeflow's operator for Spark.
 *
 * It makes no account for drivers: that is made with the namespace. Without `jobNamespaces` it may, in every namespace, make, change and delete pods,
 * Services, Ingresses and applications, and make, read and change ConfigMaps. Who makes pods in a namespace may use each of its Secrets and accounts, so
 * its controller is as mighty as an administrator of the cluster, and who may create applications in a namespace has all of that namespace. Its
 * webhooks are called for objects of its own kinds, and for pods that it launched: without one of its two copies no driver and no executor starts,
 * and nothing else waits.
 *
 * Its series carry the application's label `team` and its namespace, which Prometheus calls `exported_namespace`. A run of a schedule is called by the
 * schedule's name, a dash and ten digits.
 *
 * @see https://github.com/kubeflow/spark-operator/tree/v2.5.2/charts/spark-operator-chart
 */
export class SparkOperator extends Operator {
  private readonly namespaces: OperatorNamespaces;

  public constructor(scope: Construct, id: string, props: SparkOperatorProps = {}) {
    const chart = OperatorCharts.SPARK;
    const { jobNamespaces, applicationsPerMinute = APPLICATIONS_PER_MINUTE } = props;
    const name = props.name ?? chart.name;
    const { cpu, memory, ...calls } = controllerSizing(applicationsPerMinute);
    const replicas = copies(scope);
    const labels = (component: string) => ({
      'app.kubernetes.io/name': chart.name,
      'app.kubernetes.io/instance': name,
      'app.kubernetes.io/component': component,
    });
    const nodes = systemNodes(scope);
    const part = (component: string, resources: Record<string, unknown>) => ({
      replicas,
      resources,
      topologySpreadConstraints: spreadOver(scope, labels(component)),
      podDisruptionBudget: { enable: replicas > 1, minAvailable: 1 },
      ...nodes,
    });
    const metrics = [{ name: 'metrics', port: 8080 }];
    super(
      scope,
      id,
      {
        chart,
        releaseName: name,
        definitions: ['sparkoperator.k8s.io'],
        values: {
          fullnameOverride: name,
          image: { registry: Environment.of(scope).image('ghcr.io') },
          // Its pod is not what the Pod Security level `restricted` admits; the definitions come by a step of ours.
          hook: { upgradeCrd: false },
          controller: {
            ...part('controller', resourcesOf(cpu, memory)),
            ...calls,
            ...CONTROLLER,
            batchScheduler: batchScheduler(props.batchSchedulers ?? []),
          },
          webhook: {
            ...part('webhook', resourcesOf(WEBHOOK_CPU, WEBHOOK_MEMORY)),
            // A pod that was let through without it would run without what its application says.
            failurePolicy: 'Fail',
          },
          spark: {
            jobNamespaces: jobNamespaces ?? [''],
            serviceAccount: { create: false },
            rbac: { create: false },
          },
          prometheus: {
            metrics: { enable: true, labels: ['namespace', ...SPARK_SERIES_LABELS].join(',') },
            podMonitor: { create: props.monitors ?? true, podMetricsEndpoint: { interval: '30s' } },
          },
        },
        pods: [
          { name: `${name}-controller`, podLabels: labels('controller'), replicas, cpu, memory, metrics },
          {
            name: `${name}-webhook`,
            podLabels: labels('webhook'),
            replicas,
            cpu: WEBHOOK_CPU,
            memory: WEBHOOK_MEMORY,
            metrics,
            webhooks: [{ name: 'webhook', port: 9443 }],
          },
        ],
      },
      props,
    );
    this.namespaces = { name, jobNamespaces };
    const others = this.node.root.node
      .findAll()
      .filter((other): other is SparkOperator => other instanceof SparkOperator && other !== this);
    checkRules(this, sparkOperatorRules, {
      ...this.namespaces,
      applicationsPerMinute,
      others: others.map(({ namespaces }) => namespaces),
    });
    const source = `https://raw.githubusercontent.com/kubeflow/spark-operator/v${chart.version}/charts/spark-operator-chart/crds`;
    const crds = ['scheduledsparkapplications', 'sparkapplications', 'sparkconnects'];
    new CrdStep(this, 'Crds', {
      name,
      version: chart.version,
      crds: crds.map((crd) => `${crd}.sparkoperator.k8s.io`),
      urls: crds.map((crd) => `${source}/sparkoperator.k8s.io_${crd}.yaml`),
    });
  }
}

/** The schedulers of groups of pods, as the chart wants them. */
function batchScheduler(names: string[]): Record<string, unknown> {
  const kubeSchedulerNames = names.filter((name) => !KNOWN_SCHEDULERS.includes(name));
  return { enable: names.length > 0, kubeSchedulerNames };
}
