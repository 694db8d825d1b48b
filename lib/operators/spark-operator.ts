import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu, Environment } from '../core';
import { copies, resourcesOf, spreadOver, systemNodes } from './chart-values';
import { OperatorCharts } from './charts';
import { CrdStep } from './crd-step';
import { Operator, OperatorProps } from './operator';

const CPU = Cpu.millis(500);
const CONTROLLER_MEMORY = Size.gibibytes(2);
const WEBHOOK_MEMORY = Size.mebibytes(512);

/** Props of `SparkOperator`. */
export interface SparkOperatorProps extends OperatorProps {
  /** The namespaces that applications run in. Each has a service account `spark-operator-spark` that drivers use. */
  readonly jobNamespaces: string[];
}

/**
 * Kubeflow's operator for Spark.
 *
 * @see https://github.com/kubeflow/spark-operator/tree/v2.5.2/charts/spark-operator-chart
 */
export class SparkOperator extends Operator {
  public constructor(scope: Construct, id: string, props: SparkOperatorProps) {
    const chart = OperatorCharts.SPARK;
    const replicas = copies(scope);
    const labels = (component: string) => ({
      'app.kubernetes.io/name': chart.name,
      'app.kubernetes.io/instance': chart.name,
      'app.kubernetes.io/component': component,
    });
    const nodes = systemNodes(scope);
    const part = (component: string, memory: Size) => ({
      replicas,
      resources: resourcesOf(CPU, memory),
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
        definitions: ['sparkoperator.k8s.io'],
        values: {
          image: { registry: Environment.of(scope).image('ghcr.io') },
          // Its pod is not what the Pod Security level `restricted` admits; the definitions come by a step of ours.
          hook: { upgradeCrd: false },
          controller: {
            ...part('controller', CONTROLLER_MEMORY),
            // Bursts of applications: the chart's 20 calls a second make each wait for the others.
            workers: 32,
            kubeAPIQPS: 100,
            kubeAPIBurst: 200,
          },
          webhook: part('webhook', WEBHOOK_MEMORY),
          spark: { jobNamespaces: props.jobNamespaces },
          prometheus: { metrics: { enable: true }, podMonitor: { create: props.monitors ?? true } },
        },
        pods: [
          {
            name: 'spark-operator-controller',
            podLabels: labels('controller'),
            replicas,
            cpu: CPU,
            memory: CONTROLLER_MEMORY,
            metrics,
          },
          {
            name: 'spark-operator-webhook',
            podLabels: labels('webhook'),
            replicas,
            cpu: CPU,
            memory: WEBHOOK_MEMORY,
            metrics,
            webhooks: [{ name: 'webhook', port: 9443 }],
          },
        ],
      },
      props,
    );
    const source = `https://raw.githubusercontent.com/kubeflow/spark-operator/v${chart.version}/charts/spark-operator-chart/crds`;
    const crds = ['scheduledsparkapplications', 'sparkapplications', 'sparkconnects'];
    new CrdStep(this, 'Crds', {
      name: chart.name,
      version: chart.version,
      crds: crds.map((crd) => `${crd}.sparkoperator.k8s.io`),
      urls: crds.map((crd) => `${source}/sparkoperator.k8s.io_${crd}.yaml`),
    });
  }
}
