import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { describeWithCommand } from '../helpers/authorities';
import { until } from '../helpers/process';
import { yamlObjects } from '../helpers/synth';
import { FakeApi, FakeState, FakeWorkload } from '../lab/fake-api';
import { contentOf, isAlive, RunningProgram, start, unpack } from '../workloads/programs';
import { storeWithDrain } from './stores';

/** Hands over for ever, in a program that it has started; says which processes that are. */
const FOREVER = `#!/bin/sh
sleep 600 &
echo "$$ $!" >"$LEAVE_DIR/processes"
wait
`;

/** Hands over as soon as a file says so. */
const WHEN_TOLD = `#!/bin/sh
echo "run of $POD_NAME" >>"$LEAVE_DIR/runs"
until [ -e "$LEAVE_DIR/done" ]; do sleep 0.1; done
`;

/** Fails the first time. */
const SECOND_TIME = `#!/bin/sh
if [ -e "$LEAVE_DIR/runs" ]; then exit 0; fi
echo run >>"$LEAVE_DIR/runs"
exit 7
`;

/** What somebody who wants to mislead writes into a set, and a client that applies keeps there too. */
const HOSTILE = {
  'kubectl.kubernetes.io/last-applied-configuration': `${JSON.stringify({
    kind: 'StatefulSet',
    metadata: { deletionTimestamp: '2026-01-01T00:00:00Z', annotations: { a: 'say "b\\" {c}' } },
    spec: { replicas: 0 },
    text: '"spec":{}\\',
  })}\n`,
  deletionTimestamp: '2026-01-01T00:00:00Z',
  replicas: '0',
};

const fakeApi = () => FakeApi.in(fs.mkdtempSync(path.join(os.tmpdir(), 'account-')));

