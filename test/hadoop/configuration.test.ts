import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { aws, hadoop } from 'bigdata-constructs';
import { describeWithHadoop } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { cluster, everything, kerberos, minimal, single } from './clusters';
import { propertiesOf } from './properties';

const CLUSTERS: Record<string, Partial<hadoop.HadoopClusterProps>> = {
  minimal,
  single,
  everything,
  kerberos: { ...everything, yarn: undefined, httpFs: undefined, security: kerberos },
};

/** The configuration files of a cluster, by ConfigMap. */
function filesOf(objects: KubeObject[]): Record<string, Record<string, string>> {
  return Object.fromEntries(
    objects
      .filter(({ kind }) => kind === 'ConfigMap')
      .map(({ metadata, data }) => [metadata.name, data as Record<string, string>]),
  );
}

/** A default of Hadoop's own. */
interface Default {
  readonly file: string;
  readonly value: string;
}

/** Keys whose end is a name that the cluster has. Hadoop's defaults list what stands before it. */
const NAMED = [
  /^(dfs\.ha\.namenodes|dfs\.namenode\.(?:rpc|https?)-address|dfs\.client\.failover\.proxy\.provider)\.lake/,
  /^(yarn\.resourcemanager\.(?:hostname|webapp\.address))\.lake-resourcemanager-\d$/,
  /^(yarn\.nodemanager\.aux-services)\.mapreduce_shuffle\.class$/,
];

/** Keys that Hadoop reads and does not list: constants of the classes named here. */
const UNLISTED: Record<string, string> = {
  'dfs.client.failover.proxy.provider': 'HdfsClientConfigKeys$Failover',
  'dfs.datanode.synconclose': 'DFSConfigKeys',
  'dfs.namenode.datanode.registration.ip-hostname-check': 'DFSConfigKeys',
  'yarn.resourcemanager.bind-host': 'YarnConfiguration',
  'yarn.nodemanager.bind-host': 'YarnConfiguration',
  'yarn.nodemanager.container-metrics.enable': 'YarnConfiguration',
  'mapreduce.map.env': 'MRJobConfig',
  'mapreduce.reduce.env': 'MRJobConfig',
  'mapreduce.jobhistory.bind-host': 'JHAdminConfig',
  'ipc.server.listen.queue.size': 'CommonConfigurationKeysPublic',
};

/** Of keys by class, those that are no constant of theirs: a string in a class file has its length before it. */
const CONSTANTS = `
import glob, json, sys, zipfile
keys = json.loads(sys.argv[2])
found = set()
for jar in glob.glob(sys.argv[1] + '/hadoop-*.jar'):
    with zipfile.ZipFile(jar) as archive:
        for name in archive.namelist():
            for key, owner in keys.items():
                if name.endswith('/' + owner + '.class') and b'\\x01\\x00' + bytes([len(key)]) + key.encode() in archive.read(name):
                    found.add(key)
print(json.dumps(sorted(set(keys) - found)))
`;

const PROXY_USER = /^hadoop\.proxyuser\.[a-z]+\.(hosts|groups)$/;

const looksLike = (value: string): string =>
  /^(true|false)$/.test(value) ? 'boolean' : /^-?\d+(\.\d+)?$/.test(value) ? 'number' : 'text';

describeWithHadoop("Hadoop's own defaults", ({ hadoop: home, defaults: folder }) => {
  const defaults = new Map<string, Default>(
    fs
      .readdirSync(folder)
      .flatMap((file) =>
        Object.entries(propertiesOf(fs.readFileSync(path.join(folder, file), 'utf8'))).map(
          ([key, value]): [string, Default] => [key, { file, value }],
        ),
      ),
  );

  /** What is wrong with one property: a name that Hadoop does not know is read by nobody, and nothing says so. */
  const wrong = (key: string, value: string): string | undefined => {
    if (PROXY_USER.test(key)) return undefined;
    const [, base = key] = NAMED.map((pattern) => pattern.exec(key)).find((match) => match) ?? [];
    if (base in UNLISTED) return undefined;
    const known = defaults.get(base) ?? defaults.get(`${base}.EXAMPLENAMESERVICE`);
    if (!known) return `${key} is none of Hadoop's`;
    const wanted = looksLike(known.value);
    return wanted === 'text' || value.includes('${') || looksLike(value) === wanted
      ? undefined
      : `${key} is '${value}' where Hadoop has '${known.value}'`;
  };

  describe.each(Object.entries(CLUSTERS))('of a cluster with %s props', (_, props) => {
    const files = filesOf(cluster(props).objects());

    test('know every key of every file, and its kind of value', () => {
      const checked = Object.entries(files).flatMap(([configMap, content]) =>
        Object.entries(content)
          .filter(([file]) => /^(core|hdfs|yarn|mapred|httpfs)-site\.xml$/.test(file))
          .flatMap(([file, xml]) =>
            Object.entries(propertiesOf(xml)).map(([key, value]) => ({ where: `${configMap}/${file}`, key, value })),
          ),
      );
      expect(checked.length).toBeGreaterThan(100);
      const found = checked.flatMap(({ where, key, value }) => {
        const text = wrong(key, value);
        return text ? [`${where}: ${text}`] : [];
      });
      expect(found).toEqual([]);
    });
  });

  test('of what NodeManagers hand on to containers are kept, and what says who they are to a cloud is added', () => {
    const key = 'yarn.nodemanager.env-whitelist';
    const profile = new aws.AwsProfile({ accountId: '111122223333', region: 'eu-central-1' });
    const inCloud = filesOf(cluster({}, { name: 'test', extensions: [profile] }).objects());
    const list = propertiesOf(inCloud['lake-nodemanager']['yarn-site.xml'])[key].split(',');
    expect(list).toEqual([...defaults.get(key)!.value.split(','), ...profile.identityVariables]);
    expect(filesOf(cluster().objects())['lake-nodemanager']['yarn-site.xml']).not.toContain(key);
  });

  test('and classes know the rest', () => {
    const given = JSON.stringify({ ...UNLISTED, 'dfs.no.such.key': 'DFSConfigKeys' });
    const unknown = execFileSync('python3', ['-c', CONSTANTS, path.join(home, 'lib'), given], { encoding: 'utf8' });
    expect(JSON.parse(unknown)).toEqual(['dfs.no.such.key']);
  });

  test('would tell a misspelt key, and a word where a number belongs', () => {
    expect(wrong('dfs.namenode.handlers.count', '10')).toContain("none of Hadoop's");
    expect(wrong('dfs.namenode.handler.count', 'many')).toContain('where Hadoop has');
    expect(wrong('dfs.namenode.rpc-address.lake.lake-namenode-0', 'host:8020')).toBeUndefined();
  });
});

