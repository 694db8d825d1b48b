import { doris, monitoring, security } from 'bigdata-constructs';
import { describeWithCommand } from '../helpers/authorities';
import { podTemplatesOf } from '../helpers/pod-templates';
import { find } from '../helpers/synth';
import { cluster, everything, store } from './clusters';
import { valueOf } from './rendered';
import { runJob } from './rendered-jobs';
import { twoStageHash } from './server/accounts';
import { ObjectStore } from './server/backups';
import { DorisServer } from './server/doris-server';
import { HttpServer } from './server/http-server';

const { DorisPrivilege } = doris;
type Props = Partial<doris.DorisClusterProps>;

const ROOT = valueOf('sales-root', 'password');
const job = (component: string) => ({ kind: 'CronJob', name: `sales-${component}` });
const cronJobs = (props: Props = {}) =>
  cluster(props)
    .objects()
    .flatMap(({ kind, metadata }) => (kind === 'CronJob' ? [metadata.name] : []));

const reports: doris.DorisUser = {
  name: 'Reports_1',
  grants: [
    { privileges: [DorisPrivilege.SELECT, DorisPrivilege.LOAD], on: 'internal.sales.*' },
    { privileges: [DorisPrivilege.USAGE], on: 'WORKLOAD GROUP reports' },
  ],
  properties: { max_user_connections: '50' },
};

test('a backup runs when it is asked to, and members may write where it lies, and nobody else', () => {
  const { cluster: made, objects } = cluster({ backup: { store, schedule: '30 4 * * *' } });
  expect(find(objects(), 'CronJob', 'sales-backup').spec).toMatchObject({ schedule: '30 4 * * *' });
  expect(made.storeAccess.map(({ identity, prefix, mode }) => [identity.serviceAccountName, prefix, mode])).toEqual([
    ['sales-fe', 'doris/sales/backups', 'ReadWrite'],
    ['sales-be', 'doris/sales/backups', 'ReadWrite'],
  ]);
  expect(cluster().cluster.storeAccess).toEqual([]);
});

test('there is a probe unless it or all monitoring is turned off, and users always', () => {
  expect(cronJobs()).toEqual(['sales-probe', 'sales-users', 'sales-leave']);
  const { Monitoring } = monitoring;
  for (const off of [Monitoring.none(), Monitoring.standard({ probe: false })]) {
    expect(cronJobs({ monitoring: off })).toEqual(['sales-users', 'sales-leave']);
  }
});

test('no job runs as root, or may do anything to its node', () => {
  const objects = cluster(everything).objects();
  for (const object of objects.filter(({ kind }) => ['CronJob', 'Job'].includes(kind))) {
    const [{ template }] = podTemplatesOf(object);
    expect(template.spec).toMatchObject({
      securityContext: { runAsNonRoot: true, runAsUser: 65534 },
      containers: expect.not.arrayContaining([
        expect.not.objectContaining({
          securityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ['ALL'] },
            readOnlyRootFilesystem: true,
          },
        }),
      ]) as unknown,
    });
  }
});

test('passwords are found where they lie, and of no user that there is not', () => {
  const { cluster: made, chart } = cluster({ users: [reports] });
  expect(made.passwordOf('admin')).toEqual({ secretName: 'sales-admin', key: 'password' });
  expect(made.passwordIn(chart, 'Reports_1')).toEqual({ secretName: 'sales-reports-1', key: 'password' });
  expect(() => made.passwordOf('nobody')).toThrow(
    "there is no user 'nobody'; there are admin, probe, metrics, Reports_1",
  );
});

test('Prometheus asks as a user of its own', () => {
  const monitor = find<{ kind: string; metadata: { name: string }; spec: { podMetricsEndpoints: object[] } }>(
    cluster().objects(),
    'PodMonitor',
    'sales-be',
  );
  const keyOf = (key: string) => ({ name: 'sales-metrics', key });
  expect(monitor.spec.podMetricsEndpoints[0]).toMatchObject({
    basicAuth: { username: keyOf('username'), password: keyOf('password') },
  });
});

