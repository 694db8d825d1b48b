import { hadoop, kubernetes, scaling, security, StoreMode } from 'bigdata-constructs';
import { App, Size } from 'cdk8s';
import { podGroups } from '../../lib/kubernetes/internal';
import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';
import { cluster, everything, single, store } from './clusters';

type Props = Partial<hadoop.HadoopClusterProps>;

const names = (objects: KubeObject[], kind: string) =>
  objects
    .filter((object) => object.kind === kind)
    .map(({ metadata }) => metadata.name)
    .sort();

interface SetSpec {
  readonly replicas?: number;
  readonly template: {
    readonly spec: {
      readonly nodeSelector?: Record<string, string>;
      readonly topologySpreadConstraints?: { readonly whenUnsatisfiable: string }[];
      readonly affinity?: object;
      readonly terminationGracePeriodSeconds: number;
      readonly containers: { readonly name: string; readonly volumeMounts: { readonly mountPath: string }[] }[];
    };
  };
  readonly persistentVolumeClaimRetentionPolicy: object;
  readonly volumeClaimTemplates?: { readonly metadata: { readonly name: string } }[];
}
const specOf = (objects: KubeObject[], set: string) => find(objects, 'StatefulSet', set).spec as SetSpec;

describe('with the props that are enough', () => {
  const { objects: make, cluster: made } = cluster();
  const objects = make();

  test('has a set a zone for DataNodes, pinned to it, and no set else is', () => {
    expect(names(objects, 'StatefulSet')).toEqual([
      'lake-datanode-a',
      'lake-datanode-b',
      'lake-datanode-c',
      'lake-historyserver',
      'lake-journalnode',
      'lake-namenode',
      'lake-nodemanager',
      'lake-resourcemanager',
      'lake-zookeeper',
    ]);
    for (const zone of ['a', 'b', 'c']) {
      const { replicas, template } = specOf(objects, `lake-datanode-${zone}`);
      expect(replicas).toBe(2);
      expect(template.spec.nodeSelector).toMatchObject({ 'topology.kubernetes.io/zone': zone });
      // A spread over zones could never be met in one.
      expect(template.spec.topologySpreadConstraints).toBeUndefined();
      expect(template.spec.affinity).toBeDefined();
    }
    expect(specOf(objects, 'lake-namenode').template.spec.nodeSelector).toEqual({ 'kubernetes.io/arch': 'amd64' });
  });

  test('tells the sets of one part apart', () => {
    const selectors = ['a', 'b', 'c'].map(
      (zone) => (specOf(objects, `lake-datanode-${zone}`) as unknown as { selector: object }).selector,
    );
    expect(new Set(selectors.map((selector) => JSON.stringify(selector))).size).toBe(3);
  });

  test('lets an autoscaler say how many NodeManagers there are, and add them where there is room', () => {
    const { replicas, template } = specOf(objects, 'lake-nodemanager');
    expect(replicas).toBeUndefined();
    expect(template.spec.topologySpreadConstraints?.map(({ whenUnsatisfiable }) => whenUnsatisfiable)).toEqual([
      'ScheduleAnyway',
    ]);
    const { spec } = find(objects, 'ScaledObject', 'lake-nodemanager');
    expect(spec).toMatchObject({
      minReplicaCount: 3,
      maxReplicaCount: 12,
      scaleTargetRef: { name: 'lake-nodemanager' },
    });
  });

  test('gives NodeManagers volumes that go with their pods, so that the loss of a zone binds none to it', () => {
    const { volumeClaimTemplates, template } = specOf(objects, 'lake-nodemanager') as unknown as {
      volumeClaimTemplates?: object[];
      template: { spec: { volumes: { name: string }[] } };
    };
    expect(volumeClaimTemplates).toBeUndefined();
    expect(template.spec.volumes.find(({ name }) => name === 'local')).toEqual({
      name: 'local',
      ephemeral: {
        volumeClaimTemplate: {
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '100Gi' } } },
        },
      },
    });
    const group = podGroups(cluster().app).find(({ name }) => name === 'lake-nodemanager');
    expect(group?.claims.map(({ name }) => name)).toEqual(['local']);
  });

  test('says how many there are of what comes and goes', () => {
    const bounds = (props: Props) =>
      Object.entries(cluster(props).cluster.scaling).map(([part, { min, max }]) => [part, min, max]);
    expect(bounds({})).toEqual([['nodemanager', 3, 12]]);
    expect(bounds({ httpFs: {} })).toContainEqual(['httpfs', 2, 6]);
    expect(bounds(everything)).toEqual([
      ['nodemanager', 3, 3],
      ['nodemanager-spot', 1, 40],
      ['httpfs', 2, 4],
    ]);
  });

  test('has as many gateways as it is told to, with no autoscaler where that is a number', () => {
    const objects = cluster({ httpFs: { scaling: scaling.Scaling.exactly(3) } }).objects();
    expect(find(objects, 'Deployment', 'lake-httpfs').spec).toMatchObject({ replicas: 3 });
    expect(names(objects, 'HorizontalPodAutoscaler')).toEqual([]);
  });

  test('never scales what holds state', () => {
    expect(names(objects, 'ScaledObject')).toEqual(['lake-nodemanager']);
    expect(names(objects, 'HorizontalPodAutoscaler')).toEqual([]);
  });

  test('gives the token of an account to companions and drains alone', () => {
    const holders = objects
      .filter(({ kind }) => kind === 'StatefulSet')
      .flatMap(({ metadata, spec }) =>
        (spec as SetSpec).template.spec.containers
          .filter(({ volumeMounts }) => volumeMounts.some(({ mountPath }) => mountPath.includes('serviceaccount')))
          .map(({ name }) => `${metadata.name}/${name}`),
      );
    expect(holders.sort()).toEqual([
      'lake-datanode-a/datanode',
      'lake-datanode-b/datanode',
      'lake-datanode-c/datanode',
      'lake-namenode/membership',
      'lake-nodemanager/nodemanager',
      'lake-resourcemanager/membership',
    ]);
  });

  test('lets an ended DataNode take as long as it needs, and a NodeManager longer than YARN gives its containers', () => {
    expect(specOf(objects, 'lake-datanode-a').template.spec.terminationGracePeriodSeconds).toBe(12 * 3600);
    expect(specOf(objects, 'lake-nodemanager').template.spec.terminationGracePeriodSeconds).toBe(55 * 60);
  });

  test('says where clients find it', () => {
    expect(made.endpoints).toMatchObject({
      fileSystem: 'hdfs://lake',
      nameNodes: [0, 1].map((ordinal) => `lake-namenode-${ordinal}.lake-namenode-headless.lake.svc.cluster.local:8020`),
      clientConfigMap: 'lake-client',
    });
    expect(made.endpoints.resourceManagers).toHaveLength(2);
  });
});

