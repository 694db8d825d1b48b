import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { doris, scaling } from 'bigdata-constructs';
import { Duration } from 'cdk8s';
import { describeWithCommand } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';
import { FakeApi } from '../lab/fake-api';
import { cluster } from './clusters';
import { expectSameEnd, run } from './programs';
import { unpacked, Unpacked } from './rendered';
import { DorisServer } from './server/doris-server';
import { HttpServer } from './server/http-server';

const compute = (options: Partial<doris.DorisComputeOptions> = {}) =>
  cluster({ compute: { scaling: scaling.Scaling.between(1, 10), ...options } });
const objects = compute().objects();
const set = find<KubeObject & { spec: { template: { spec: { terminationGracePeriodSeconds: number } } } }>(
  objects,
  'StatefulSet',
  'sales-cn',
);
const conf = (name: string, file: string) =>
  (find(objects, 'ConfigMap', name).data as Record<string, string>)[file].split('\n');

describe('a cluster with compute nodes', () => {
  test('has frontends that prefer them, and backends where there is none', () => {
    const lines = ['prefer_compute_node_for_external_table = true', 'min_backend_num_for_external_table = 1'];
    expect(conf('sales-fe', 'fe.conf')).toEqual(expect.arrayContaining(lines));
    const without = find(cluster().objects(), 'ConfigMap', 'sales-fe').data as Record<string, string>;
    expect(without['fe.conf']).not.toContain('compute_node');
  });

  test('has nodes that hold nothing, of the size of a backend where none is given', () => {
    expect(conf('sales-cn', 'be.conf')).toEqual(
      expect.arrayContaining(['be_node_role = computation', 'enable_file_cache = true']),
    );
    const { sizing, scaling: scaled } = compute().cluster;
    expect(sizing.computeNode).toEqual(sizing.backend);
    expect(scaled.cn).toMatchObject({ min: 1, max: 10 });
    expect(cluster().cluster.scaling).toEqual({});
    expect(cluster().cluster.sizing.computeNode).toBeUndefined();
  });

  test('never says how many there are where the load does, and never fewer while nobody knows it', () => {
    expect((set.spec as { replicas?: number }).replicas).toBeUndefined();
    expect(find(objects, 'ScaledObject', 'sales-cn').spec).toMatchObject({
      minReplicaCount: 1,
      maxReplicaCount: 10,
      fallback: { behavior: 'currentReplicasIfHigher', replicas: 1 },
    });
  });

  test('gives them the time that a query may take, and what their process needs to end', () => {
    const seconds = (maxQueryTime: Duration) =>
      find<typeof set>(compute({ maxQueryTime }).objects(), 'StatefulSet', 'sales-cn').spec.template.spec
        .terminationGracePeriodSeconds;
    const [short, long] = [Duration.minutes(15), Duration.minutes(30)].map(seconds);
    expect(long - short).toBe(15 * 60);
    expect(short).toBeGreaterThan(15 * 60 + 150);
  });

  test('leaves the set of the operator alone', () => {
    expect(find(objects, 'DorisCluster').spec).not.toHaveProperty('cnSpec');
  });
});

const DOMAIN = 'sales-cn-headless.warehouse.svc.cluster.local';
const NODES = [0, 1, 2].map((ordinal) => `sales-cn-${ordinal}.${DOMAIN}`);
const BACKENDS = ['sales-be-0', 'sales-be-1', 'sales-be-2', 'sales-be-3'].map(
  (pod) => `${pod}.sales-be-internal.warehouse.svc.cluster.local`,
);

