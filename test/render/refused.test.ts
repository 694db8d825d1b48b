import { clickhouse, hadoop, kubernetes, monitoring, render, services } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { App } from 'cdktf';
import { minimal as minimalClickHouse } from '../clickhouse/clusters';
import { minimal as minimalHadoop } from '../hadoop/clusters';
import { describeWithCommand, describeWithControlPlane } from '../helpers/authorities';
import { until } from '../helpers/process';
import { ResourceOrder, Resources } from '../helpers/resource-order';
import { synthStack } from '../helpers/synth';

const resourcesOf = (namespace: string, fill: (chart: kubernetes.NamespaceChart) => unknown): Resources =>
  synthStack((app: App) => {
    const environment = { name: 'test', zones: ['a', 'b', 'c'] };
    const stack = new render.ManifestStack(app, 'engines', { environment });
    fill(new kubernetes.NamespaceChart(stack.manifests, namespace));
    return stack;
  }).resource?.kubernetes_manifest ?? {};

/** Engines as they are deployed, with a change of each number and release that is guarded. */
interface Guarded<Props> {
  readonly deployed: Props;
  readonly make: (props: Props) => Resources;
  /** What changes, and what is refused: objects by kind and name. */
  readonly changes: [what: string, to: Partial<Props>, refused: string[]][];
  /** What is meant, with its acknowledgement. */
  readonly meant: [what: string, to: Partial<Props>][];
  /** A change that takes a whole part away. */
  readonly less: Partial<Props>;
}

const guarded = <Props>(given: Guarded<Props>) => ({
  deployed: given.make(given.deployed),
  changes: given.changes.map(
    ([what, to, refused]) => [what, given.make({ ...given.deployed, ...to }), refused] as const,
  ),
  meant: given.meant.map(([what, to]) => [what, given.make({ ...given.deployed, ...to })] as const),
  less: given.make({ ...given.deployed, ...given.less }),
});

const olap = () =>
  guarded<clickhouse.ClickHouseClusterProps>({
    deployed: { ...minimalClickHouse, shards: 4 },
    make: (props) => resourcesOf('refused-olap', (chart) => new clickhouse.ClickHouseCluster(chart, 'olap', props)),
    changes: [
      ['fewer shards', { shards: 3 }, ['ClickHouseInstallation olap']],
      ['smaller volumes', { storage: Size.gibibytes(500) }, ['ClickHouseInstallation olap']],
      ['more Keeper members', { keeper: { members: 5 } }, ['ClickHouseKeeperInstallation olap']],
    ],
    meant: [['fewer shards', { shards: 3, acknowledge: { shards: 3 } }]],
    less: { monitoring: monitoring.Monitoring.none() },
  });

const MEMBERS = 'ConfigMap lake-hadoop-members';
const { dataNodes } = minimalHadoop;
const NEXT_HADOOP = { version: hadoop.HadoopVersion.of('3.5.0') };
const NEXT_ZOOKEEPER = { zooKeeper: { members: 5, version: services.ZooKeeperVersion.of('3.10.0') } };
const sets = (...parts: string[]) => parts.map((part) => `StatefulSet lake-${part}`);

const lake = () =>
  guarded<hadoop.HadoopClusterProps>({
    deployed: {
      ...minimalHadoop,
      dataNodes: { ...dataNodes, count: 9 },
      nameNodes: { members: 3 },
      journalNodes: { members: 5 },
      zooKeeper: { members: 5 },
      yarn: { ...minimalHadoop.yarn!, resourceManagers: { members: 3 } },
    },
    make: (props) => resourcesOf('refused-lake', (chart) => new hadoop.HadoopCluster(chart, 'lake', props)),
    changes: [
      [
        'fewer DataNodes, and fewer copies',
        { dataNodes: { ...dataNodes, count: 3 }, replication: 2 },
        [MEMBERS, ...sets('datanode-a', 'datanode-b', 'datanode-c')],
      ],
      ['fewer NameNodes', { nameNodes: { members: 2 } }, [MEMBERS, ...sets('namenode')]],
      ['fewer JournalNodes', { journalNodes: { members: 3 } }, [MEMBERS, ...sets('journalnode')]],
      ['fewer ResourceManagers', { yarn: minimalHadoop.yarn }, [MEMBERS, ...sets('resourcemanager')]],
      ['fewer members of ZooKeeper', { zooKeeper: { members: 3 } }, [MEMBERS, ...sets('zookeeper')]],
      [
        'another release of Hadoop',
        NEXT_HADOOP,
        [MEMBERS, ...sets('datanode-a', 'datanode-b', 'datanode-c', 'journalnode', 'namenode')],
      ],
      ['another release of ZooKeeper', NEXT_ZOOKEEPER, [MEMBERS, ...sets('zookeeper')]],
    ],
    meant: [
      ['another release of Hadoop', { ...NEXT_HADOOP, acknowledge: { release: '3.5' } }],
      ['another release of ZooKeeper', { ...NEXT_ZOOKEEPER, acknowledge: { zooKeeperRelease: '3.10' } }],
    ],
    less: { yarn: undefined },
  });