test('with one of each, has no JournalNode, no controller, and an address for a file system', () => {
  const { cluster: made, objects: make } = cluster(single, { name: 'test', zones: ['local'] });
  const objects = make();
  expect(names(objects, 'StatefulSet')).toEqual([
    'lake-datanode',
    'lake-historyserver',
    'lake-namenode',
    'lake-nodemanager',
    'lake-resourcemanager',
    'lake-zookeeper',
  ]);
  expect(specOf(objects, 'lake-namenode').template.spec.containers.map(({ name }) => name)).toEqual([
    'namenode',
    'membership',
  ]);
  expect(made.endpoints.fileSystem).toBe('hdfs://lake-namenode-0.lake-namenode-headless.lake.svc.cluster.local:8020');
});

test('without YARN there is HDFS alone', () => {
  const { objects: make, cluster: made } = cluster({ yarn: undefined });
  const objects = make();
  expect(names(objects, 'StatefulSet').filter((name) => /manager|history/.test(name))).toEqual([]);
  expect(made.sizing.yarn).toBeUndefined();
  expect(made.scaling).toEqual({});
  expect(JSON.stringify(find(objects, 'ConfigMap', 'lake-client').data)).not.toContain('yarn-site');
});

test('with every prop, grows what is to grow, and knows further kinds of DataNodes', () => {
  const objects = cluster(everything).objects();
  expect(names(objects, 'CronJob')).toEqual(
    expect.arrayContaining(['lake-backup', 'lake-snapshots-warehouse', 'lake-datanode-a-growth']),
  );
  expect(names(objects, 'StatefulSet')).toEqual(
    expect.arrayContaining(['lake-datanode-archive-a', 'lake-nodemanager-spot']),
  );
  // Nobody can change the template: the job asks for more instead.
  const [claim] = specOf(objects, 'lake-datanode-a').volumeClaimTemplates ?? [];
  expect(claim).toMatchObject({ spec: { resources: { requests: { storage: '2Ti' } } } });
  expect(find(objects, 'ConfigMap', 'lake-datanode-a-growth').data).toMatchObject({
    claims: expect.stringContaining('disk-0-lake-datanode-a-0 3Ti') as string,
  });
  expect(JSON.stringify(find(objects, 'ConfigMap', 'lake-datanode-archive').data)).toContain(
    '[ARCHIVE]file:///data/disk-0/hdfs',
  );
  expect(names(objects, 'HorizontalPodAutoscaler')).toEqual(['lake-httpfs']);
});