describeWithCommand('mysql', 'the jobs, as they are rendered,', () => {
  let server: DorisServer;
  const start = async () =>
    (server = await DorisServer.start({ rootPassword: ROOT, backends: ['be-0', 'be-1', 'be-2', 'be-3'] }));
  beforeEach(start);
  afterEach(() => server.stop());

  const grants = () =>
    Object.fromEntries(
      server.doris.accounts.allUsers.map(({ name, grants: held }) => [
        name,
        held.map(({ privilege, target }) => `${privilege} ${target}`).sort(),
      ]),
    );
  const metrics = async (kind: 'frontend' | 'backend', password: string) => {
    const Authorization = `Basic ${Buffer.from(`metrics:${password}`).toString('base64')}`;
    const url = `http://127.0.0.1:${HttpServer.portOf(server.http[kind])}/metrics`;
    return (await fetch(url, { headers: { Authorization } })).status;
  };

  test('make users with what each needs and no more: the probe and Prometheus work by that', async () => {
    const objects = cluster({ users: [reports] }).objects();
    expect(await runJob(server, objects, job('probe'))).toMatchObject({ status: 1 });
    expect(await metrics('frontend', valueOf('sales-metrics', 'password'))).toBe(401);
    expect(await runJob(server, objects, job('users'))).toMatchObject({ status: 0 });
    expect(grants()).toEqual({
      root: [],
      admin: [],
      metrics: [],
      probe: ['LOAD_PRIV internal.probe.heartbeat', 'SELECT_PRIV internal.probe.heartbeat'],
      Reports_1: ['LOAD_PRIV internal.sales.*', 'SELECT_PRIV internal.sales.*', 'USAGE_PRIV reports'],
    });
    expect(await runJob(server, objects, job('probe'))).toEqual({ status: 0, output: '' });
    for (const kind of ['frontend', 'backend'] as const) {
      expect(await metrics(kind, valueOf('sales-metrics', 'password'))).toBe(200);
    }
    expect(server.doris.tables.table('probe', 'heartbeat')).toMatchObject({ replicas: 3 });
    expect(server.doris.accounts.user('Reports_1').properties).toEqual({ max_user_connections: '50' });
  });

  test('give admin a password where it has none, and nothing but passwords in files and variables of the pod', async () => {
    expect(server.doris.accounts.user('admin').hash).toBe('');
    const objects = cluster().objects();
    const { output } = await runJob(server, objects, job('users'));
    expect(server.doris.accounts.user('admin').hash).toBe(twoStageHash(valueOf('sales-admin', 'password')));
    const said = [output, ...server.doris.sent.map(({ statement }) => statement), JSON.stringify(objects)].join('\n');
    for (const name of ['root', 'admin', 'probe', 'metrics']) {
      expect(said).not.toContain(valueOf(`sales-${name}`, 'password'));
    }
  });

  test('bring a password that its Secret has anew, and change nothing besides', async () => {
    const objects = cluster({ users: [reports] }).objects();
    await runJob(server, objects, job('users'));
    const before = grants();
    const secrets = { 'sales-reports-1/password': 'new', 'sales-metrics/password': 'new' };
    const { output } = await runJob(server, objects, job('users'), { secrets });
    expect(output).toBe(
      'admin has roles: nothing is taken away from it\nthe password of metrics was set\nthe password of Reports_1 was set\nusers are as they are to be\n',
    );
    expect(grants()).toEqual(before);
    expect(await metrics('backend', 'new')).toBe(200);
  });

  test('work with every prop, with passwords that are given', async () => {
    const objects = cluster(everything).objects();
    const secrets = { 'doris-jobs/password': 'given' };
    server.doris.accounts.create('former', '%', twoStageHash('x'));
    expect(await runJob(server, objects, job('users'), { secrets })).toMatchObject({ status: 0 });
    expect(await runJob(server, objects, job('probe'), { secrets })).toMatchObject({ status: 0 });
    expect(Object.keys(grants())).toEqual(['root', 'admin', 'backup', 'probe', 'metrics', 'Reports_1']);
  });

  describe('back up', () => {
    const fields = { "metadata.labels['batch.kubernetes.io/job-name']": 'sales-backup-29454030' };
    const kept: ObjectStore = new Map();
    const prepared = async (props: Props = { backup: { store } }) => {
      await server.stop();
      kept.clear();
      server = await DorisServer.start({ rootPassword: ROOT, store: kept });
      const { tables, backups } = server.doris;
      backups.pace = 3;
      tables.createDatabase('sales', false);
      tables.createTable('sales', 'orders', { rows: [{ id: '1' }], replicas: 3 });
      return cluster(props).objects();
    };
    const labels = (location: string) => kept.get(location)?.map(({ label }) => label);

    test('by the user that is made for it, where and when it is asked to, and twice the same run once', async () => {
      const objects = await prepared();
      expect(await runJob(server, objects, job('backup'), { fields })).toMatchObject({ status: 1 });
      await runJob(server, objects, job('users'));
      // The probe has a database by now.
      await runJob(server, objects, job('probe'));
      for (let time = 0; time < 2; time++) {
        expect(await runJob(server, objects, job('backup'), { fields })).toMatchObject({ status: 0 });
        expect(labels('s3://test-bucket/doris/sales/backups')).toEqual(['sales_202601010430']);
      }
      const { properties } = [...server.doris.backups.repositories.values()][0];
      expect(properties).toEqual({
        's3.endpoint': store.endpoint,
        's3.region': store.region,
        's3.credentials_provider_type': 'DEFAULT',
      });
      const asBackup = server.doris.sent.filter(({ user }) => user === 'backup');
      expect(asBackup.filter(({ refused }) => refused && !refused.includes('Access denied for user'))).toEqual([]);
    });

    test('to another place, whose buckets stand in the path', async () => {
      const elsewhere = { ...store, endpoint: 'http://minio.storage.svc.cluster.local:9000' };
      const objects = await prepared({ backup: { store: elsewhere, prefix: 'olap' } });
      await runJob(server, objects, job('users'));
      expect(await runJob(server, objects, job('backup'), { fields })).toMatchObject({ status: 0 });
      expect(labels('s3://test-bucket/olap')).toEqual(['sales_202601010430']);
      expect([...server.doris.backups.repositories.values()][0].properties).toMatchObject({ use_path_style: 'true' });
    });

    test('fail where one database has no backup', async () => {
      const objects = await prepared();
      await runJob(server, objects, job('users'));
      server.doris.backups.failures.push('no space left');
      expect(await runJob(server, objects, job('backup'), { fields })).toMatchObject({
        status: 1,
        output: expect.stringContaining('there is no backup of: sales') as string,
      });
    });
  });

  test('take users away that nothing signs in as any more, and nobody else', async () => {
    await runJob(server, cluster().objects(), job('users'));
    server.doris.accounts.create('stranger', '%', twoStageHash('x'));
    const off = { monitoring: monitoring.Monitoring.none(), adminPassword: security.Secret.generated() };
    expect(await runJob(server, cluster(off).objects(), job('users'))).toMatchObject({ status: 0 });
    expect(Object.keys(grants())).toEqual(['root', 'admin', 'stranger']);
  });

  test('fail, and say why, where no frontend answers', async () => {
    server.doris.nodes.frontends[0].alive = false;
    const { status } = await runJob(server, cluster().objects(), job('users'));
    expect(status).toBe(1);
  });
});
