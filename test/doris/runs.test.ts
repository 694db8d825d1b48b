import { doris, kubernetes, render, security } from 'bigdata-constructs';
import { App } from 'cdktf';
import { describeWithCommand } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { ResourceOrder, Resources } from '../helpers/resource-order';
import { find, synthStack } from '../helpers/synth';
import { cluster, minimal, store } from './clusters';
import { valueOf } from './rendered';
import { runJob } from './rendered-jobs';
import { twoStageHash } from './server/accounts';
import { ObjectStore } from './server/backups';
import { DorisServer } from './server/doris-server';

type Props = Partial<doris.DorisClusterProps>;
const { Secret } = security;

/** The only Job of a program of the cluster. */
function jobOf(objects: KubeObject[], program: string): { kind: string; name: string } {
  const jobs = objects.filter(({ kind, metadata }) => kind === 'Job' && metadata.name.startsWith(`sales-${program}-`));
  expect(jobs).toHaveLength(1);
  return { kind: 'Job', name: jobs[0].metadata.name };
}

const rotated: Props = { rootPassword: Secret.generated({ rotation: 2 }), previousRootPassword: Secret.generated() };
const restored = (timestamp: string, source?: doris.DorisRestoreOptions['source']): Props => ({
  restore: { databases: [{ database: 'sales', snapshot: 'sales_202601010430', timestamp }], source },
});

test('nothing runs once that is not asked for', () => {
  expect(
    cluster()
      .objects()
      .filter(({ kind }) => kind === 'Job'),
  ).toEqual([]);
});

test('what changes is another Job, and what does not is the same', () => {
  const name = (props: Props, program: string) => jobOf(cluster(props).objects(), program).name;
  const [first, second] = ['2026-01-01-04-31-00', '2026-01-02-04-31-00'].map((time) =>
    name({ backup: { store }, ...restored(time) }, 'restore'),
  );
  expect(first).not.toBe(second);
  expect(name({ backup: { store }, ...restored('2026-01-01-04-31-00'), backends: 5 }, 'restore')).toBe(first);
});

test('the operator follows the password, under one name: no pod is replaced', () => {
  const { authSecret, feSpec, beSpec } = find(cluster().objects(), 'DorisCluster').spec as Record<string, unknown>;
  const objects = cluster(rotated).objects();
  expect(find(objects, 'DorisCluster').spec).toMatchObject({ authSecret, feSpec, beSpec });
  expect(find(objects, 'ExternalSecret', 'sales-management').spec).toMatchObject({
    refreshPolicy: 'Periodic',
    data: [{ secretKey: 'root', remoteRef: { key: 'sales-root-r2' } }],
  });
});

test('members read the backups of another cluster, and write nowhere but where their own lie', () => {
  const from = { store, prefix: 'doris/olap/backups' };
  const { storeAccess } = cluster({ backup: { store }, ...restored('2026-01-01-04-31-00', from) }).cluster;
  expect(storeAccess.map(({ identity, prefix, mode }) => [identity.serviceAccountName, prefix, mode])).toEqual([
    ['sales-fe', 'doris/sales/backups', 'ReadWrite'],
    ['sales-be', 'doris/sales/backups', 'ReadWrite'],
    ['sales-fe', 'doris/olap/backups', 'Read'],
    ['sales-be', 'doris/olap/backups', 'Read'],
  ]);
});

describeWithCommand('terraform', 'Terraform', () => {
  const resourcesOf = (props: Props): Resources =>
    synthStack((app: App) => {
      const environment = { name: 'test', zones: ['a', 'b', 'c'] };
      const stack = new render.ManifestStack(app, 'engines', { environment });
      const podSecurity = kubernetes.PodSecurity.BASELINE;
      const chart = new kubernetes.NamespaceChart(stack.manifests, 'warehouse', { podSecurity });
      new doris.DorisCluster(chart, 'sales', { ...minimal, ...props });
      return stack;
    }).resource?.kubernetes_manifest ?? {};

  test('gives the operator no password that Doris does not have: not before the Job has set it', async () => {
    const order = await ResourceOrder.deployed(resourcesOf({}));
    const changed = resourcesOf(rotated);
    const [[id, job]] = Object.entries(changed).filter(([, { manifest }]) => manifest.kind === 'Job');
    expect(job).toMatchObject({ wait: { fields: { 'status.succeeded': '^1$' } } });
    const kept = (ids: string[]) => ids.filter((each) => /ExternalSecret.*management|CronJob/.test(each));
    const failed = await order.copy().apply(changed, [id]);
    expect(kept(failed)).toEqual([]);
    expect(failed).toContain(id);
    expect(kept(await order.apply(changed, []))).toHaveLength(2);
  });
});

