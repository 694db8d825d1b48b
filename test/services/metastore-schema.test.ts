import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { services } from 'bigdata-constructs';
import { KEYS } from '../../lib/services/hive-metastore/config/known-keys';
import { describeWithHive } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { podTemplatesOf } from '../helpers/pod-templates';
import { find } from '../helpers/synth';
import { Lab } from '../lab/lab';
import { PodManifest, PodSpec, StatefulSetManifest } from '../lab/manifest';
import { scenariosOn } from '../lab/scenarios';
import { fileSystem, filesOf, libraries, metastore, ownImage, settingsOf } from './metastores';

const rendered = (props: Partial<services.HiveMetastoreProps> = {}) =>
  metastore({
    database: services.HiveMetastoreDatabase.inCluster(),
    warehouse: services.HiveWarehouse.inFileSystem({ ...fileSystem, uri: 'file://' }, '/tmp/warehouse'),
    ...props,
  }).objects();
const replica = (
  objects: KubeObject[],
  name: string,
  spec: (spec: PodSpec) => PodSpec = (same) => same,
): PodManifest => {
  const [{ template }] = podTemplatesOf(find(objects, 'Deployment', 'lake-metastore'));
  return { name, namespace: 'ns', spec: spec(template.spec as PodSpec) };
};
/** A pod whose containers are not tried again. */
const once = (spec: PodSpec): PodSpec => ({ ...spec, restartPolicy: 'Never' });

