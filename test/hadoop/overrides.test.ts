import { hadoop, kubernetes } from 'bigdata-constructs';
import { ApiObject, JsonPatch } from 'cdk8s';
import { describeWithControlPlane } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { addedTo } from '../helpers/pod-overrides';
import { classesElsewhere, podTemplatesOf } from '../helpers/pod-templates';
import { applyAll, removeAll } from '../helpers/stored';
import { find } from '../helpers/synth';
import { cluster, everything, kerberos } from './clusters';

const { EnvValue, Volume } = kubernetes;
const DIGEST = `sha256:${'4e'.repeat(32)}`;

const version = hadoop.HadoopVersion.of('3.4.3', {
  images: {
    hadoop: { image: 'registry.example.com/lake/hadoop', digest: DIGEST },
    uploader: { image: 'ours/aws-cli' },
  },
  architectures: ['arm64'],
});

/** Of each component: a pod that belongs to it, the ConfigMap of its configuration, and where its JVM's flags stand. */
const HOLDERS: Record<string, { holder: [kind: string, name: string]; config?: string; flags: string }> = {
  journalnode: { holder: ['StatefulSet', 'lake-journalnode'], flags: 'HDFS_JOURNALNODE_OPTS' },
  namenode: { holder: ['StatefulSet', 'lake-namenode'], flags: 'HDFS_NAMENODE_OPTS' },
  datanode: { holder: ['StatefulSet', 'lake-datanode-a'], config: 'lake-datanode', flags: 'HDFS_DATANODE_OPTS' },
  resourcemanager: { holder: ['StatefulSet', 'lake-resourcemanager'], flags: 'YARN_RESOURCEMANAGER_OPTS' },
  nodemanager: { holder: ['StatefulSet', 'lake-nodemanager-spot'], flags: 'YARN_NODEMANAGER_OPTS' },
  historyserver: { holder: ['StatefulSet', 'lake-historyserver'], flags: 'MAPRED_HISTORYSERVER_OPTS' },
  httpfs: { holder: ['Deployment', 'lake-httpfs'], flags: 'HDFS_HTTPFS_OPTS' },
  probe: { holder: ['CronJob', 'lake-probe'], flags: 'HADOOP_CLIENT_OPTS' },
  backup: { holder: ['CronJob', 'lake-backup'], flags: 'HADOOP_CLIENT_OPTS' },
  balancer: { holder: ['CronJob', 'lake-balancer'], flags: 'HDFS_BALANCER_OPTS' },
  snapshots: { holder: ['CronJob', 'lake-snapshots-warehouse'], flags: 'HADOOP_CLIENT_OPTS' },
};
const COMPONENTS = Object.keys(HOLDERS);

const byComponent = <T>(make: (component: string) => T) =>
  Object.fromEntries(COMPONENTS.map((component) => [component, make(component)]));

/** Images of one's own, a mirror, Secrets to pull with and overrides of everything, in a cluster of all parts. */
const objects = cluster(
  {
    ...everything,
    version,
    overrides: {
      pods: byComponent(addedTo),
      files: byComponent((component) => ({ 'extra.txt': component })),
      jvm: { ...byComponent((component) => [`-Dteam=${component}`]), zkfc: ['-Dteam=zkfc'] },
    },
  },
  { name: 'test', zones: ['a', 'b', 'c'], imageRegistry: 'mirror.example.com', imagePullSecrets: ['pull'] },
).objects();

interface Container {
  readonly name: string;
  readonly image: string;
  readonly restartPolicy?: string;
  readonly env: { readonly name: string; readonly value?: string }[];
  readonly volumeMounts?: { readonly name: string; readonly mountPath: string }[];
}
interface Spec {
  readonly containers: Container[];
  readonly initContainers?: Container[];
  readonly volumes: { readonly name: string; readonly configMap?: { readonly name: string } }[];
  readonly [field: string]: unknown;
}

const templateIn = (all: KubeObject[], component: string) => {
  const [{ template }] = podTemplatesOf(find(all, ...HOLDERS[component].holder));
  return { metadata: template.metadata, spec: template.spec as Spec };
};
const templateOf = (component: string) => templateIn(objects, component);
const containersOf = ({ containers, initContainers = [] }: Spec) => [...initContainers, ...containers];
const variable = ({ env }: Container, wanted: string) => env.find(({ name }) => name === wanted)?.value;
/** The container that runs Hadoop. */
const hadoopIn = ({ spec }: { spec: Spec }, name?: string) =>
  containersOf(spec).find((container) =>
    name ? container.name === name : container.volumeMounts?.some(({ mountPath }) => mountPath === '/etc/hadoop'),
  )!;