describeWithCommand('mysql', 'what runs once, as it is rendered,', () => {
  let server: DorisServer;
  afterEach(() => server.stop());
  const passwordOf = (name: string) => server.doris.accounts.user(name).hash;

  test('sets the new password of root, from which on users are made with it', async () => {
    const before = valueOf('sales-root', 'password');
    server = await DorisServer.start({ rootPassword: before });
    const objects = cluster(rotated).objects();
    expect(await runJob(server, objects, { kind: 'CronJob', name: 'sales-users' })).toMatchObject({ status: 1 });
    for (let time = 0; time < 2; time++) {
      expect(await runJob(server, objects, jobOf(objects, 'rotation'))).toMatchObject({ status: 0 });
      expect(passwordOf('root')).toBe(twoStageHash(valueOf('sales-root-r2', 'password')));
    }
    expect(await runJob(server, objects, { kind: 'CronJob', name: 'sales-users' })).toMatchObject({ status: 0 });
    const done = cluster({ rootPassword: rotated.rootPassword }).objects();
    expect(await runJob(server, done, { kind: 'CronJob', name: 'sales-users' })).toMatchObject({ status: 0 });
  });

  test('fails where neither password is right, and says so', async () => {
    server = await DorisServer.start({ rootPassword: 'another' });
    const objects = cluster(rotated).objects();
    expect(await runJob(server, objects, jobOf(objects, 'rotation'))).toEqual({
      status: 1,
      output: 'root signs in with neither the old password nor the new one\n',
    });
  });

  test('keeps copies where they are until all members have the release', async () => {
    const [old, release] = ['doris-4.0.7-rc01-0000000', 'doris-4.1.3-rc01-1111111'];
    server = await DorisServer.start({
      rootPassword: valueOf('sales-root', 'password'),
      frontends: ['fe-0', 'fe-1', 'fe-2'],
      backends: ['be-0', 'be-1', 'be-2', 'be-3'],
    });
    const { nodes } = server.doris;
    const members = [...nodes.backends, ...nodes.frontends];
    for (const member of members) member.version = old;
    const settings: string[] = [];
    const advance = nodes.advance.bind(nodes);
    nodes.advance = () => {
      advance();
      const next = members.find(({ version }) => version === old);
      if (next) next.version = release;
      settings.push(nodes.setting(nodes.master, 'disable_balance') ?? '');
    };
    const { V4_0: before, V4_1: version } = doris.DorisVersion;
    const objects = cluster({ version, frontends: { version: before }, upgrading: true }).objects();
    expect(await runJob(server, objects, jobOf(objects, 'upgrade'))).toMatchObject({
      status: 0,
      output: expect.stringContaining('every member has 4.1.3') as string,
    });
    expect(settings).toContain('true');
    expect(nodes.setting(nodes.master, 'disable_balance')).toBe('false');
  });

  test.each<[string, Props, Props]>([
    ['of its own', { backup: { store } }, restored('')],
    ['of another cluster', {}, restored('', { store, prefix: 'doris/sales/backups' })],
  ])('restores a backup %s, once', async (_, own, { restore }) => {
    const kept: ObjectStore = new Map();
    const start = async () => {
      server = await DorisServer.start({ rootPassword: valueOf('sales-root', 'password'), store: kept });
      server.doris.backups.pace = 3;
    };
    await start();
    server.doris.tables.createDatabase('sales', false);
    server.doris.tables.createTable('sales', 'orders', { rows: [{ id: '1' }], replicas: 3 });
    const first = cluster({ backup: { store } }).objects();
    const fields = { "metadata.labels['batch.kubernetes.io/job-name']": 'sales-backup-29454030' };
    await runJob(server, first, { kind: 'CronJob', name: 'sales-users' });
    expect(await runJob(server, first, { kind: 'CronJob', name: 'sales-backup' }, { fields })).toMatchObject({
      status: 0,
    });
    const [{ timestamp }] = kept.get('s3://test-bucket/doris/sales/backups')!;
    // All is lost but the store.
    await server.stop();
    await start();
    const objects = cluster({ ...own, ...restored(timestamp, restore!.source) }).objects();
    for (let time = 0; time < 2; time++) {
      expect(await runJob(server, objects, jobOf(objects, 'restore'))).toMatchObject({ status: 0 });
    }
    expect(server.doris.tables.table('sales', 'orders')).toMatchObject({ rows: [{ id: '1' }], replicas: 3 });
    expect(server.doris.backups.jobs.filter(({ state }) => state === 'FINISHED')).toHaveLength(1);
    expect([...server.doris.backups.repositories.values()]).toMatchObject([
      { readOnly: restore!.source !== undefined },
    ]);
  });
});
