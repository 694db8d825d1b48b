import * as fs from 'node:fs';
import * as path from 'node:path';
import { security, services } from 'bigdata-constructs';
import { describeWithHive, describeWithMariaDb } from '../helpers/authorities';
import { selfSigned } from '../helpers/certificate';
import { KubeObject } from '../helpers/kube-client';
import { podTemplatesOf } from '../helpers/pod-templates';
import { find } from '../helpers/synth';
import { mariaDb } from '../lab/databases';
import { Lab } from '../lab/lab';
import { PodManifest, PodSpec } from '../lab/manifest';
import { scenariosOn } from '../lab/scenarios';
import { external, fileSystem, filesOf, metastore, SHOW_LOCKS } from './metastores';

const HOST = 'metastore.prod.internal';
const ROOT = 'root-of-the-lab';

const tls = selfSigned(HOST);
const rendered = (authority = tls.cert) =>
  metastore({
    database: services.HiveMetastoreDatabase.mysql(
      external({
        authority: services.DatabaseAuthority.certificates(authority),
        administrator: { user: 'root', password: security.Secret.existing('administrator', 'secret') },
      }),
    ),
    warehouse: services.HiveWarehouse.inFileSystem({ ...fileSystem, uri: 'file://' }, '/tmp/warehouse'),
  });

const replica = (objects: KubeObject[], name: string, more: Partial<PodSpec> = {}): PodManifest => {
  const [{ template }] = podTemplatesOf(find(objects, 'Deployment', 'lake-metastore'));
  return { name, namespace: 'ns', spec: { ...(template.spec as PodSpec), ...more } };
};

// Of the two, MySQL itself is in no registry of packages: MariaDB decides, by MySQL's own driver.
describeWithMariaDb('on MariaDB', () => {
  describeWithHive('a real metastore', () => {
    const made = rendered();
    const objects = made.objects();
    const { databaseConnections } = made.metastore.sizing;
    const NAMES = ['lake-metastore-one', 'lake-metastore-two'];
    const scenario = scenariosOn(async () => {
      const lab = await Lab.start({
        configMaps: { 'lake-metastore': filesOf(objects), 'lake-hadoop-client': {} },
        secrets: {
          tls: { 'tls.crt': tls.cert, 'tls.key': tls.key },
          'metastore-password': { password: 'first-password' },
          administrator: { secret: ROOT },
        },
      });
      const pod = lab.startPod(
        mariaDb({
          password: ROOT,
          database: 'metastore',
          tls: 'tls',
          // What the metastore is counted with; there is one more for root.
          options: ['--require-secure-transport=ON', `--max-connections=${databaseConnections}`],
        }),
      );
      lab.network.name('database-host', pod.address, [HOST]);
      const sql = async (text: string) => {
        const { code, output } = await pod.exec(['mariadb', '-uroot', `-p${ROOT}`, '-S/tmp/mariadb.sock', '-Ne', text]);
        if (code !== 0) throw new Error(output);
        return output.trim();
      };
      await lab.until('the database is there', async () => (await sql('SELECT 1')) === '1', 60);
      return { lab, sql };
    });
    const logOf = (lab: Lab, pod: string, container: string) =>
      fs.readFileSync(path.join(lab.folder, 'pods', pod, container, 'log'), 'utf8');

    scenario('two replicas that start at once make one schema, and both serve', async ({ lab, sql }) => {
      NAMES.forEach((name) => lab.startPod(replica(objects, name)));
      const ready = () => Promise.all(NAMES.map((name) => lab.pod(name).probe('readinessProbe')));
      await lab.until('both are ready', async () => (await ready()).every(Boolean), 280);
      const logs = NAMES.map((name) => logOf(lab, name, 'schema'));
      expect(logs.filter((log) => log.includes('making the schema'))).toHaveLength(1);
      expect(logs.filter((log) => log.includes('the schema is there: 3.1.0'))).toHaveLength(1);
      expect(NAMES.map((name) => lab.pod(name).starts.schema)).toEqual([1, 1]);
      expect(await sql('SELECT SCHEMA_VERSION FROM metastore.VERSION')).toBe('3.1.0');
    });

    scenario('what asks it gets an answer from the database', async ({ lab }) => {
      for (const name of NAMES) {
        expect(await lab.pod(name).exec('bash /etc/hive-metastore/ask.sh get_all_databases')).toEqual({
          code: 0,
          output: '',
        });
      }
    });

    scenario('its user has rights on its database alone, and no log has its password', async ({ lab, sql }) => {
      expect((await sql("SHOW GRANTS FOR 'metastore'@'%'")).replace(/ IDENTIFIED .*/, '').split('\n')).toEqual([
        'GRANT USAGE ON *.* TO `metastore`@`%`',
        'GRANT ALL PRIVILEGES ON `metastore`.* TO `metastore`@`%`',
      ]);
      for (const container of ['schema', 'metastore']) {
        for (const name of NAMES) expect(logOf(lab, name, container)).not.toMatch(/first-password|root-of-the-lab/);
      }
    });

    scenario('it takes no more connections than it is counted with', async ({ lab, sql }) => {
      await Promise.all(NAMES.map((name) => lab.pod(name).exec(SHOW_LOCKS)));
      const count = Number(await sql("SELECT count(*) FROM information_schema.processlist WHERE user = 'metastore'"));
      expect(count).toBeLessThanOrEqual(databaseConnections - 3);
      expect(count).toBeGreaterThan(2 * 2 * 5);
    });

    scenario('a server whose certificate nobody vouches for is told nothing', async ({ lab }) => {
      const files = filesOf(rendered(selfSigned(HOST).cert).objects());
      lab.configMaps['lake-metastore'] = files;
      const pod = lab.startPod(replica(objects, 'stranger', { restartPolicy: 'Never' }));
      await lab.until('it has ended', () => Promise.resolve(pod.exits.schema !== undefined), 100);
      expect(pod.exits.schema).toBe(1);
      expect(logOf(lab, 'stranger', 'schema')).toMatch(/^lock: .*Communications link failure/m);
      lab.configMaps['lake-metastore'] = filesOf(objects);
    });
  });
});