describeWithHive("a metastore's schema", (folder) => {
  const objects = rendered();
  const scenario = scenariosOn(async () => {
    const lab = await Lab.start({
      configMaps: { 'lake-metastore': filesOf(objects), 'lake-hadoop-client': {} },
      secrets: { 'lake-metastore-database': { password: 'a-password-of-the-lab' } },
    });
    return { lab };
  });
  const logOf = (lab: Lab, pod: string, container: string) =>
    fs.readFileSync(path.join(lab.folder, 'pods', pod, container, 'log'), 'utf8');

  scenario('of an older release is refused, with the way to upgrade', async ({ lab }) => {
    const set = find<StatefulSetManifest>(objects, 'StatefulSet', 'lake-database');
    const [postgres] = lab.startMembers(set, 0);
    lab.network.name('database-service', postgres.address, ['lake-database.ns.svc.cluster.local']);
    await lab.until('the database is ready', () => postgres.probe('readinessProbe'), 100);
    const old = lab.startPod(
      replica(objects, 'old', (spec) => {
        const schema = spec.initContainers!.find(({ name }) => name === 'schema')!;
        const tool = `. /etc/hive-metastore/environment.sh; export DATABASE_PASSWORD=$(current_password)
exec java -cp "$class_path" org.apache.hadoop.hive.metastore.tools.MetastoreSchemaTool -dbType postgres -initSchemaTo 3.0.0`;
        return once({ ...spec, initContainers: [], containers: [{ ...schema, command: ['bash', '-c', tool] }] });
      }),
    );
    await lab.until('an older schema is there', () => Promise.resolve(old.exits.schema === 0), 100);
    // Without the lines that are others at each dump.
    const dump = async () =>
      (await postgres.exec('pg_dump -h /var/run/postgresql -U metastore metastore')).output.replace(/^\\.*$/gm, '');
    const before = await dump();
    const refused = lab.startPod(replica(objects, 'refused', once));
    await lab.until('it has ended', () => Promise.resolve(refused.exits.schema !== undefined), 100);
    expect(refused.exits.schema).toBe(1);
    const log = logOf(lab, 'refused', 'schema');
    expect(log).toContain('has the schema of 3.0.0');
    expect(log).toContain(
      "make a snapshot of the database, the only way back, then give acknowledgeUpgradeFrom: '3.0.0'",
    );
    expect(refused.starts.metastore).toBeUndefined();
    // Nothing has changed.
    expect(before).toContain('Hive release version 3.0.0');
    expect(await dump()).toBe(before);
  });

  scenario('is upgraded from the release that is acknowledged, and from no other', async ({ lab }) => {
    lab.configMaps['lake-metastore'] = filesOf(rendered({ acknowledgeUpgradeFrom: '2.3.0' }));
    const other = lab.startPod(replica(objects, 'other', once));
    await lab.until('it has ended', () => Promise.resolve(other.exits.schema !== undefined), 100);
    expect(other.exits.schema).toBe(1);
    lab.configMaps['lake-metastore'] = filesOf(rendered({ acknowledgeUpgradeFrom: '3.0.0' }));
    const pod = lab.startPod(replica(objects, 'upgraded'));
    await lab.until('it is ready', () => pod.probe('readinessProbe'), 200);
    expect(logOf(lab, 'upgraded', 'schema')).toContain('upgrading the schema of 3.0.0');
    await lab.deletePod('upgraded', 0);
    const next = lab.startPod(replica(objects, 'next'));
    await lab.until('the acknowledgement that is left behind does nothing', () => {
      return Promise.resolve(logOf(lab, 'next', 'schema').includes('the schema is there: 3.1.0'));
    });
    await lab.deletePod(next.name, 0);
  });

  scenario('is asked for with the right password alone', async ({ lab }) => {
    lab.secrets['lake-metastore-database'] = { password: 'another' };
    const pod = lab.startPod(replica(objects, 'stranger', once));
    await lab.until('it has ended', () => Promise.resolve(pod.exits.schema !== undefined), 100);
    expect(pod.exits.schema).toBe(1);
    expect(logOf(lab, 'stranger', 'schema')).toContain('password authentication failed');
  });

  scenario('jars are taken from their image where they are what they should be', async ({ lab }) => {
    const jars = (files?: Record<string, string>) => {
      const made = rendered({ libraries: { ...libraries, files }, version: ownImage });
      return replica(made, 'jars', (spec) => ({
        ...once(spec),
        initContainers: [],
        containers: [spec.initContainers!.find(({ name }) => name === 'libraries')!],
      }));
    };
    const good = lab.startPod({ ...jars(), name: 'good-jars' });
    await lab.until('they are copied', () => Promise.resolve(good.exits.libraries !== undefined), 30);
    expect(good.exits.libraries).toBe(0);
    expect(fs.readdirSync(good.volume('libraries')).sort()).toEqual([
      'commons-collections-3.2.2.jar',
      'jmx_prometheus_javaagent-1.0.1.jar',
      'postgresql-42.7.7.jar',
    ]);
    const bad = lab.startPod({ ...jars({ 'postgresql-42.7.7.jar': 'a'.repeat(64) }), name: 'bad-jars' });
    await lab.until('it is refused', () => Promise.resolve(bad.exits.libraries !== undefined), 30);
    expect(bad.exits.libraries).not.toBe(0);
  });

  test('the keys that are known are those that it reads', () => {
    const keys = askKeys(folder);
    expect(KEYS['3.1'].trim().split(/\s+/).sort()).toEqual(keys);
    const given = Object.keys(settingsOf(metastore().objects())).filter((key) => !key.startsWith('javax.jdo.'));
    expect(given.filter((key) => !keys.includes(key))).toEqual([]);
  });
});

/** All names of settings, as the metastore's own class lists them. */
function askKeys(folder: string): string[] {
  const jars = [path.join(folder, 'home', 'lib'), path.join(process.env.BIGDATA_HADOOP!, 'lib')].flatMap((lib) =>
    fs.readdirSync(lib).map((file) => path.join(lib, file)),
  );
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'keys-'));
  try {
    const program = path.join(scratch, 'Keys.java');
    fs.writeFileSync(
      program,
      `import org.apache.hadoop.hive.metastore.conf.MetastoreConf;
public class Keys { public static void main(String[] a) { for (var v : MetastoreConf.ConfVars.values()) { System.out.println("key " + v.getVarname()); System.out.println("key " + v.getHiveName()); } } }`,
    );
    const output = execFileSync('java', ['-cp', jars.join(':'), program], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const names = [...output.matchAll(/^key (\S+)$/gm)].map(([, name]) => name);
    // Those of its own tests, and what stands for none.
    return [...new Set(names)]
      .filter((name) => !/^(test\.|hive\.in\.te|no\.such)/.test(name) && name.includes('.'))
      .sort();
  } finally {
    fs.rmSync(scratch, { recursive: true });
  }
}
