import { Cpu, Environment, hadoop, IFileSystem, kubernetes, NodeClass, security } from 'bigdata-constructs';
import { App, Size } from 'cdk8s';
import { IConstruct } from 'constructs';
import { importRules } from '../../lib/hadoop/client-rules';
import { KubeObject } from '../helpers/kube-client';
import { reportedByConstruct, rulesSuite } from '../helpers/rules-suite';
import { find, yamlObjects } from '../helpers/synth';
import { cluster, everything, kerberos, single } from './clusters';
import { propertiesOf } from './properties';

type Files = Record<string, string>;

const REALM = { realm: 'LAKE.TEST', kdcs: ['kdc.lake.test'] };

/** What daemons say besides, and no client elsewhere needs. */
const OF_DAEMONS = [
  /^(ha\.zookeeper|hadoop\.zk|hadoop\.proxyuser)\./,
  /^fs\.trash\./,
  /^hadoop\.prometheus\.endpoint\.enabled$/,
  /^hadoop\.security\.authorization$/,
];

/** Every form of a cluster, with what somebody else must know of it besides its endpoints. */
const FORMS: Record<string, [Partial<hadoop.HadoopClusterProps>, Partial<hadoop.HadoopClusterAttributes>]> = {
  'with the defaults': [{}, {}],
  'with one of each': [single, {}],
  'with every prop': [everything, { overrides: everything.overrides }],
  'with two copies': [{ replication: 2 }, { replication: 2 }],
  'with Kerberos': [{ yarn: undefined, security: kerberos }, { kerberos: REALM }],
};

/** One that others know. */
const { cluster: elsewhere } = cluster();

const filesOf = (objects: KubeObject[], configMap: string, namespace: string) =>
  objects.find(
    ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === configMap && metadata.namespace === namespace,
  )?.data as Files | undefined;

/** The files that a file system puts into the namespace of a team. */
function handedOut(fileSystem: IFileSystem, app: App): Files {
  const chart = new kubernetes.NamespaceChart(app, 'team');
  const name = fileSystem.clientFilesIn(chart);
  return filesOf(yamlObjects(app), name, 'team')!;
}

/** The same cluster, as who does not run it knows it. */
function known(made: hadoop.HadoopCluster, attributes: Partial<hadoop.HadoopClusterAttributes> = {}) {
  const app = new App();
  Environment.attach(app, { name: 'test' });
  const chart = new kubernetes.NamespaceChart(app, 'reference');
  const fileSystem = hadoop.HadoopCluster.fromAttributes(chart, 'lake', {
    endpoints: made.endpoints,
    peer: security.Peer.pods('lake'),
    ...attributes,
  });
  return { app, chart, fileSystem };
}

describe.each(Object.entries(FORMS))('a HadoopCluster %s is a file system', (_, [props, attributes]) => {
  const { app, cluster: made } = cluster(props);
  const own = filesOf(yamlObjects(app), made.endpoints.clientConfigMap, 'lake')!;
  const files = handedOut(made, app);

  test('whose clients elsewhere have what its own clients have', () => {
    expect(files['hdfs-site.xml']).toBe(own['hdfs-site.xml']);
    expect(files['krb5.conf']).toBe(own['krb5.conf']);
    const [there, here] = [files, own].map((each) => propertiesOf(each['core-site.xml']));
    const missing = Object.keys(here).filter((key) => !(key in there));
    expect(there).toEqual(Object.fromEntries(Object.entries(here).filter(([key]) => !missing.includes(key))));
    expect(missing.filter((key) => !OF_DAEMONS.some((pattern) => pattern.test(key)))).toEqual([]);
    expect(there['fs.defaultFS']).toBe(made.uri);
  });

  test('and who only knows it makes the same files', () => {
    const { app: other, fileSystem } = known(made, attributes);
    expect(fileSystem.uri).toBe(made.uri);
    const { realm } = attributes.kerberos ?? {};
    expect([made, fileSystem].map(({ kerberosRealm }) => kerberosRealm)).toEqual([realm, realm]);
    expect(handedOut(fileSystem, other)).toEqual(files);
  });
});

describe.each<[string, () => { app: App; fileSystem: IFileSystem }]>([
  [
    'one that is made here',
    () => {
      const { app, cluster: made } = cluster();
      return { app, fileSystem: made };
    },
  ],
  ['one that something else runs', () => known(elsewhere)],
])('the files of %s', (_, make) => {
  const made = (scopes: (app: App) => IConstruct[]) => {
    const { app, fileSystem } = make();
    const names = scopes(app).map((scope) => fileSystem.clientFilesIn(scope));
    return yamlObjects(app)
      .filter(({ kind, metadata }) => kind === 'ConfigMap' && names.includes(metadata.name))
      .map(({ metadata }) => metadata.namespace);
  };

  test('are put into each namespace that asks', () => {
    const namespaces = ['etl', 'adhoc'];
    expect(made((app) => namespaces.map((name) => new kubernetes.NamespaceChart(app, name))).sort()).toEqual(
      [...namespaces].sort(),
    );
  });

  test('are put there once, whoever asks', () => {
    expect(
      made((app) => {
        const chart = new kubernetes.NamespaceChart(app, 'etl');
        const part = new security.ServiceIdentity(chart, 'Identity', { name: 'etl' });
        return [chart, chart, part];
      }),
    ).toEqual(['etl']);
  });
});

