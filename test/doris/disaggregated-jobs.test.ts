import { doris, monitoring, security } from 'bigdata-constructs';
import { describeWithCommand } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';
import { clusterApart, everythingApart, minimalApart } from './clusters';
import { valueOf } from './rendered';
import { runJob } from './rendered-jobs';
import { twoStageHash } from './server/accounts';
import { DorisServer } from './server/doris-server';
import { HttpServer } from './server/http-server';

type Props = Partial<doris.DorisDisaggregatedClusterProps>;

const { DorisPrivilege } = doris;
const { Secret } = security;
const ROOT = valueOf('sales-root', 'password');
const [etl] = minimalApart.computeGroups;
const twoGroups: Props = { computeGroups: [etl, { ...etl, name: 'ad_hoc', members: 2 }] };
const job = (component: string) => ({ kind: 'CronJob', name: `sales-${component}` });

const reports: doris.DorisUser = {
  name: 'Reports_1',
  grants: [
    { privileges: [DorisPrivilege.SELECT], on: 'internal.sales.*' },
    { privileges: [DorisPrivilege.USAGE], on: 'COMPUTE GROUP etl' },
  ],
  properties: { default_compute_group: 'etl' },
};

test('there is a probe unless it or all monitoring is turned off, users always, and never a backup', () => {
  const cronJobs = (props: Props = {}) =>
    clusterApart(props)
      .objects()
      .flatMap(({ kind, metadata }) => (kind === 'CronJob' ? [metadata.name] : []))
      .sort();
  expect(cronJobs()).toEqual(['sales-probe', 'sales-users', 'sales-vault']);
  const { Monitoring } = monitoring;
  for (const off of [Monitoring.none(), Monitoring.standard({ probe: false })]) {
    expect(cronJobs({ monitoring: off })).toEqual(['sales-users', 'sales-vault']);
  }
});

test('passwords are found where they lie, and of no user that there is not', () => {
  const { cluster, chart } = clusterApart({ users: [reports] });
  expect(cluster.passwordOf('admin')).toEqual({ secretName: 'sales-admin', key: 'password' });
  expect(cluster.passwordIn(chart, 'Reports_1')).toEqual({ secretName: 'sales-reports-1', key: 'password' });
  expect(() => cluster.passwordOf('backup')).toThrow(
    "there is no user 'backup'; there are admin, probe, metrics, Reports_1",
  );
});

test('Prometheus asks as a user of its own', () => {
  const keyOf = (key: string) => ({ name: 'sales-metrics', key });
  for (const monitor of ['sales-fe', 'sales-be-etl']) {
    const { podMetricsEndpoints } = find(clusterApart().objects(), 'PodMonitor', monitor).spec as Record<
      string,
      object
    >;
    expect(podMetricsEndpoints).toMatchObject([
      { basicAuth: { username: keyOf('username'), password: keyOf('password') } },
    ]);
  }
});