describe.each(['bash', 'dash'])('the drain in %s', (shell) => {
  describeWithCommand(shell, 'as a process', () =>
    describeWithCommand('curl', 'with curl', () => {
      let api: FakeApi;
      let folder: string;
      let running: RunningProgram | undefined;

      /** What the API server has of the member's set from now on: nothing, where there is none. */
      const say = (set?: FakeWorkload, how: Omit<FakeState, 'workloads'> = {}) => {
        api.state = { workloads: set ? { 'statefulsets/shop/store': set } : {}, ...how };
      };

      /** Ends the member of an ordinal, which has what the kubelet gives it. */
      const stopMember = (ordinal: number, leave = WHEN_TOLD, env: Record<string, string> = {}) => {
        folder = unpack(yamlObjects(storeWithDrain(leave)), 'store-drain');
        running = start(shell, path.join(folder, 'drain.sh'), {
          ...api.environment,
          POD_NAME: `store-${ordinal}`,
          LEAVE_DIR: folder,
          DRAIN_OUTPUT: path.join(folder, 'none', 'none'),
          DRAIN_TICK: '0.1',
          DRAIN_POLL: '0',
          DRAIN_RETRY: '0',
          DRAIN_PATIENCE: '1',
          ...env,
        });
        return running;
      };
      const file = (name: string) => path.join(folder, name);
      const wasRun = () => fs.existsSync(file('runs')) || fs.existsSync(file('processes'));
      const processes = async () => (await contentOf(file('processes'))).trim().split(' ').map(Number);

      beforeEach(async () => {
        api = fakeApi();
        say({ replicas: 3 });
        await api.start();
      });

      afterEach(async () => {
        running?.child.kill('SIGTERM');
        await running?.ended;
        await api.stop();
        fs.rmSync(api.folder, { recursive: true });
        fs.rmSync(folder, { recursive: true });
      });

      test('does nothing when a member restarts', async () => {
        const { ended, output } = stopMember(2);
        expect(await ended).toBe(0);
        expect(wasRun()).toBe(false);
        expect(output()).toContain('drain of store-2: it restarts');
      });

      test('asks for the metadata of its own set and for its scale, and for nothing else, with its token', async () => {
        await stopMember(2).ended;
        expect(api.seen.map(({ line }) => line)).toEqual([
          'GET /apis/apps/v1/namespaces/shop/statefulsets/store?pretty=false',
          'GET /apis/apps/v1/namespaces/shop/statefulsets/store/scale?pretty=false',
        ]);
        expect(api.seen[0].accept).toContain('as=PartialObjectMetadata');
        expect(api.seen.every(({ authorization }) => authorization?.startsWith('Bearer '))).toBe(true);
      });

      test("lets the engine's program hand over when the member leaves", async () => {
        const { ended, output } = stopMember(3);
        expect(await contentOf(file('runs'))).toBe('run of store-3\n');
        fs.writeFileSync(file('done'), '');
        expect(await ended).toBe(0);
        expect(output()).toContain('handed over');
      });

      test('runs a program again that failed', async () => {
        const { ended, output } = stopMember(3, SECOND_TIME);
        expect(await ended).toBe(0);
        expect(output()).toContain('failed with status 7');
      });

      test.each([
        ['is gone', undefined, false],
        ['is being deleted', { replicas: 3, deleting: true }, false],
        ['is being deleted, as people read it', { replicas: 3, deleting: true }, true],
        ['is scaled to zero', { replicas: 0 }, false],
        ['is scaled to zero, as people read it', { replicas: 0 }, true],
      ])('ends at once when the whole %s', async (_, set, pretty) => {
        say(set, { pretty });
        const { ended, output } = stopMember(5);
        expect(await ended).toBe(0);
        expect(wasRun()).toBe(false);
        expect(output()).toContain('as a whole');
      });

      test.each([
        ['is wanted again', { replicas: 4 }],
        ['loses its set', undefined],
        ['is among all that are deleted', { replicas: 3, deleting: true }],
        ['is among all that are stopped', { replicas: 0 }],
      ])('stops handing over when the member %s', async (_, set) => {
        const { ended, output } = stopMember(3, FOREVER);
        const started = await processes();
        say(set);
        expect(await ended).toBe(0);
        expect(output()).toContain('need not hand over any more');
        expect(started.filter(isAlive)).toEqual([]);
      });

      test('goes on handing over while the API server is away', async () => {
        const { ended, output } = stopMember(3);
        await contentOf(file('runs'));
        await api.stop();
        await until(() => Promise.resolve(output().includes('curl')));
        fs.writeFileSync(file('done'), '');
        expect(await ended).toBe(0);
        expect(output()).toContain('handed over');
      });

      test('waits for an API server that comes back', async () => {
        await api.stop();
        const { ended, output } = stopMember(3, WHEN_TOLD, { DRAIN_PATIENCE: '60' });
        await until(() => Promise.resolve(output().includes('curl')));
        await api.start();
        expect(await contentOf(file('runs'))).toBe('run of store-3\n');
        fs.writeFileSync(file('done'), '');
        expect(await ended).toBe(0);
      });

      test.each([
        ['is refused', { status: 403, body: '{"kind":"Status","reason":"Forbidden"}' }],
        ['is told that there is a failure', { status: 500, body: 'etcd has no leader' }],
        ['gets an answer that is none', { status: 200, body: '<html>"spec":{}</html>' }],
      ])('takes it for a restart when it %s', async (_, refuse) => {
        say({ replicas: 1 }, { refuse });
        const { ended, output } = stopMember(3);
        expect(await ended).toBe(0);
        expect(wasRun()).toBe(false);
        expect(output()).toContain(`status ${refuse.status}`);
        expect(output()).toContain('taken for a restart');
      });

      test('takes it for a restart when nobody answers, or somebody else', async () => {
        await api.stop();
        const { ended, output } = stopMember(3);
        expect(await ended).toBe(0);
        expect(wasRun()).toBe(false);
        expect(output()).toContain('taken for a restart');
      });

      test('does not talk to a server whose certificate nobody vouches for', async () => {
        const other = fakeApi();
        await other.start();
        const { ended, output } = stopMember(3, WHEN_TOLD, {
          KUBERNETES_SERVICE_PORT: other.environment.KUBERNETES_SERVICE_PORT,
        });
        expect(await ended).toBe(0);
        expect(other.seen).toEqual([]);
        expect(output()).toContain('certificate');
        await other.stop();
        fs.rmSync(other.folder, { recursive: true });
      });

      test.each([true, false])('is not misled by what others wrote into the set (for people: %s)', async (pretty) => {
        say({ replicas: 12, annotations: HOSTILE, labels: { deletionTimestamp: 'x', replicas: '1' } }, { pretty });
        const stays = stopMember(11);
        expect(await stays.ended).toBe(0);
        expect(stays.output()).toContain('it restarts');
        fs.rmSync(folder, { recursive: true });
        const leaves = stopMember(12, SECOND_TIME);
        expect(await leaves.ended).toBe(0);
        expect(leaves.output()).toContain('is to have 12');
      });

      test('gives up after its own limit, which shows as a failed hook', async () => {
        const { ended, output } = stopMember(3, FOREVER, { DRAIN_AT_MOST: '1' });
        const started = await processes();
        expect(await ended).toBe(1);
        expect(output()).toContain('not handed over within 1 seconds');
        expect(started.filter(isAlive)).toEqual([]);
      });

      test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('leaves no process behind after %s', async (signal) => {
        const { child, ended } = stopMember(3, FOREVER);
        const started = await processes();
        expect(started.filter(isAlive)).toEqual(started);
        child.kill(signal);
        expect(await ended).toBe(143);
        expect(started.filter(isAlive)).toEqual([]);
      });

      test("says what it does where the container's own program does", async () => {
        const log = path.join(fs.mkdtempSync('/tmp/log-'), 'log');
        fs.writeFileSync(log, 'started\n');
        const { ended, output } = stopMember(2, WHEN_TOLD, { DRAIN_OUTPUT: log });
        expect(await ended).toBe(0);
        expect(output()).toBe('');
        expect(fs.readFileSync(log, 'utf8')).toMatch(/^started\n.* drain of store-2: it restarts/);
        fs.rmSync(path.dirname(log), { recursive: true });
      });
    }),
  );
});
