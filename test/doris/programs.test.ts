import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { probeGrants, probeProgram, probeStatements } from '../../lib/doris/programs/probe-program';
import { rotatePasswordProgram } from '../../lib/doris/programs/rotate-password-program';
import { sweepProgram } from '../../lib/doris/programs/sweep-program';
import { upgradeProgram } from '../../lib/doris/programs/upgrade-program';
import { DorisManagedUser, usersProgram } from '../../lib/doris/programs/users-program';
import { describeWithCommand } from '../helpers/authorities';
import { FakeApi } from '../lab/fake-api';
import { expectSameEnd, run } from './programs';
import { twoStageHash } from './server/accounts';
import { DorisServer, DorisServerOptions } from './server/doris-server';

let server: DorisServer;
const folders: string[] = [];

/** A folder of passwords, as a Secret is mounted. */
function passwords(files: Record<string, string>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'passwords-'));
  folders.push(folder);
  for (const [name, password] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), password);
  return folder;
}

const starting =
  (prepare: (made: DorisServer) => void = () => undefined, options: DorisServerOptions = {}) =>
  async () => {
    server = await DorisServer.start({ rootPassword: 'p', ...options });
    prepare(server);
    return server;
  };

const hashes = ({ doris }: DorisServer) =>
  Object.fromEntries(doris.accounts.allUsers.map(({ name, hash }) => [name, hash]));
const changes = ({ doris }: DorisServer) =>
  doris.sent.map(({ statement }) => statement).filter((statement) => !/^(SHOW|SELECT) /.test(statement));

afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true });
});