describe("images of one's own, a mirror, Secrets to pull with and overrides, all at once", () => {
  test.each(COMPONENTS)('add to the pods of %s what was asked for them', (component) => {
    const { metadata, spec } = templateOf(component);
    expect(metadata).toMatchObject({
      labels: { 'app.kubernetes.io/component': component, team: component },
      annotations: { 'example.com/reviewed': component },
    });
    expect(spec).toMatchObject({
      imagePullSecrets: [{ name: 'pull' }],
      hostAliases: [{ ip: '10.0.0.7', hostnames: ['ldap.example.com'] }],
      priorityClassName: 'important',
      nodeSelector: { 'kubernetes.io/arch': 'arm64' },
    });
    expect(spec.initContainers).toContainEqual(
      expect.objectContaining({ name: 'shipper', image: 'mirror.example.com/shipper:2', restartPolicy: 'Always' }),
    );
    const [main] = spec.containers;
    expect(main.env.map(({ name }) => name)).toEqual(expect.arrayContaining(['LEVEL', 'TOKEN']));
    expect(main.volumeMounts!.map(({ name }) => name)).toEqual(expect.arrayContaining(['extra-keys', 'extra-files']));
  });

  test.each(COMPONENTS)(
    'run %s from its image, through the mirror unless the image names its registry',
    (component) => {
      const images = containersOf(templateOf(component).spec)
        .filter(({ name }) => name !== 'shipper')
        .map(({ image }) => image);
      expect(new Set(images)).toEqual(
        new Set([
          `registry.example.com/lake/hadoop@${DIGEST}`,
          ...(component === 'backup' ? ['mirror.example.com/ours/aws-cli:2.31.18'] : []),
        ]),
      );
    },
  );

  test.each(COMPONENTS)('annotate the service account of %s', (component) => {
    const { serviceAccountName } = templateOf(component).spec;
    expect(find(objects, 'ServiceAccount', String(serviceAccountName)).metadata).toMatchObject({
      annotations: { 'example.com/owner': component },
    });
  });

  test.each(COMPONENTS)('put the flags of %s after ours, where its launcher reads them', (component) => {
    const flags = variable(hadoopIn(templateOf(component)), HOLDERS[component].flags);
    expect(flags).toMatch(new RegExp(`^-Xm.* -Dteam=${component}$`));
  });

  test('tell the failover controller from the NameNode', () => {
    const controller = hadoopIn(templateOf('namenode'), 'zkfc');
    expect(variable(controller, 'HDFS_ZKFC_OPTS')).toMatch(/^-Xms.* -Dteam=zkfc$/);
    const commands = hadoopIn(templateOf('namenode'), 'membership');
    expect(variable(commands, 'HADOOP_CLIENT_OPTS')).toBe('-Xmx256m');
  });

  test.each(COMPONENTS)('lay files beside the configuration of %s', (component) => {
    const { spec } = templateOf(component);
    const config = hadoopIn({ spec }).volumeMounts!.find(({ mountPath }) => mountPath === '/etc/hadoop');
    const { configMap } = spec.volumes.find(({ name }) => name === config?.name)!;
    const { data } = find<{ data: object } & KubeObject>(objects, 'ConfigMap', configMap!.name);
    expect(data).toMatchObject({ 'extra.txt': component, 'core-site.xml': expect.any(String) as string });
  });

  test('leave alone what finds the pods', () => {
    const selectors = objects
      .filter(({ kind }) => ['NetworkPolicy', 'PodDisruptionBudget', 'PodMonitor'].includes(kind))
      .map(({ spec }) => JSON.stringify(spec));
    expect(selectors.length).toBeGreaterThan(15);
    expect(selectors.filter((selector) => selector.includes('team'))).toEqual([]);
  });
});

