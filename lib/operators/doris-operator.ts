import { Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { Cpu, Environment } from '../core';
import { checkRules } from '../core/internal';
import { namespaceOf } from '../kubernetes/internal';
import { Peer } from '../security';
import { resourcesOf, systemNodes } from './chart-values';
import { OperatorCharts } from './charts';
import { CrdStep } from './crd-step';
import { Operator, OperatorProps } from './operator';
import { dorisOperatorRules } from './operator-rules';

const NAME = 'doris-operator';
const CPU = Cpu.millis(500);
const MEMORY = Size.gibibytes(1);

/**
 * What it does with a member of a compute group before and when it replaces it, and what its chart does not let it do.
 *
 * @see https://github.com/apache/doris-operator/blob/26.0.0/config/operator/disaggregated-operator.yaml
 */
const DRAINS: k8s.PolicyRule[] = [
  { apiGroups: [''], resources: ['pods/exec'], verbs: ['create'] },
  { apiGroups: [''], resources: ['pods'], verbs: ['delete'] },
];

/** Props of `DorisOperator`. */
export interface DorisOperatorProps extends OperatorProps {
  /**
   * Namespaces of clusters whose data lies in an object store, all of which must exist before it. There it may run programs in pods and delete them: so it
   * lets a member of a compute group end what it runs before it replaces it. Who has its pod has every pod there.
   * @default - none: members are replaced one after the other, and queries on that member fail
   */
  readonly drainedNamespaces?: string[];
}

/**
 * The operator for Apache Doris. Its chart says nothing of seccomp, so its namespace enforces the Pod Security level `baseline`; it serves
 * no metrics that Prometheus finds.
 *
 * @see https://github.com/apache/doris-operator/tree/26.0.0/helm-charts/doris-operator
 */
export class DorisOperator extends Operator {
  public constructor(scope: Construct, id: string, props: DorisOperatorProps = {}) {
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
    const { drainedNamespaces = [] } = props;
    checkRules(this, dorisOperatorRules, { drainedNamespaces });
    for (const namespace of drainedNamespaces) this.letDrain(namespace);
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
  private letDrain(namespace: string): void {
    const name = `${NAME}-drains`;
    const scope = new Construct(this, `Drains-${namespace}`);
    new k8s.KubeRole(scope, 'Role', { metadata: { name, namespace }, rules: DRAINS });
    new k8s.KubeRoleBinding(scope, 'Binding', {
      metadata: { name, namespace },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      // The chart's own, which has this name whatever the release is called.
      subjects: [{ kind: 'ServiceAccount', name: NAME, namespace: namespaceOf(this) }],
    });
  }
}