test('two who know the same cluster share its files', () => {
  const { app, chart, fileSystem } = known(elsewhere);
  const again = hadoop.HadoopCluster.fromAttributes(chart, 'Again', {
    name: 'lake',
    endpoints: elsewhere.endpoints,
    peer: security.Peer.pods('lake'),
  });
  const team = new kubernetes.NamespaceChart(app, 'team');
  expect(again.clientFilesIn(team)).toBe(fileSystem.clientFilesIn(team));
  expect(yamlObjects(app).filter(({ kind }) => kind === 'ConfigMap')).toHaveLength(1);
});

describe('a client of another namespace', () => {
  /** A pod that reads the files, and may connect. */
  function client(app: App, fileSystem: IFileSystem): KubeObject[] {
    const chart = new kubernetes.NamespaceChart(app, 'team');
    const partOf = { engine: 'etl', cluster: 'etl', component: 'driver' };
    const files = kubernetes.Volume.configMap('hadoop', fileSystem.clientFilesIn(chart));
    new kubernetes.Deployment(chart, 'driver', {
      partOf,
      replicas: 1,
      user: 1000,
      nodeClass: NodeClass.SYSTEM,
      containers: [
        {
          name: 'driver',
          image: 'etl:1',
          resources: { cpu: Cpu.millis(10), memory: Size.mebibytes(10) },
          mounts: [{ volume: files, path: '/etc/hadoop' }],
        },
      ],
    });
    new security.PodConnections(chart, 'Connections', {
      name: 'driver',
      podLabels: { 'app.kubernetes.io/name': 'etl', 'app.kubernetes.io/component': 'driver' },
      ports: [],
    }).allowTo(fileSystem);
    return yamlObjects(app);
  }
  const policyOf = (objects: KubeObject[], name: string) => JSON.stringify(find(objects, 'NetworkPolicy', name).spec);

  test('reaches NameNodes and DataNodes of a cluster that is made here, and is let in there', () => {
    const { app, cluster: made } = cluster();
    const objects = client(app, made);
    for (const part of ['namenode', 'datanode']) {
      expect(policyOf(objects, 'driver')).toContain(`"app.kubernetes.io/component":"${part}"`);
      expect(policyOf(objects, `lake-${part}`)).toContain('"app.kubernetes.io/name":"etl"');
    }
  });

  test('reaches one that something else runs', () => {
    const { app, fileSystem } = known(elsewhere);
    expect(policyOf(client(app, fileSystem), 'driver')).toContain('"kubernetes.io/metadata.name":"lake"');
  });
});

rulesSuite<Partial<hadoop.HadoopClusterAttributes>>('the rules of a cluster that something else runs', {
  rules: importRules,
  reported: reportedByConstruct((attributes) => known(elsewhere, attributes).app),
  cases: {
    HD035: [
      { refused: nameNodes(), given: 'none', passes: nameNodes('nn.example.com:8020') },
      {
        refused: nameNodes('nn1.example.com:9000'),
        given: "'nn1.example.com:9000'",
        passes: nameNodes('nn1.example.com:8020'),
      },
      {
        refused: nameNodes('nn.a.example.com:8020', 'nn.b.example.com:8020'),
        given: "'nn.b.example.com:8020' again",
        passes: nameNodes('nn1.a.example.com:8020', 'nn2.b.example.com:8020'),
      },
    ],
  },
});

test.each<[string, Partial<hadoop.HadoopClusterAttributes>]>([
  ['HD002', { replication: 0 }],
  ['HD026', { overrides: { coreSite: { 'fs.s3a.secret.key': 'x' } } }],
  ['HD036', { overrides: { hdfsSite: { 'dfs.nameservices': 'other' } } }],
  ['HD030', { kerberos: { ...REALM, realm: 'lake' } }],
  ['HD031', { kerberos: { ...REALM, kdcs: [] } }],
])('%s holds for them too', (code, attributes) => {
  expect(() => known(elsewhere, attributes)).toThrow(code);
});

function nameNodes(...addresses: string[]): Partial<hadoop.HadoopClusterAttributes> {
  return {
    endpoints: { fileSystem: 'hdfs://lake', nameNodes: addresses, resourceManagers: [], clientConfigMap: 'lake' },
  };
}