describeWithCommand('mysql', 'the program that', () => {
  afterEach(() => server.stop());

  describe('sets new passwords', () => {
    const program = () =>
      rotatePasswordProgram({
        users: ['admin', 'root'],
        oldPasswords: passwords({ root: 'p', admin: '' }),
        newPasswords: passwords({ root: "n'ew \\ $(x)\n", admin: 'neu"' }),
      });

    test('ends with them, wherever it was cut off', () =>
      expectSameEnd({
        ...{ cluster: starting(), program: program(), state: hashes },
      }).then(() =>
        expect(hashes(server)).toEqual({ root: twoStageHash("n'ew \\ $(x)"), admin: twoStageHash('neu"') }),
      ));

    test('changes nothing where they are set, and says so where neither is right', async () => {
      await starting()();
      const again = program();
      await run(server, again);
      const before = server.doris.sent.length;
      expect(await run(server, again)).toEqual({
        status: 0,
        output: 'admin has the new password already\nroot has the new password already\n',
      });
      expect(changes(server).length).toBe(2);
      expect(server.doris.sent.length).toBe(before + 2);
      const wrong = passwords({ root: 'x', admin: 'x' });
      const answer = await run(
        server,
        rotatePasswordProgram({ users: ['root'], oldPasswords: wrong, newPasswords: wrong }),
      );
      expect(answer).toEqual({ status: 1, output: 'root signs in with neither the old password nor the new one\n' });
    });

    test('does not take a frontend that does not answer for one that refuses', async () => {
      await starting()();
      server.doris.nodes.frontends[0].alive = false;
      expect(await run(server, program())).toMatchObject({
        status: 1,
        output: expect.stringContaining('no frontend answers') as string,
      });
      server.doris.nodes.frontends[0].alive = true;
      expect(hashes(server)).toEqual({ root: twoStageHash('p'), admin: '' });
    });
  });

  describe('makes users what they are to be', () => {
    const users: DorisManagedUser[] = [
      {
        name: 'bi',
        grants: [
          { privilege: 'SELECT_PRIV', on: 'internal.sales.*' },
          { privilege: 'SELECT_PRIV', on: 'lake.*.*' },
          { privilege: 'USAGE_PRIV', on: 'WORKLOAD GROUP reports' },
        ],
        properties: { default_workload_group: 'reports' },
      },
      { name: 'probe', grants: probeGrants([]) },
    ];
    const besides = [
      ...probeStatements(3, 3),
      "CREATE WORKLOAD GROUP IF NOT EXISTS 'reports' PROPERTIES ('max_cpu_percent' = '30')",
    ];
    const program = (folder: string) => usersProgram({ users, removed: ['former'], passwords: folder, besides });
    /** A cluster in which somebody else has had a hand. */
    const cluster = starting(({ doris: { accounts } }) => {
      for (const name of ['bi', 'former', 'stranger']) accounts.create(name, '%', twoStageHash('old'));
      accounts.grant(accounts.user('bi'), [
        { privilege: 'SELECT_PRIV', kind: 'LEVEL', target: 'internal.sales.*' },
        { privilege: 'LOAD_PRIV', kind: 'LEVEL', target: 'internal.sales.orders' },
        { privilege: 'ADMIN_PRIV', kind: 'LEVEL', target: '*.*.*' },
        { privilege: 'USAGE_PRIV', kind: 'WORKLOAD GROUP', target: 'etl' },
      ]);
    });
    const state = ({ doris: { accounts } }: DorisServer) =>
      accounts.allUsers.map(({ name, hash, grants, properties }) => ({
        ...{ name, hash, properties },
        grants: grants.map(({ privilege, kind, target }) => `${privilege} ${kind} ${target}`).sort(),
      }));

    test('makes them although what comes besides is refused, and fails', async () => {
      const folder = passwords({ bi: 'bi', probe: 'probe' });
      await cluster();
      for (const backend of server.doris.nodes.backends.slice(1)) backend.alive = false;
      expect(await run(server, program(folder))).toMatchObject({
        status: 1,
        output: expect.stringContaining('available backend num is 1') as string,
      });
      expect(state(server)).toContainEqual(
        expect.objectContaining({ name: 'probe', hash: twoStageHash('probe') }) as unknown,
      );
    });

    test('ends with them, wherever it was cut off, and changes nothing more', async () => {
      const folder = passwords({ bi: "b'i", probe: 'probe' });
      await expectSameEnd({ cluster, program: program(folder), state });
      await cluster();
      expect(await run(server, program(folder))).toMatchObject({ status: 0 });
      expect(state(server)).toEqual([
        expect.objectContaining({ name: 'root' }),
        expect.objectContaining({ name: 'admin' }),
        {
          name: 'bi',
          hash: twoStageHash("b'i"),
          properties: { default_workload_group: 'reports' },
          grants: [
            'SELECT_PRIV LEVEL internal.sales.*',
            'SELECT_PRIV LEVEL lake.*.*',
            'USAGE_PRIV WORKLOAD GROUP reports',
          ],
        },
        expect.objectContaining({ name: 'stranger', hash: twoStageHash('old') }),
        {
          ...{ name: 'probe', hash: twoStageHash('probe'), properties: {} },
          grants: ['LOAD_PRIV LEVEL internal.probe.heartbeat', 'SELECT_PRIV LEVEL internal.probe.heartbeat'],
        },
      ]);
      const seen = changes(server).length;
      await run(server, program(folder));
      expect(
        changes(server)
          .slice(seen)
          .filter((each) => !/IF (NOT )?EXISTS|^SET PROPERTY/.test(each)),
      ).toEqual([]);
      // A password comes as its hash, which no log can be read back from.
      expect(server.doris.sent.map(({ statement }) => statement).join('\n')).not.toContain("b'i");
    });
  });

  describe('runs beside an upgrade', () => {
    const [old, release] = ['doris-4.0.1-rc02-0000000', 'doris-4.0.2-rc01-1111111'];
    const options = { frontends: ['fe-0', 'fe-1'], backends: ['be-0', 'be-1'] };
    const program = (patience: number) => upgradeProgram({ release: '4.0.2', members: 4, patience });
    const balance = ({ doris: { nodes } }: DorisServer) =>
      ['disable_balance', 'disable_colocate_balance', 'disable_tablet_scheduler'].map((key) =>
        nodes.setting(nodes.master, key),
      );

    test('keeps copies where they are until everything lives with the new release, though frontends start anew', async () => {
      const cluster = starting(({ doris: { nodes } }) => {
        // One member after the other, as time goes on.
        const members = [...nodes.backends, ...[...nodes.frontends].reverse()];
        const advance = nodes.advance.bind(nodes);
        let ticks = 0;
        nodes.advance = () => {
          advance();
          const member = ++ticks % 3 === 0 ? members.shift() : undefined;
          if (member) member.version = release;
          if (member && 'config' in member) {
            nodes.restartFrontend(member);
            nodes.elect(member);
          }
        };
      }, options);
      await expectSameEnd({ cluster, program: program(1000), state: balance });
      expect(balance(server)).toEqual(['false', 'false', 'false']);
      const set = changes(server).filter((statement) => statement.includes('disable_tablet_scheduler'));
      expect(set.length).toBeGreaterThan(3);
      expect(set.at(-1)).toContain('"false"');
    });

    test('gives copies free again where it takes too long, and says who is late', async () => {
      await starting(({ doris: { nodes } }) => (nodes.backends[1].version = release), options)();
      const answer = await run(server, program(30));
      expect(answer.status).toBe(1);
      expect(answer.output).toContain(`fe-0: ${old}`);
      expect(answer.output).not.toContain('be-1');
      expect(balance(server)).toEqual(['false', 'false', 'false']);
    });

    test('waits for members that are not there or do not answer', async () => {
      await starting(({ doris: { nodes } }) => {
        for (const node of [...nodes.frontends, ...nodes.backends]) node.version = release;
        nodes.backends[1].alive = false;
        nodes.backends.shift();
      }, options)();
      const { output } = await run(server, program(20));
      expect(output).toContain('be-1: does not answer\n3 of 4 members are there\n');
    });
  });

  describe('probes', () => {
    const env = { DORIS_USER: 'probe', DORIS_PASSWORD: 'p"\\r' };
    const prepared = async (options: DorisServerOptions = {}) => {
      await starting(() => undefined, options)();
      const users = [{ name: 'probe', grants: probeGrants([]) }];
      const besides = probeStatements(3, 3);
      const given = { users, removed: [], passwords: passwords({ probe: env.DORIS_PASSWORD }), besides };
      expect(await run(server, usersProgram(given))).toMatchObject({ status: 0 });
    };

    test('brings a row by a load and finds it, as a user with that right alone, and leaves one row', async () => {
      await prepared();
      for (let time = 0; time < 2; time++) {
        expect(await run(server, probeProgram([]), { env })).toEqual({ status: 0, output: '' });
      }
      expect(server.doris.tables.table('probe', 'heartbeat').rows).toHaveLength(1);
    });

    test('waits for a row that is seen later', async () => {
      await prepared();
      server.http.publishesLate = true;
      const advance = server.doris.advance.bind(server.doris);
      server.doris.advance = () => {
        advance();
        if (server.doris.sent.filter(({ user }) => user === 'probe').length > 2) server.http.publish();
      };
      expect(await run(server, probeProgram([]), { env })).toEqual({ status: 0, output: '' });
    });

    test.each<[string, () => void, string]>([
      [
        'too few backends live',
        () => server.doris.nodes.backends.slice(1).forEach((each) => (each.alive = false)),
        'enough replicas',
      ],
      ['it may not load', () => (server.doris.accounts.user('probe').grants = []), 'LOAD_PRIV'],
      [
        'its password is another',
        () => (server.doris.accounts.user('probe').hash = twoStageHash('x')),
        'the load failed',
      ],
      ['rows are never seen', () => (server.http.publishesLate = true), 'is not found'],
    ])('fails where %s', async (_, spoil, message) => {
      await prepared();
      spoil();
      const answer = await run(server, probeProgram([]), { env });
      expect(answer).toMatchObject({ status: 1, output: expect.stringContaining(message) as string });
      expect(answer.output).not.toContain(env.DORIS_PASSWORD);
    });
  });

  describe('forgets compute nodes', () => {
    const domain = '.olap-cn.data.svc.cluster.local';
    const program = sweepProgram({ namespace: 'data', set: 'olap-cn', domain, heartbeatPort: 9050 });
    const backends = [
      'olap-be-3.olap-be.data.svc.cluster.local',
      ...[0, 1, 2, 3].map((ordinal) => `olap-cn-${ordinal}${domain}`),
    ];
    const hosts = ({ doris }: DorisServer) => doris.nodes.backends.map(({ host }) => host.split('.')[0]);
    let api: FakeApi;
    const cluster = starting(
      ({ doris: { nodes } }) => {
        for (const backend of nodes.backends.slice(1)) Object.assign(backend, { role: 'computation', tablets: 0 });
        for (const host of [backends[0], backends[1], backends[3]]) nodes.removePod(host);
      },
      { backends },
    );
    const say = async (replicas?: number) => {
      api = FakeApi.in(fs.mkdtempSync(path.join(os.tmpdir(), 'account-')));
      api.state = { workloads: replicas === undefined ? {} : { 'statefulsets/data/olap-cn': { replicas } } };
      await api.start();
      return api.environment;
    };
    afterEach(() => api.stop());

    test('that are gone for good, and neither those that are down nor those that live', async () => {
      const env = await say(2);
      await expectSameEnd({ cluster, program, env, state: hosts });
      expect(hosts(server)).toEqual(['olap-be-3', 'olap-cn-0', 'olap-cn-1', 'olap-cn-3']);
    });

    test('and none where nobody tells how many there are to be', async () => {
      await cluster();
      expect(await run(server, program, { env: await say() })).toMatchObject({ status: 1 });
      expect(changes(server)).toEqual([]);
    });
  });
});