describeWithCommand('mysql', 'the jobs, as they are rendered,', () => {
  let server: DorisServer;
  beforeEach(async () => {
    server = await DorisServer.start({
      rootPassword: ROOT,
      decoupled: true,
      computeGroups: { etl: ['etl-0', 'etl-1'], ad_hoc: ['ad-hoc-0'] },
    });
  });
  afterEach(() => server.stop());

  const grants = () =>
    Object.fromEntries(
      server.doris.accounts.allUsers.map(({ name, grants: held }) => [
        name,
        held.map(({ privilege, kind, target }) => `${privilege} ${kind} ${target}`).sort(),
      ]),
    );
  const ofProbe = ['LOAD_PRIV LEVEL internal.probe.heartbeat', 'SELECT_PRIV LEVEL internal.probe.heartbeat'];
  const runs = (objects: KubeObject[], component: string) => runJob(server, objects, job(component));

  test('make users with what each needs, compute groups among it: the probe and Prometheus work by that', async () => {
    const objects = clusterApart({ ...twoGroups, users: [reports] }).objects();
    expect(await runs(objects, 'vault')).toMatchObject({ status: 0 });
    expect(await runs(objects, 'users')).toMatchObject({ status: 0 });
    expect(grants()).toEqual({
      root: [],
      admin: [],
      metrics: [],
      probe: [...ofProbe, 'USAGE_PRIV COMPUTE GROUP ad_hoc', 'USAGE_PRIV COMPUTE GROUP etl'].sort(),
      Reports_1: ['SELECT_PRIV LEVEL internal.sales.*', 'USAGE_PRIV COMPUTE GROUP etl'],
    });
    expect(server.doris.accounts.user('Reports_1').properties).toEqual({ default_compute_group: 'etl' });
    expect(await runs(objects, 'probe')).toEqual({ status: 0, output: '' });
    const { buckets, rows } = server.doris.tables.table('probe', 'heartbeat');
    expect(buckets).toBe(3);
    expect(rows.map(({ probe }) => probe).sort()).toEqual(['probe-ad_hoc', 'probe-etl']);
    const basic = Buffer.from(`metrics:${valueOf('sales-metrics', 'password')}`).toString('base64');
    for (const kind of ['frontend', 'backend'] as const) {
      const url = `http://127.0.0.1:${HttpServer.portOf(server.http[kind])}/metrics`;
      expect((await fetch(url, { headers: { Authorization: `Basic ${basic}` } })).status).toBe(200);
    }
    // What is as it is to be is granted once.
    const before = server.doris.sent.length;
    await runs(objects, 'users');
    const again = server.doris.sent
      .slice(before)
      .filter(({ statement }) => /^(GRANT|REVOKE|CREATE USER)/.test(statement));
    expect(again).toEqual([]);
  });

  test('give users their passwords although there is no vault yet, and are not done before the table is there', async () => {
    const objects = clusterApart().objects();
    expect(await runs(objects, 'users')).toMatchObject({
      status: 1,
      output: expect.stringContaining('No default storage vault') as string,
    });
    expect(server.doris.accounts.user('admin').hash).toBe(twoStageHash(valueOf('sales-admin', 'password')));
    expect(await runs(objects, 'probe')).toMatchObject({ status: 1 });
    await runs(objects, 'vault');
    expect(await runs(objects, 'users')).toMatchObject({ status: 0 });
    expect(await runs(objects, 'probe')).toEqual({ status: 0, output: '' });
  });

  test.each<[string, () => void, string]>([
    ['nobody lives', () => server.doris.nodes.removePod('ad-hoc-0'), 'NO_ALIVE_BE'],
    ['the probe may not run anything', () => server.doris.accounts.user('probe').grants.pop(), 'USAGE denied'],
    ['rows are never seen', () => (server.http.publishesLate = true), 'is not found'],
  ])('probe each compute group, and say of which %s', async (_, spoil, message) => {
    const objects = clusterApart(twoGroups).objects();
    for (const component of ['vault', 'users']) await runs(objects, component);
    spoil();
    const { status, output } = await runs(objects, 'probe');
    expect(status).toBe(1);
    expect(output).toMatch(new RegExp(`^(etl|ad_hoc): .*${message}`));
  });

  test('take a compute group away from whom it is not given any more', async () => {
    await runs(clusterApart(twoGroups).objects(), 'users');
    expect(grants().probe).toHaveLength(4);
    await runs(clusterApart({ computeGroups: [etl] }).objects(), 'users');
    expect(grants().probe).toEqual([...ofProbe, 'USAGE_PRIV COMPUTE GROUP etl']);
  });

  test('set the new password of root, from which on they work by it', async () => {
    const rotated: Props = {
      rootPassword: Secret.generated({ rotation: 2 }),
      previousRootPassword: Secret.generated(),
    };
    const objects = clusterApart(rotated).objects();
    const [{ metadata }] = objects.filter(({ kind }) => kind === 'Job');
    expect(await runs(objects, 'vault')).toMatchObject({ status: 1 });
    expect(await runJob(server, objects, { kind: 'Job', name: metadata.name })).toMatchObject({ status: 0 });
    expect(server.doris.accounts.user('root').hash).toBe(twoStageHash(valueOf('sales-root-r2', 'password')));
    for (const component of ['vault', 'users', 'probe']) {
      expect(await runs(objects, component)).toMatchObject({ status: 0 });
    }
  });

  test('work with every prop, with passwords that are given', async () => {
    const objects = clusterApart(everythingApart).objects();
    const given = {
      secrets: { 'doris-jobs/password': 'given', 'minio/id': 'id', 'minio/secret': 'secret' },
    };
    server.doris.accounts.create('former', '%', twoStageHash('x'));
    for (const component of ['vault', 'users', 'probe']) {
      expect(await runJob(server, objects, job(component), given)).toMatchObject({ status: 0 });
    }
    expect(Object.keys(grants())).toEqual(['root', 'admin', 'probe', 'metrics', 'Reports_1']);
  });
});

test('the operator learns of a password only when Doris has it', () => {
  const { cluster } = clusterApart({
    rootPassword: Secret.generated({ rotation: 2 }),
    previousRootPassword: Secret.generated(),
  });
  const operator = cluster.node.findChild('Management');
  expect(operator.node.dependencies).toContain(cluster.node.findChild('Rotation'));
});
