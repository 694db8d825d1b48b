import { services } from 'bigdata-constructs';
import { cluster as olap, everything } from '../clickhouse/clusters';
import { cluster as lake } from '../hadoop/clusters';
import { KubeObject } from '../helpers/kube-client';
import { allRulesOf } from '../helpers/promtool';
import { metastore } from '../services/metastores';

/** The name of the first claim of each template, as its controller makes it. */
function claimsOf({ kind, metadata, spec }: KubeObject): string[] {
  const operated: Record<string, string> = { ClickHouseInstallation: 'chi', ClickHouseKeeperInstallation: 'chk' };
  if (kind in operated) return [`data-${operated[kind]}-${metadata.name}-main-0-0-0`];
  if (kind !== 'StatefulSet') return [];
  const { volumeClaimTemplates = [] } = spec as { volumeClaimTemplates?: { metadata: { name: string } }[] };
  return volumeClaimTemplates.map((claim) => `${claim.metadata.name}-${metadata.name}-0`);
}

/** Those that are meant to be full, and whose part says itself when they are too full. */
const SAID_BY_THE_ENGINE: [RegExp, alert: string][] = [
  [/^data-chi-/, 'ClickHouseDiskLow'],
  [/-datanode(-|$)/, 'HadoopCapacityLow'],
];

test.each([
  { engine: 'ClickHouse', objects: olap(everything).objects(), claims: 2 },
  { engine: 'Hadoop', objects: lake().objects(), claims: 5 },
  {
    engine: 'the metastore',
    objects: metastore({ database: services.HiveMetastoreDatabase.inCluster() }).objects(),
    claims: 1,
  },
])('every volume of $engine that holds state is watched', ({ objects, claims }) => {
  const rules = objects.filter(({ kind }) => kind === 'PrometheusRule').flatMap(allRulesOf);
  const watched = rules.flatMap(({ alert = '', expr }) =>
    [...expr.matchAll(/persistentvolumeclaim=~"([^"]+)"/g)].map(([, names]) => ({
      alert,
      names: new RegExp(`^${names}$`),
    })),
  );
  const found = objects.flatMap(claimsOf);
  const saidBy = (claim: string) => [
    ...watched.filter(({ names }) => names.test(claim)).map(({ alert }) => alert),
    ...SAID_BY_THE_ENGINE.filter(([names]) => names.test(claim)).map(([, alert]) => alert),
  ];
  expect(found.length).toBeGreaterThanOrEqual(claims);
  const alerts = rules.map(({ alert }) => alert);
  expect(found.filter((claim) => !saidBy(claim).some((alert) => alerts.includes(alert)))).toEqual([]);
});