describe('an override', () => {
  const flagsWith = (jvm: Record<string, string[]>, component: string) =>
    variable(hadoopIn(templateIn(cluster({ overrides: { jvm } }).objects(), component)), HOLDERS[component].flags);

  test('of the collector takes the place of ours: with two, no JVM starts', () => {
    expect(flagsWith({}, 'journalnode')).toContain('-XX:+UseG1GC');
    expect(flagsWith({ journalnode: ['-XX:+UseZGC'] }, 'journalnode')).toMatch(/^-Xms\d+m -Xmx\d+m -XX:\+UseZGC$/);
  });

  test('of a file that nothing hangs on takes the place of ours, for that component alone', () => {
    const files = { datanode: { 'log4j.properties': 'log4j.rootLogger=DEBUG, console\n' } };
    const all = cluster({ overrides: { files } }).objects();
    const logOf = (configMap: string) =>
      (find(all, 'ConfigMap', configMap).data as Record<string, string>)['log4j.properties'];
    expect(logOf('lake-datanode')).toBe('log4j.rootLogger=DEBUG, console\n');
    expect(logOf('lake-namenode')).toContain('INFO, console');
  });

  test("of ZooKeeper's largest node is a flag of all JVMs that see it", () => {
    const settings = { 'jute.maxbuffer': '4194304' };
    expect(() => cluster({ zooKeeper: { settings } })).toThrow(/SVC008.*javaOptions.*overrides\.jvm/);
    const flag = '-Djute.maxbuffer=4194304';
    const all = cluster({
      zooKeeper: { javaOptions: [flag] },
      overrides: { jvm: { zkfc: [flag], resourcemanager: [flag] } },
    }).objects();
    const [{ template }] = podTemplatesOf(find(all, 'StatefulSet', 'lake-zookeeper'));
    expect(variable((template.spec as Spec).containers[0], 'SERVER_JVMFLAGS')).toContain(flag);
    expect(variable(hadoopIn(templateIn(all, 'namenode'), 'zkfc'), 'HDFS_ZKFC_OPTS')).toContain(flag);
    expect(variable(hadoopIn(templateIn(all, 'resourcemanager')), 'YARN_RESOURCEMANAGER_OPTS')).toContain(flag);
  });

  test.each<[string, string, kubernetes.PodOverrides]>([
    ['K8S030', 'datanode', { labels: { 'bigdata-constructs.io/set': 'mine' } }],
    ['K8S032', 'namenode', { env: { HDFS_NAMENODE_OPTS: EnvValue.literal('-Xmx1g') } }],
    ['K8S032', 'probe', { env: { HADOOP_CLIENT_OPTS: EnvValue.literal('-Xmx1g') } }],
    ['K8S033', 'journalnode', { mounts: [{ volume: Volume.emptyDir('mine'), path: '/data' }] }],
    ['K8S035', 'namenode', { sidecars: [{ ...addedTo('x').sidecars![0], name: 'zkfc' }] }],
    ['K8S036', 'datanode', { sidecars: [{ ...addedTo('x').sidecars![0], ports: [{ name: 'mine', port: 9866 }] }] }],
  ])('that would replace something of a pod is refused: %s of %s', (code, component, overrides) => {
    expect(() => cluster({ overrides: { pods: { [component]: overrides } } })).toThrow(`${code}: `);
  });
});

describe('a patch of a workload, the last resort', () => {
  test('changes that field of it, and nothing else', () => {
    const before = cluster().objects();
    const made = cluster();
    const set = made.cluster.node
      .findAll()
      .filter((construct) => ApiObject.isApiObject(construct))
      .find(({ kind, name }) => kind === 'StatefulSet' && name === 'lake-namenode')!;
    set.addJsonPatch(JsonPatch.add('/spec/template/spec/dnsConfig', { options: [{ name: 'ndots' }] }));
    const after = made.objects();
    expect(templateIn(after, 'namenode').spec).toEqual({
      ...templateIn(before, 'namenode').spec,
      dnsConfig: { options: [{ name: 'ndots' }] },
    });
    const others = (all: KubeObject[]) => all.filter(({ metadata }) => metadata.name !== 'lake-namenode');
    expect(others(after)).toEqual(others(before));
  });
});

test('pods of a cluster with Kerberos take overrides too', () => {
  const { yarn: _yarn, httpFs: _httpFs, ...hdfs } = everything;
  const made = cluster({ ...hdfs, yarn: undefined, security: kerberos, overrides: { pods: byComponent(addedTo) } });
  expect(templateIn(made.objects(), 'datanode').metadata).toMatchObject({ labels: { team: 'datanode' } });
});

describeWithControlPlane('the API server', (api) => {
  afterAll(() => removeAll(api, objects));

  test('takes them all, stores them as they are rendered, and admits the pods', async () => {
    // Pods are refused where their class does not exist.
    for (const object of classesElsewhere(objects)) await api.apply(object);
    expect(await applyAll(api, objects)).toEqual([]);
    for (const { namespaceName, template } of objects.flatMap(podTemplatesOf)) {
      await api.admitPod(namespaceName, template);
    }
  });
});
