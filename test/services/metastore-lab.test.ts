import * as fs from 'node:fs';
import * as path from 'node:path';
import { security, services } from 'bigdata-constructs';
import { METASTORE } from '../../lib/services/hive-metastore/metrics';
import { describeWithHive } from '../helpers/authorities';
import { selfSigned } from '../helpers/certificate';
import { KubeObject } from '../helpers/kube-client';
import { podTemplatesOf } from '../helpers/pod-templates';
import { find } from '../helpers/synth';
import { Lab } from '../lab/lab';
import { PodManifest, PodSpec } from '../lab/manifest';
import { LabPod } from '../lab/pod';
import { scenariosOn } from '../lab/scenarios';
import { external, fileSystem, filesOf, metastore, SHOW_LOCKS } from './metastores';

const HOST = 'metastore.prod.internal';
const ADMINISTRATOR = 'administrator-of-the-lab';

const tls = selfSigned(HOST);
const given = (props: Partial<services.ExternalDatabaseOptions> = {}) =>
  services.HiveMetastoreDatabase.postgresql(
    external({
      authority: services.DatabaseAuthority.certificates(tls.cert),
      administrator: { user: 'administrator', password: security.Secret.existing('administrator', 'secret') },
      ...props,
    }),
  );
const rendered = (props: Partial<services.HiveMetastoreProps> = {}) =>
  metastore({
    database: given(),
    // A folder of each replica's own: what lies there is for another suite.
    warehouse: services.HiveWarehouse.inFileSystem({ ...fileSystem, uri: 'file://' }, '/tmp/warehouse'),
    ...props,
  }).objects();

/** What the metastore is counted with. */
const { databaseConnections } = metastore().metastore.sizing;

/** The database, as somebody else runs it: over TLS alone, and with no more connections than are counted, besides three for its superuser. */
const database = (): PodManifest => ({
  name: 'database',
  namespace: 'elsewhere',
  spec: {
    containers: [
      {
        name: 'postgres',
        image: 'postgres:16.10',
        command: [
          'bash',
          '-ec',
          `mkdir -p /data/tls && cp /tls/* /data/tls && chown -R postgres /data/tls && chmod 0600 /data/tls/tls.key
           exec /opt/entrypoint/docker-entrypoint.sh postgres -c ssl=on -c ssl_cert_file=/data/tls/tls.crt \
             -c ssl_key_file=/data/tls/tls.key -c max_connections=${databaseConnections + 3}`,
        ],
        env: [
          { name: 'PGDATA', value: '/data/pgdata' },
          { name: 'POSTGRES_USER', value: 'administrator' },
          { name: 'POSTGRES_DB', value: 'metastore' },
          { name: 'POSTGRES_PASSWORD', value: ADMINISTRATOR },
        ],
        volumeMounts: [
          { name: 'data', mountPath: '/data' },
          { name: 'tls', mountPath: '/tls' },
        ],
      },
    ],
    volumes: [
      { name: 'data', emptyDir: {} },
      { name: 'tls', secret: { secretName: 'tls' } },
    ],
  },
});

/** One replica, as the Deployment's controller makes it. */
const replica = (objects: KubeObject[], name: string): PodManifest => {
  const [{ template }] = podTemplatesOf(find(objects, 'Deployment', 'lake-metastore'));
  return { name, namespace: 'ns', spec: template.spec as PodSpec };
};

const logOf = (lab: Lab, pod: string, container: string) =>
  fs.readFileSync(path.join(lab.folder, 'pods', pod, container, 'log'), 'utf8');
const ready = (pod: LabPod) => pod.probe('readinessProbe');