test('has a ZooKeeper with all that a ZooKeeper may have, besides what the cluster chooses', () => {
  const objects = cluster({
    zooKeeper: { logStorage: Size.gibibytes(20), javaOptions: ['-Djute.maxbuffer=4194304'] },
  }).objects();
  const { spec } = find<{
    spec: {
      template: { spec: { containers: { env: { name: string; value?: string }[]; resources: object }[] } };
      volumeClaimTemplates: { spec: { resources: { requests: object } } }[];
    };
  }>(objects, 'StatefulSet', 'lake-zookeeper');
  const [{ env, resources }] = spec.template.spec.containers;
  expect(env.find(({ name }) => name === 'SERVER_JVMFLAGS')?.value).toContain('-Djute.maxbuffer=4194304');
  expect(resources).toMatchObject({ requests: { cpu: '500m', memory: '2Gi' } });
  expect(spec.volumeClaimTemplates.map((claim) => claim.spec.resources.requests)).toEqual([
    { storage: '10Gi' },
    { storage: '20Gi' },
  ]);
});

test('without names of zones, has one set of DataNodes', () => {
  const { objects } = cluster({}, { name: 'test' });
  expect(names(objects(), 'StatefulSet').filter((name) => name.includes('datanode'))).toEqual(['lake-datanode']);
});

test('lets a client reach each part that it must speak with, and no page of the web', () => {
  const made = cluster({ backup: { store } });
  made.cluster.connections.allowFrom(security.Peer.pods('etl'));
  const ports = (policy: string) =>
    JSON.stringify(
      (find(made.objects(), 'NetworkPolicy', policy).spec as { ingress: { from: object[] }[] }).ingress.filter(
        ({ from }) => JSON.stringify(from).includes('"etl"'),
      ),
    );
  expect(ports('lake-namenode')).toContain('8020');
  expect(ports('lake-namenode')).not.toContain('9870');
  expect(ports('lake-datanode')).toContain('9866');
  expect(ports('lake-datanode')).not.toContain('9864');
  expect(ports('lake-resourcemanager')).toContain('8032');
});

test('needs a place in an object store for its backup, and for nothing else', () => {
  const identity = { namespaceName: 'lake', serviceAccountName: 'lake-backup' };
  const access = (backup?: Props['backup']) =>
    cluster({ backup }).cluster.storeAccess.map(({ identity: { namespaceName, serviceAccountName }, ...rest }) => ({
      ...rest,
      identity: { namespaceName, serviceAccountName },
    }));
  expect(access({ store })).toEqual([{ identity, store, mode: StoreMode.READ_WRITE, prefix: 'hadoop/lake/fsimage' }]);
  expect(access({ store, prefix: 'nightly' })).toMatchObject([{ prefix: 'nightly' }]);
  expect(access()).toEqual([]);
});

test('can be referred to where something else runs it', () => {
  const app = new App();
  const chart = new kubernetes.NamespaceChart(app, 'jobs');
  const endpoints = {
    fileSystem: 'hdfs://nn.other:8020',
    nameNodes: ['nn.other:8020'],
    resourceManagers: [],
    clientConfigMap: 'other',
  };
  const imported = hadoop.HadoopCluster.fromAttributes(chart, 'other', {
    endpoints,
    peer: security.Peer.pods('other'),
  });
  expect(imported.endpoints).toBe(endpoints);
});
