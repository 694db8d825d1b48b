import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { doris } from 'bigdata-constructs';
import { describeWithCommand } from '../helpers/authorities';
import { find } from '../helpers/synth';
import { FakeApi } from '../lab/fake-api';
import { cluster } from './clusters';
import { Ended, expectSameEnd, run } from './programs';
import { unpacked } from './rendered';
import { DorisServer } from './server/doris-server';

const BACKENDS = [0, 1, 2, 3, 4].map((ordinal) => `sales-be-${ordinal}.sales-be-internal.warehouse.svc.cluster.local`);
const [, , , THIRD, FOURTH] = BACKENDS;
const OBJECT = '/apis/doris.selectdb.com/v1/namespaces/warehouse/dorisclusters/sales';
const EMPTIED = 'bigdata-constructs.io/emptied-backends';

/** The job as it is rendered runs where there are as many backends, of which some leave. */
describeWithCommand('mysql', 'the job that empties backends', () => {
  let server: DorisServer;
  let api: FakeApi;
  const folders: string[] = [];

  const folder = () => {
    folders.push(fs.mkdtempSync(path.join(os.tmpdir(), 'leave-')));
    return folders.at(-1)!;
  };
  const start = async (prepare: (made: DorisServer) => void = () => undefined) => {
    server = await DorisServer.start({ rootPassword: "p'w", backends: BACKENDS });
    server.doris.nodes.pace = 20;
    // It lives, and keeps nothing.
    server.doris.nodes.addBackend('sales-cn-0.sales-cn-headless.warehouse.svc.cluster.local', 9050, {
      role: 'computation',
    });
    prepare(server);
    return server;
  };
  const job = (props: Partial<doris.DorisClusterProps>) => {
    const objects = cluster({ backends: 5, ...props }).objects();
    const secrets = { 'sales-management/password': "p'w" };
    const given = { secrets, account: api.folder };
    return unpacked(objects, find(objects, 'CronJob', 'sales-leave'), given, folder())[0];
  };
  const here = (env: Record<string, string>) => (at: DorisServer) => {
    const { SERVICE_ACCOUNT_DIR: _, ...address } = api.environment;
    return { ...env, ...address, DORIS_HOST: '127.0.0.1', DORIS_PORT: String(at.port()) };
  };
  const runs = (props: Partial<doris.DorisClusterProps>): Promise<Ended> => {
    const { command, env } = job(props);
    return run(server, quick(command), { env: here(env)(server) });
  };
  /** It gives up after fewer looks than it does in an hour. */
  const quick = (command: string) => {
    const [, file] = /'([^']*leave\.sh)'/.exec(command)!;
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replaceAll('left=300', 'left=10'));
    return command;
  };
  const rows = ({ doris: { nodes } }: DorisServer) =>
    nodes.backends.map(({ host, decommissioned, tablets }) => `${host.split('.')[0]} ${decommissioned} ${tablets}`);
  const told = () => api.state.objects![OBJECT].annotations?.[EMPTIED];
  const say = (generation: number, annotations: Record<string, string> = {}) =>
    (api.state = { workloads: {}, objects: { [OBJECT]: { generation, annotations } } });
  const sent = () =>
    server.doris.sent.map(({ statement }) => statement).filter((statement) => !/^(SHOW|SELECT) /.test(statement));

  beforeEach(async () => {
    api = FakeApi.in(folder());
    await api.start();
    say(7);
  });

  afterEach(async () => {
    await server.stop();
    await api.stop();
  });

  afterAll(() => folders.forEach((each) => fs.rmSync(each, { recursive: true, force: true })));

  test('ends without a tablet on those that leave, and says so, wherever it was cut off', async () => {
    const { command, env } = job({ leaving: 2, replication: 3 });
    const state = (each: DorisServer) => ({ rows: rows(each).filter((row) => /be-[34]/.test(row)), told: told() });
    const cut = async (meanwhile?: (each: DorisServer) => void) =>
      expectSameEnd({
        cluster: () => {
          say(7);
          return start();
        },
        program: quick(command),
        env: here(env),
        state,
        meanwhile,
      });
    await cut();
    expect(state(server)).toEqual({ rows: ['sales-be-3 true 0', 'sales-be-4 true 0'], told: '3@7' });
  });

  test('takes a row that vanished with its frontend for a backend that holds nothing', async () => {
    await start();
    const advance = server.doris.nodes.advance.bind(server.doris.nodes);
    // Each time it is asked, a frontend has forgotten what was set.
    server.doris.nodes.advance = () => {
      server.doris.nodes.restartFrontend(server.doris.nodes.master);
      advance();
    };
    expect(await runs({ leaving: 1 })).toMatchObject({ status: 0 });
    expect(rows(server).filter((row) => row.startsWith('sales-be-4'))).toEqual([]);
    expect(told()).toBe('4@7');
  });

  test('says what still holds it, tells the API server nothing, and goes on when it runs again', async () => {
    await start(({ doris: { nodes } }) => (nodes.stalled = true));
    say(7, { [EMPTIED]: '4@7' });
    const answer = await runs({ leaving: 1 });
    expect(answer).toMatchObject({ status: 1 });
    expect(answer.output).toContain(`still held: ${FOURTH}: 40 tablets; they go on leaving, and may be told to stay`);
    expect(told()).toBeUndefined();
    server.doris.nodes.stalled = false;
    expect(await runs({ leaving: 1 })).toMatchObject({ status: 0 });
    expect(told()).toBe('4@7');
  });

  test('lets those stay that are told to, wherever it was cut off, and leaves others alone where nothing is said', async () => {
    const decommissioned = ({ doris: { nodes } }: DorisServer) => {
      nodes.stalled = true;
      for (const backend of nodes.backends.slice(3, 5)) backend.decommissioned = true;
    };
    await start(decommissioned);
    say(7, { [EMPTIED]: '3@7' });
    expect(await runs({})).toMatchObject({ status: 0 });
    expect(sent()).toEqual([]);
    expect(told()).toBeUndefined();
    await server.stop();
    const { command, env } = job({ leaving: 0 });
    await expectSameEnd({ cluster: () => start(decommissioned), program: command, env: here(env), state: rows });
    expect(rows(server).slice(0, 5)).toEqual([0, 1, 2, 3, 4].map((ordinal) => `sales-be-${ordinal} false 40`));
    await server.stop();
    // Fewer leave than before.
    await start((made) => {
      decommissioned(made);
      Object.assign(made.doris.nodes, { stalled: false, pace: 1 });
      // As frontends have it in their file.
      made.doris.nodes.master.config.set('drop_backend_after_decommission', 'false');
    });
    await runs({ leaving: 1 });
    expect(sent()[0]).toBe(`CANCEL DECOMMISSION BACKEND "${THIRD}:9050"`);
    expect(
      rows(server)
        .slice(3, 5)
        .map((row) => row.split(' ').slice(0, 2)),
    ).toEqual([
      ['sales-be-3', 'false'],
      ['sales-be-4', 'true'],
    ]);
  });

  test('never leaves fewer than the copies of a table, of which it takes the most, or of those that nobody sees', async () => {
    await start();
    server.doris.tables.createDatabase('sales', false);
    server.doris.tables.createTable('sales', 'orders', { replicas: 4 });
    const refused = await runs({ leaving: 2 });
    expect(refused).toMatchObject({ status: 1 });
    expect(refused.output).toBe('3 backends would stay, and tables have 4 copies: nothing leaves\n');
    server.doris.tables.databases.delete('sales');
    server.doris.nodes.backends[0].alive = false;
    expect((await runs({ leaving: 2 })).output).toBe(
      '2 backends would stay, and tables have 3 copies: nothing leaves\n',
    );
    expect(rows(server).filter((row) => row.includes('true'))).toEqual([]);
  });

  test('forgets those that have left, wherever it was cut off, and no other', async () => {
    await start();
    const four = { backends: 4 };
    expect((await runs(four)).output).toContain(`${FOURTH} still lives.`);
    server.doris.nodes.removePod(FOURTH);
    expect((await runs(four)).output).toContain(`${FOURTH} was not decommissioned.`);
    server.doris.nodes.backends[4].decommissioned = true;
    expect((await runs(four)).output).toContain(`${FOURTH} still holds 40 tablets.`);
    await server.stop();
    const { command, env } = job(four);
    await expectSameEnd({
      cluster: () => {
        say(8, { [EMPTIED]: '4@7' });
        return start(({ doris: { nodes } }) => {
          Object.assign(nodes.backends[4], { decommissioned: true, tablets: 0 });
          nodes.removePod(FOURTH);
          // One that is merely down comes back.
          nodes.removePod(THIRD);
        });
      },
      program: quick(command),
      env: here(env),
      state: (each) => ({ rows: rows(each), told: told() }),
    });
    expect(rows(server)).toEqual([
      ...[0, 1, 2, 3].map((ordinal) => `sales-be-${ordinal} false 40`),
      'sales-cn-0 false 0',
    ]);
  });

  test('says nothing of a cluster that the API server does not know', async () => {
    await start();
    api.state = { workloads: {} };
    expect(await runs({ leaving: 1 })).toMatchObject({
      status: 1,
      output: expect.stringContaining('the API server does not t') as string,
    });
  });
});