describeWithCommand('mysql', 'as they are rendered', () => {
  let server: DorisServer;
  let api: FakeApi;
  let folder: string;

  const cluster4 = async () => {
    server = await DorisServer.start({ rootPassword: "p'w", backends: BACKENDS });
    for (const host of NODES) server.doris.nodes.addBackend(host, 9050, { role: 'computation' });
    return server;
  };
  const say = (replicas?: number) => {
    api.state = { workloads: replicas === undefined ? {} : { 'statefulsets/warehouse/sales-cn': { replicas } } };
  };
  const hosts = ({ doris: { nodes } }: DorisServer) => nodes.backends.map(({ host }) => host.split('.')[0]);
  const layOut = (object: KubeObject, pod: string): Unpacked => {
    fs.rmSync(folder, { recursive: true, force: true });
    const image = { '/opt/apache-doris/be_prestop.sh': `#!/bin/bash\necho ended >>${folder}/ended\n` };
    const secrets = { 'sales-management/username': 'root', 'sales-management/password': "p'w" };
    const given = { fields: { 'metadata.name': pod }, secrets, account: api.folder, image };
    return unpacked(objects, object, given, folder)[0];
  };
  /** As on this machine: another address, and no pauses. */
  const here = ({ env }: Unpacked, at: DorisServer, more: Record<string, string> = {}) => {
    expect(env).toMatchObject({
      DORIS_HOST: 'sales-fe-service.warehouse.svc.cluster.local',
      DORIS_PORT: '9030',
      DORIS_USER: 'root',
    });
    const { SERVICE_ACCOUNT_DIR: _, ...address } = api.environment;
    const ports = {
      DORIS_PORT: String(at.port()),
      DORIS_BACKEND_PORT: String(HttpServer.portOf(at.http.backend)),
    };
    const drain = { DRAIN_OUTPUT: path.join(folder, 'none', 'none'), DRAIN_TICK: '0.1', DRAIN_RETRY: '0' };
    return { ...env, ...address, ...ports, ...drain, DORIS_HOST: '127.0.0.1', ...more };
  };
  const end = (unpack: Unpacked, more: Record<string, string> = {}) =>
    run(server, unpack.preStop, { env: here(unpack, server, more) });
  const ended = () => fs.existsSync(path.join(folder, 'ended'));

  beforeEach(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'compute-'));
    api = FakeApi.in(fs.mkdtempSync(path.join(os.tmpdir(), 'account-')));
    await api.start();
    say(3);
  });

  afterEach(async () => {
    await server.stop();
    await api.stop();
    for (const each of [folder, api.folder]) fs.rmSync(each, { recursive: true, force: true });
  });

  test('a node that ends is forgotten and ends its process, wherever it was cut off, whether it leaves or restarts', async () => {
    const node = layOut(set, 'sales-cn-1');
    // The port is the server's, which is another one each time.
    for (const replicas of [1, 3]) {
      say(replicas);
      const alone = await cluster4();
      expect(await end(node)).toMatchObject({ status: 0 });
      const sent = alone.doris.sent.map(({ statement }) => statement);
      expect(sent).toEqual([
        'SHOW BACKENDS',
        `ALTER SYSTEM MODIFY BACKEND "${NODES[1]}:9050" SET ("disable_query" = "true", "disable_load" = "true")`,
        'SHOW BACKENDS',
        `ALTER SYSTEM DROPP BACKEND "${NODES[1]}:9050"`,
      ]);
      expect(hosts(alone)).toEqual([
        'sales-be-0',
        'sales-be-1',
        'sales-be-2',
        'sales-be-3',
        'sales-cn-0',
        'sales-cn-2',
      ]);
      expect(ended()).toBe(true);
      await alone.stop();
    }
    fs.rmSync(path.join(folder, 'ended'));
    for (let at = 1; at <= 4; at++) {
      const cut = await cluster4();
      const env = here(node, cut);
      expect(await run(cut, node.preStop, { env, killedAt: at })).toMatchObject({ status: null });
      expect(await run(cut, node.preStop, { env })).toMatchObject({ status: 0 });
      expect({ at, hosts: hosts(cut) }).toEqual({
        ...{ at, hosts: ['sales-be-0', 'sales-be-1', 'sales-be-2', 'sales-be-3', 'sales-cn-0', 'sales-cn-2'] },
      });
      if (at < 4) await cut.stop();
    }
  });

  test('a node that ends waits for its queries, of which it gets no more', async () => {
    const node = layOut(set, 'sales-cn-1');
    await cluster4();
    const left = [3, 1, 0, 2, 0, 0, 0];
    const whenAsked: unknown[] = [];
    server.http.running = () => {
      whenAsked.push(server.doris.nodes.backends.find(({ host }) => host === NODES[1])?.status);
      return left.shift() ?? 0;
    };
    expect(await end(node)).toMatchObject({ status: 0 });
    expect(left).toEqual([0]);
    expect(whenAsked).toEqual(Array(6).fill({ disable_query: 'true', disable_load: 'true' }));
    expect(hosts(server)).not.toContain('sales-cn-1');
  });

  test('a node whose time is over ends all the same, and is left to be swept', async () => {
    const node = layOut(set, 'sales-cn-1');
    await cluster4();
    server.http.running = () => 1;
    expect(await end(node, { DRAIN_AT_MOST: '1', PAUSE: '0.2' })).toMatchObject({ status: 0 });
    expect(ended()).toBe(true);
    expect(hosts(server)).toContain('sales-cn-1');
  });

  test.each([
    ['is removed', undefined],
    ['is stopped', 0],
  ])('a node of a set that %s ends at once', async (_, replicas) => {
    const node = layOut(set, 'sales-cn-1');
    await cluster4();
    say(replicas);
    expect(await end(node)).toMatchObject({ status: 0 });
    expect(ended()).toBe(true);
    expect(server.doris.sent).toEqual([]);
  });

  test('what holds tablets is no compute node, and is never forgotten', async () => {
    const node = layOut(set, 'sales-cn-1');
    await cluster4();
    server.doris.nodes.backends.find(({ host }) => host === NODES[1])!.tablets = 7;
    const { output } = await end(node, { DRAIN_AT_MOST: '1', DRAIN_OUTPUT: `${folder}/said` });
    expect(output).toBe('');
    expect(fs.readFileSync(`${folder}/said`, 'utf8')).toContain('it holds 7 tablets, so it is no compute node');
    expect(server.doris.sent.filter(({ statement }) => statement !== 'SHOW BACKENDS')).toEqual([]);
    expect(ended()).toBe(true);
  });

  test('a node that nobody knows ends', async () => {
    const node = layOut(set, 'sales-cn-7');
    await cluster4();
    expect(await end(node)).toMatchObject({ status: 0 });
    expect(hosts(server)).toHaveLength(7);
  });

  test('the sweep forgets those that were lost with their node, wherever it was cut off', async () => {
    const sweep = layOut(find(objects, 'CronJob', 'sales-sweep'), 'sales-sweep-1');
    say(1);
    await expectSameEnd({
      cluster: async () => {
        const made = await cluster4();
        for (const host of [NODES[0], NODES[2], BACKENDS[3]]) made.doris.nodes.removePod(host);
        return made;
      },
      program: sweep.command,
      env: (made) => here(sweep, made),
      state: hosts,
    });
    // One is down, and comes back by its name; one lives, though it is to leave; a backend is no business of the sweep.
    expect(hosts(server)).toEqual([
      ...['sales-be-0', 'sales-be-1', 'sales-be-2', 'sales-be-3', 'sales-cn-0', 'sales-cn-1'],
    ]);
    expect(api.seen.length).toBeGreaterThan(0);
  });
});
