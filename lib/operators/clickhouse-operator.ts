import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu, Environment } from '../core';
import { Peer, Secret } from '../security';
import { resourcesOf, RESTRICTED_CONTAINER, RESTRICTED_POD, systemNodes } from './chart-values';
import { OperatorCharts } from './charts';
import { CrdStep } from './crd-step';
import { Operator, OperatorProps } from './operator';

const NAME = 'clickhouse-operator';
const NOT_PASSED_ON = 'bigdata-constructs.io/passed-on';
const CPU = Cpu.millis(250);
const MEMORY = Size.mebibytes(512);
const METRICS = [
  { name: 'ch-metrics', port: 8888 },
  { name: 'op-metrics', port: 9999 },
];

/** Props of `ClickHouseOperator`. */
export interface ClickHouseOperatorProps extends OperatorProps {
  /**
   * The password by which it signs in to servers as `clickhouse_operator`.
   * @default Secret.generated()
   */
  readonly password?: Secret;
  /**
   * The namespaces whose clusters it runs, as regular expressions.
   * @default [".*"], all of them
   */
  readonly watchNamespaces?: string[];
}

/**
 * Altinity's operator for ClickHouse and its Keeper.
 *
 * A new release may render StatefulSets differently, and would then restart every server at once: set `suspend` on the clusters first
 * (docs/guides/upgrading-operators.md).
 *
 * @see https://github.com/Altinity/clickhouse-operator/tree/0.25.6/deploy/helm/clickhouse-operator
 */
export class ClickHouseOperator extends Operator {
  public constructor(scope: Construct, id: string, props: ClickHouseOperatorProps = {}) {
    const chart = OperatorCharts.CLICKHOUSE;
    const password = props.password ?? Secret.generated();
    const secretName = password._nameOf(NAME);
    const container = {
      containerSecurityContext: RESTRICTED_CONTAINER,
      resources: resourcesOf(CPU, MEMORY),
      // Without the Secret both would start all the same, and sign in by a password that everybody knows.
      env: [{ name: 'SIGN_IN_NAME', valueFrom: { secretKeyRef: { name: secretName, key: 'username' } } }],
    };
    super(
      scope,
      id,
      {
        chart,
        definitions: ['clickhouse.altinity.com', 'clickhouse-keeper.altinity.com'],
        releaseName: NAME,
        values: {
          fullnameOverride: NAME,
          // Its image is `latest` of a repository that moved away; the definitions come by a step of ours.
          crdHook: { enabled: false },
          operator: {
            ...container,
            image: { repository: Environment.of(scope).image('altinity/clickhouse-operator') },
          },
          metrics: { ...container, image: { repository: Environment.of(scope).image('altinity/metrics-exporter') } },
          podSecurityContext: { ...RESTRICTED_POD, runAsUser: 65534 },
          // The chart's own has a password that everybody knows.
          secret: { create: false },
          serviceMonitor: { enabled: props.monitors ?? true },
          ...systemNodes(scope),
          configs: {
            files: {
              'config.yaml': {
                clickhouse: { access: { secret: { name: secretName } } },
                // With none named, it would see its own alone: only in kube-system do none mean all.
                watch: { namespaces: props.watchNamespaces ?? ['.*'] },
                // Seconds. A server with many parts takes longer than the chart's five minutes to start.
                reconcile: { statefulSet: { update: { timeout: 1800 } } },
                // Else what is written on a cluster's object goes to its pods: an acknowledgement, or what a tool notes there, would restart all.
                // An empty list means every annotation, so this one, which nobody writes.
                annotation: { include: [NOT_PASSED_ON] },
                // The longest that the servers' own grace period allows is said there, not here.
                pod: { terminationGracePeriod: 120 },
              },
            },
          },
        },
        pods: [
          {
            name: NAME,
            podLabels: { 'app.kubernetes.io/name': chart.name, 'app.kubernetes.io/instance': NAME },
            replicas: 1,
            cpu: CPU.plus(CPU),
            memory: Size.mebibytes(1024),
            metrics: METRICS,
          },
        ],
      },
      props,
    );
    const servers = { name: 'clickhouse', podLabels: { 'clickhouse.altinity.com/app': 'chop' } };
    this.connectionsOf[NAME].allowTo(Peer.podsAnywhere(servers.podLabels), [
      { name: 'http', port: 8123 },
      { name: 'https', port: 8443 },
    ]);
    password._bind(this, 'Password', { name: NAME, derived: { username: 'clickhouse_operator' } });
    const source = `https://raw.githubusercontent.com/Altinity/clickhouse-operator/release-${chart.version}/deploy/helm/clickhouse-operator/crds`;
    const crds = [
      'clickhouseinstallations.clickhouse.altinity.com',
      'clickhouseinstallationtemplates.clickhouse.altinity.com',
      'clickhousekeeperinstallations.clickhouse-keeper.altinity.com',
      'clickhouseoperatorconfigurations.clickhouse.altinity.com',
    ];
    new CrdStep(this, 'Crds', {
      name: NAME,
      version: chart.version,
      crds,
      urls: crds.map((crd) => `${source}/CustomResourceDefinition-${crd}.yaml`),
    });
  }
}