const once = <T>(make: () => T) => {
  let made: T | undefined;
  return () => (made ??= make());
};
const CLUSTERS = { olap: once(olap), lake: once(lake) };
/** The state of each after its first deployment, which nobody changes. */
const STATES = {
  olap: once(() => ResourceOrder.deployed(CLUSTERS.olap().deployed)),
  lake: once(() => ResourceOrder.deployed(CLUSTERS.lake().deployed)),
};

const nameOf = (resources: Resources, id: string) =>
  `${resources[id].manifest.kind} ${resources[id].manifest.metadata.name}`;

describeWithControlPlane('a change that the API server refuses', (api) => {
  describeWithCommand('terraform', 'by Terraform', () => {
    describe.each(['olap', 'lake'] as const)('of %s', (cluster) => {
      const { deployed, changes, meant, less } = CLUSTERS[cluster]();
      const watched = /^(Namespace|ValidatingAdmissionPolicy|StatefulSet|ClickHouse|ConfigMap__.*-members$)/;
      let order: ResourceOrder;
      beforeAll(async () => {
        const objects = Object.entries(deployed).flatMap(([id, { manifest }]) => (watched.test(id) ? [manifest] : []));
        const [namespaces, others] = [true, false].map((is) =>
          objects.filter(({ kind }) => (kind === 'Namespace') === is),
        );
        for (const object of [...namespaces, ...others]) await api.apply(object);
        order = await STATES[cluster]();
      }, 120_000);

      const refused = async (changed: Resources): Promise<string[]> => {
        const ids = Object.keys(changed).filter((id) => watched.test(id) && deployed[id]);
        const answers = await Promise.all(
          ids.map((id) => api.apply(changed[id].manifest, { dryRun: true }).catch(() => id)),
        );
        return answers.filter((answer) => typeof answer === 'string');
      };

      test.each(changes)(
        '%s: all else stays as it was',
        async (_what, changed, expected) => {
          // A policy works a moment after it is stored.
          await until(async () => (await refused(changed)).length >= expected.length);
          const found = await refused(changed);
          expect(found.map((id) => nameOf(deployed, id)).sort()).toEqual([...expected].sort());
          const touched = await order.copy().apply(changed, found);
          expect(touched.map((id) => nameOf(deployed, id))).toEqual([expected[0]]);
        },
        60_000,
      );

      // After those that are refused: the policies work.
      test.each(meant)(
        '%s, acknowledged: all of it is applied',
        async (_what, changed) => {
          expect((await refused(changed)).map((id) => nameOf(deployed, id))).toEqual([]);
          const differs = (id: string) =>
            JSON.stringify(deployed[id]?.manifest) !== JSON.stringify(changed[id]?.manifest);
          const ids = [...new Set([...Object.keys(deployed), ...Object.keys(changed)])].filter(differs).sort();
          expect(ids.length).toBeGreaterThan(1);
          expect(await order.copy().apply(changed, [])).toEqual(ids);
        },
        60_000,
      );

      test('a part may go as a whole', async () => {
        for (const id of Object.keys(less).filter((one) => watched.test(one))) {
          await api.apply(less[id].manifest, { dryRun: true });
        }
      });

      test('nothing is waited for that is created before it is destroyed', () => {
        const needs = (id: string): string[] => {
          const found = (deployed[id].depends_on ?? []).map((address) => address.replace('kubernetes_manifest.', ''));
          return [id, ...found.flatMap(needs)];
        };
        const early = Object.keys(deployed).filter(
          (id) => (deployed[id].lifecycle as { create_before_destroy?: boolean } | undefined)?.create_before_destroy,
        );
        expect(early.length).toBeGreaterThan(3);
        expect(early.flatMap(needs).filter((id) => deployed[id].wait)).toEqual([]);
      });
    });
  });
});

const FENCES =
  /^(ValidatingAdmissionPolicy|ValidatingAdmissionPolicyBinding|PodDisruptionBudget|NetworkPolicy|ServiceAccount|Role|RoleBinding)__/;
const WORKLOADS = /^(StatefulSet|ClickHouseInstallation|ClickHouseKeeperInstallation)__/;

describeWithCommand('terraform', 'what is destroyed', () => {
  const component = ({ manifest }: Resources[string]) => manifest.metadata.labels?.['app.kubernetes.io/component'];

  test.each(['olap', 'lake'] as const)(
    '%s: what protects members and what they may do goes after them',
    async (cluster) => {
      const { deployed } = CLUSTERS[cluster]();
      const events = await (await STATES[cluster]()).copy().destroy();
      const ids = Object.keys(deployed);
      const early = ids
        .filter((id) => WORKLOADS.test(id))
        .flatMap((workload) => {
          const { kind, metadata } = deployed[workload].manifest;
          const fences = ids.filter((id) => {
            const { name } = deployed[id].manifest.metadata;
            const policy = name.includes(`.${kind.toLowerCase()}.${metadata.name}.`) || name === 'default-deny';
            return FENCES.test(id) && (policy || component(deployed[id]) === component(deployed[workload]));
          });
          expect(fences.length).toBeGreaterThan(3);
          return fences
            .filter((id) => events.indexOf(`begin ${id}`) < events.indexOf(`end ${workload}`))
            .map((id) => `${id} before ${workload}`);
        });
      expect(events).toHaveLength(2 * ids.length);
      expect(early).toEqual([]);
    },
    120_000,
  );
});