describe('the files of each daemon', () => {
  const files = filesOf(cluster().objects());

  test('change only where the daemon reads what has changed', () => {
    const before = files;
    const after = filesOf(cluster({ yarn: { ...minimal.yarn!, queues: [{ name: 'etl' }] } }).objects());
    const changed = Object.keys(before).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
    expect(changed).toEqual(['lake-resourcemanager']);
  });

  test('give each queue its part, and say who may submit to it and who administers it', () => {
    const of = (...queues: hadoop.YarnQueue[]) => {
      const own = filesOf(cluster({ yarn: { ...minimal.yarn!, queues } }).objects());
      const properties = propertiesOf(own['lake-resourcemanager']['capacity-scheduler.xml']);
      return Object.fromEntries(
        Object.entries(properties).flatMap(([key, value]) => {
          const [, name] = /^yarn\.scheduler\.capacity\.root\.(\w+\.(?:capacity|acl_\w+))$/.exec(key) ?? [];
          return name === undefined ? [] : [[name, value]];
        }),
      );
    };
    expect(of({ name: 'all' })).toEqual({ 'all.capacity': '100', 'all.acl_submit_applications': '*' });
    expect(
      of(
        { name: 'etl', share: 50, members: ['alice', 'bob'], groups: ['analysts'], administrators: ['carol'] },
        { name: 'adhoc', groups: ['analysts', 'guests'] },
        { name: 'reports', members: ['dora'] },
      ),
    ).toEqual({
      'etl.capacity': '50',
      'etl.acl_submit_applications': 'alice,bob analysts',
      'etl.acl_administer_queue': 'carol',
      'adhoc.capacity': '25',
      // A blank before groups: without it they would be users.
      'adhoc.acl_submit_applications': ' analysts,guests',
      'reports.capacity': '25',
      'reports.acl_submit_applications': 'dora',
    });
  });

  test('of a cluster with one DataNode more are the same', () => {
    const after = filesOf(cluster({ dataNodes: { ...minimal.dataNodes, count: 7 } }).objects());
    // No daemon reads the numbers that are guarded.
    expect(Object.keys(files).filter((name) => JSON.stringify(files[name]) !== JSON.stringify(after[name]))).toEqual([
      'lake-hadoop-members',
    ]);
  });

  test('of a cluster with one directory more are the same, and no pod restarts for it', () => {
    const own = cluster({ directories: [{ path: '/spark/events', owner: 'spark' }] }).objects();
    const after = filesOf(own);
    expect(Object.keys(after).filter((name) => JSON.stringify(files[name]) !== JSON.stringify(after[name]))).toEqual([
      'lake-namenode-directories',
    ]);
    const sets = (objects: KubeObject[]) => objects.filter(({ kind }) => kind === 'StatefulSet');
    expect(sets(own)).toEqual(sets(cluster().objects()));
  });

  test('let raw overrides win', () => {
    const own = filesOf(cluster(everything).objects());
    const properties = (name: string, file: string) => propertiesOf(own[name][file]);
    expect(properties('lake-namenode', 'hdfs-site.xml')['dfs.namenode.handler.count']).toBe('128');
    expect(properties('lake-resourcemanager', 'yarn-site.xml')['yarn.resourcemanager.am.max-attempts']).toBe('5');
    expect(properties('lake-nodemanager', 'mapred-site.xml')['mapreduce.map.memory.mb']).toBe('2048');
    expect(properties('lake-resourcemanager', 'hadoop-policy.xml')['security.client.protocol.acl']).toBe(
      'hadoop analysts',
    );
    expect(own['lake-client']['core-site.xml']).toContain('ipc.server.listen.queue.size');
    expect(own['lake-datanode']['log4j.properties']).toContain('log4j.logger.org.apache.hadoop.ipc=WARN');
  });

  test('hold nothing of a pod', () => {
    // Values of a pod come from its environment, where Hadoop itself puts them in.
    expect(propertiesOf(files['lake-datanode']['hdfs-site.xml'])['dfs.datanode.hostname']).toBe('${env.POD_HOST}');
  });
});
