import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu, Environment } from '../core';
import { Peer } from '../security';
import { copies, KEPT, resourcesOf, spreadOver, systemNodes } from './chart-values';
import { OperatorCharts } from './charts';
import { Operator, OperatorProps } from './operator';

const CPU = Cpu.millis(200);
const MEMORY = Size.mebibytes(512);
const METRICS = [{ name: 'metrics', port: 8080 }];

/**
 * KEDA: autoscaling by what Prometheus knows.
 *
 * @see https://github.com/kedacore/charts/tree/v2.20.2/keda
 */
export class Keda extends Operator {
  public constructor(scope: Construct, id: string, props: OperatorProps = {}) {
    const replicas = copies(scope);
    const monitor = { enabled: true, serviceMonitor: { enabled: props.monitors ?? true } };
    const resources = resourcesOf(CPU, MEMORY);
    const budget = replicas > 1 ? { minAvailable: 1 } : {};
    const app = (name: string) => ({ app: name });
    const registry = { registry: Environment.of(scope).image('ghcr.io') };
    const operator = 'keda-operator';
    const metricsServer = 'keda-operator-metrics-apiserver';
    const webhooks = 'keda-admission-webhooks';
    super(
      scope,
      id,
      {
        chart: OperatorCharts.KEDA,
        definitions: ['keda.sh'],
        values: {
          clusterName: Environment.of(scope).name,
          clusterDomain: Environment.of(scope).clusterDomain,
          crds: { install: true, additionalAnnotations: KEPT },
          image: { pullPolicy: 'IfNotPresent', keda: registry, metricsApiServer: registry, webhooks: registry },
          // The second operator waits for the leader's lease.
          operator: { replicaCount: replicas },
          metricsServer: { replicaCount: replicas },
          webhooks: { replicaCount: replicas },
          podDisruptionBudget: { operator: budget, metricServer: budget, webhooks: budget },
          topologySpreadConstraints: {
            operator: spreadOver(scope, app(operator)),
            metricsServer: spreadOver(scope, app(metricsServer)),
            webhooks: spreadOver(scope, app(webhooks)),
          },
          resources: { operator: resources, metricServer: resources, webhooks: resources },
          prometheus: { operator: monitor, metricServer: monitor, webhooks: monitor },
          ...systemNodes(scope),
        },
        pods: [
          {
            name: operator,
            podLabels: app(operator),
            replicas,
            cpu: CPU,
            memory: MEMORY,
            metrics: METRICS,
          },
          {
            name: metricsServer,
            podLabels: app(metricsServer),
            replicas,
            cpu: CPU,
            memory: MEMORY,
            metrics: METRICS,
            webhooks: [{ name: 'https', port: 6443 }],
          },
          {
            name: webhooks,
            podLabels: app(webhooks),
            replicas,
            cpu: CPU,
            memory: MEMORY,
            metrics: METRICS,
            webhooks: [{ name: 'webhook', port: 9443 }],
          },
        ],
      },
      props,
    );
    const grpc = [{ name: 'metrics-service', port: 9666 }];
    this.connectionsOf[operator].allowFrom(this.connectionsOf[metricsServer], grpc);
    this.connectionsOf[operator].allowTo(Peer.monitoring(), [{ name: 'http-web', port: 9090 }]);
  }
}