describeWithHive('a real metastore', () => {
  const objects = rendered();
  const scenario = scenariosOn(async () => {
    const lab = await Lab.start({
      configMaps: { 'lake-metastore': filesOf(objects), 'lake-hadoop-client': {} },
      secrets: {
        tls: { 'tls.crt': tls.cert, 'tls.key': tls.key },
        'metastore-password': { password: 'first-password' },
        administrator: { secret: ADMINISTRATOR },
      },
    });
    const postgres = lab.startPod(database());
    lab.network.name('database-host', postgres.address, [HOST]);
    const sql = async (text: string, name = 'metastore') =>
      (
        await postgres.exec(['psql', '-h', '/var/run/postgresql', '-U', 'administrator', '-Atc', text, name])
      ).output.trim();
    await lab.until('the database is there', async () => (await sql('SELECT 1')) === '1', 60);
    return { lab, postgres, sql };
  });
  const NAMES = ['lake-metastore-one', 'lake-metastore-two'];

  scenario('two replicas that start at once make one schema, and both serve', async ({ lab, sql }) => {
    const pods = NAMES.map((name) => lab.startPod(replica(objects, name)));
    await lab.until('both are ready', async () => (await Promise.all(pods.map(ready))).every(Boolean), 280);
    const logs = NAMES.map((name) => logOf(lab, name, 'schema'));
    expect(logs.filter((log) => log.includes('making the schema'))).toHaveLength(1);
    expect(logs.filter((log) => log.includes('the schema is there: 3.1.0'))).toHaveLength(1);
    expect(pods.map(({ starts }) => starts.schema)).toEqual([1, 1]);
    expect(await sql('SELECT "SCHEMA_VERSION" FROM "VERSION"')).toBe('3.1.0');
  });

  scenario('its user is its own, with no more rights than on its tables, and speaks TLS', async ({ lab, sql }) => {
    expect(await sql("SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = 'metastore'")).toBe(
      'f|f|f',
    );
    const sessions =
      "FROM pg_stat_activity JOIN pg_stat_ssl USING (pid) WHERE usename = 'metastore' AND application_name = 'lake-metastore'";
    expect(await sql(`SELECT DISTINCT ssl ${sessions}`)).toBe('t');
    for (const name of NAMES) expect(logOf(lab, name, 'metastore')).not.toContain('first-password');
  });

  scenario('no replica has the password of who made its user', async ({ lab }) => {
    const left = await lab
      .pod(NAMES[0])
      .exec(`ls /etc; tr '\\0' '\\n' </proc/1/environ; grep -ra ${ADMINISTRATOR} /etc /tmp`);
    expect(left.output).toContain('metastore-password');
    expect(left.output).not.toContain(ADMINISTRATOR);
    expect(left.output).not.toMatch(/^administrator-password$/m);
  });

  scenario('what asks it gets an answer from the server, and from the database', async ({ lab }) => {
    const pod = lab.pod(NAMES[0]);
    const ask = (call: string) => pod.exec(`bash /etc/hive-metastore/ask.sh ${call} ${lab.pod(NAMES[1]).address}`);
    expect(await ask('getStatus')).toEqual({ code: 0, output: '' });
    expect(await ask('get_all_databases')).toEqual({ code: 0, output: '' });
  });

  scenario('it takes no more connections than it is counted with', async ({ lab, sql }) => {
    // Locks make the pools of transactions.
    await Promise.all(NAMES.map((name) => lab.pod(name).exec(SHOW_LOCKS)));
    const count = Number(await sql("SELECT count(*) FROM pg_stat_activity WHERE usename = 'metastore'"));
    expect(count).toBeLessThanOrEqual(databaseConnections - 3);
    expect(count).toBeGreaterThan(2 * 2 * 5);
  });

  scenario('Prometheus sees what is in the catalogue, and nothing else of its beans', async ({ lab }) => {
    const { output } = await lab.pod(NAMES[0]).exec(`curl -sf http://${lab.pod(NAMES[1]).address}:9404/metrics`);
    const types = new Map(
      [...output.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [name, type] as const),
    );
    const { up: _, ...exposed } = METASTORE;
    const wanted = Object.values(exposed).map(({ name, metricType }) => [name, metricType] as [string, string]);
    expect(wanted.map(([name]) => [name, types.get(name)])).toEqual(wanted);
    const others = [...types.keys()].filter((name) => !/^(jvm|process|jmx)_/.test(name));
    expect(others.sort()).toEqual(
      wanted
        .map(([name]) => name)
        .filter((name) => !name.startsWith('jvm_'))
        .sort(),
    );
    expect(output).toMatch(/^hive_metastore_calls_total\{call="get_all_databases"\} [1-9]/m);
    expect(output).toMatch(/^jvm_memory_used_bytes\{area="heap"\}/m);
    // With what a JVM says of itself.
    expect(output.match(/^[a-z]/gm)!.length).toBeLessThan(150);
  });

  scenario(
    'a password that changes under its name is taken by one after the other, once it works',
    async ({ lab, sql }) => {
      const pods = NAMES.map((name) => lab.pod(name));
      const change = (password: string) =>
        pods.forEach((pod) => fs.writeFileSync(path.join(pod.volume('password'), 'password'), password));
      const began = (name: string) => logOf(lab, name, 'metastore').split('STARTUP_MSG: Starting').length - 1;
      change('second-password');
      await lab.until('one of them tries it', () => Promise.resolve(/lock: .*password/.test(logs())), 60);
      // It does not work yet: nobody stops.
      expect(NAMES.map(began)).toEqual([1, 1]);
      expect((await Promise.all(pods.map(ready))).every(Boolean)).toBe(true);
      await sql("ALTER ROLE metastore PASSWORD 'second-password'");
      const seen: number[] = [];
      await lab.until(
        'both have begun anew',
        async () => {
          const serving = (await Promise.all(pods.map(ready))).filter(Boolean).length;
          seen.push(serving);
          return NAMES.every((name) => began(name) === 2) && serving === 2;
        },
        280,
      );
      expect(Math.min(...seen)).toBe(1);
      expect(pods.map(({ starts }) => starts.metastore)).toEqual([1, 1]);
      expect(await pods[0].exec('bash /etc/hive-metastore/ask.sh get_all_databases')).toEqual({ code: 0, output: '' });

      function logs() {
        return NAMES.map((name) => logOf(lab, name, 'metastore')).join('');
      }
    },
  );

  scenario('it ends within its grace period, and in good order', async ({ lab }) => {
    expect(await lab.deletePod(NAMES[0])).toBeLessThan(30);
    expect(logOf(lab, NAMES[0], 'metastore')).toMatch(/SHUTDOWN_MSG: Shutting down/);
    await lab.deletePod(NAMES[1], 0);
  });
});
