import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu, Environment } from '../core';
import { Peer } from '../security';
import { resourcesOf, systemNodes } from './chart-values';
import { OperatorCharts } from './charts';
import { CrdStep } from './crd-step';
import { Operator, OperatorProps } from './operator';

const NAME = 'doris-operator';
const CPU = Cpu.millis(500);
const MEMORY = Size.gibibytes(1);

/**
 * The operator for Apache Doris. Its chart says nothing of seccomp, so its namespace enforces the Pod Security level `baseline`; it serves
 * no metrics that Prometheus finds.
 *
 * @see https://github.com/apache/doris-operator/tree/26.0.0/helm-charts/doris-operator
 */
export class DorisOperator extends Operator {
  public constructor(scope: Construct, id: string, props: OperatorProps = {}) {
    const chart = OperatorCharts.DORIS;
    super(
      scope,
      id,
      {
        chart,
        definitions: ['doris.selectdb.com', 'cluster.doris.com'],
        releaseName: NAME,
        values: {
          dorisOperator: {
            // The chart's own is `operator-latest`, pulled at every start.
            image: {
              repository: Environment.of(scope).image('apache/doris'),
              tag: `operator-${chart.version}`,
              imagePullPolicy: 'IfNotPresent',
            },
            resources: resourcesOf(CPU, MEMORY),
            ...systemNodes(scope),
          },
        },
        pods: [
          {
            name: NAME,
            podLabels: { 'control-plane': 'doris-operator', 'app.kubernetes.io/instance': NAME },
            replicas: 1,
            cpu: CPU,
            memory: MEMORY,
            webhooks: [{ name: 'webhook', port: 9443 }],
          },
        ],
      },
      props,
    );
    this.connectionsOf[NAME].allowTo(Peer.podsAnywhere({}), [{ name: 'mysql', port: 9030 }]);
    const source = `https://raw.githubusercontent.com/apache/doris-operator/${chart.version}/helm-charts/doris-operator/crds`;
    new CrdStep(this, 'Crds', {
      name: NAME,
      version: chart.version,
      crds: ['dorisclusters.doris.selectdb.com', 'dorisdisaggregatedclusters.disaggregated.cluster.doris.com'],
      urls: [
        `${source}/doris.apache.com_dorisclusters.yaml`,
        `${source}/disaggregated.cluster.doris.com_dorisdisaggregatedclusters.yaml`,
      ],
    });
  }
}
