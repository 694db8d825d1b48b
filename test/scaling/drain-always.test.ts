import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { policies, scaling } from 'bigdata-constructs';
import { describeWithCommand } from '../helpers/authorities';
import { until } from '../helpers/process';
import { yamlObjects } from '../helpers/synth';
import { FakeApi, FakeState, FakeWorkload } from '../lab/fake-api';
import { contentOf, isAlive, RunningProgram, start, unpack } from '../workloads/programs';
import { storeWithDrain } from './stores';

const { DrainedWorkload, DrainWhen } = scaling;

/** Hands over as soon as a file says so; says which process that is. */
const WHEN_TOLD = `#!/bin/sh
echo "$$" >"$LEAVE_DIR/process"
until [ -e "$LEAVE_DIR/done" ]; do sleep 0.1; done
`;

const pods: Record<string, { props: Partial<scaling.DrainProps>; pod: string }> = {
  'of a Deployment': { props: { kind: DrainedWorkload.DEPLOYMENT }, pod: 'store-7d9f5c6b8-x2vlq' },
  'of a StatefulSet that always do': { props: { when: DrainWhen.ALWAYS }, pod: 'store-0' },
};

test.each(Object.values(pods))('what pods have satisfies the policies', ({ props }) => {
  const app = storeWithDrain(WHEN_TOLD, props);
  expect(policies.Policies.standard().flatMap((policy) => policy.findings(app))).toEqual([]);
});

describe.each(Object.entries(pods))('pods %s', (_, { props, pod }) => {
  const plural = props.kind ?? DrainedWorkload.STATEFUL_SET;

  describe.each(['bash', 'dash'])('in %s', (shell) => {
    describeWithCommand(shell, 'as processes', () =>
      describeWithCommand('curl', 'with curl', () => {
        let api: FakeApi;
        let folder: string;
        let running: RunningProgram;

        const say = (workload?: FakeWorkload, how: Omit<FakeState, 'workloads'> = {}) => {
          api.state = { workloads: workload ? { [`${plural}/shop/store`]: workload } : {}, ...how };
        };
        const stop = (env: Record<string, string> = {}) => {
          running = start(shell, path.join(folder, 'drain.sh'), {
            ...api.environment,
            POD_NAME: pod,
            LEAVE_DIR: folder,
            DRAIN_OUTPUT: path.join(folder, 'none', 'none'),
            DRAIN_TICK: '0.1',
            DRAIN_POLL: '0',
            DRAIN_RETRY: '0',
            ...env,
          });
          return running;
        };
        const file = (name: string) => path.join(folder, name);
        const process = async () => Number(await contentOf(file('process')));
        const handsOver = async ({ ended, output }: RunningProgram) => {
          await process();
          fs.writeFileSync(file('done'), '');
          expect(await ended).toBe(0);
          expect(output()).toContain('handed over');
        };

        beforeEach(async () => {
          api = FakeApi.in(fs.mkdtempSync(path.join(os.tmpdir(), 'account-')));
          folder = unpack(yamlObjects(storeWithDrain(WHEN_TOLD, props)), 'store-drain');
          await api.start();
          say({ replicas: 3 });
        });

        afterEach(async () => {
          running.child.kill('SIGTERM');
          await running.ended;
          await api.stop();
          for (const made of [api.folder, folder]) fs.rmSync(made, { recursive: true });
        });

        test('hand over whenever they end, and ask for their own workload alone', async () => {
          await handsOver(stop({ DRAIN_POLL: '60' }));
          expect(api.seen.map(({ line }) => line)).toEqual([
            `GET /apis/apps/v1/namespaces/shop/${plural}/store?pretty=false`,
            `GET /apis/apps/v1/namespaces/shop/${plural}/store/scale?pretty=false`,
          ]);
        });

        test.each<[string, FakeWorkload | undefined]>([
          ['is gone', undefined],
          ['is being deleted', { replicas: 3, deleting: true }],
          ['is scaled to zero', { replicas: 0 }],
        ])('end at once when the whole %s', async (_, workload) => {
          say(workload);
          const { ended, output } = stop();
          expect(await ended).toBe(0);
          expect(output()).toContain('as a whole');
          expect(fs.existsSync(file('process'))).toBe(false);
        });

        test.each<[string, FakeWorkload | undefined]>([
          ['is removed', undefined],
          ['is deleted', { replicas: 3, deleting: true }],
          ['is stopped', { replicas: 0 }],
        ])('stop handing over when the whole %s', async (_, workload) => {
          const { ended, output } = stop();
          const started = await process();
          say(workload);
          expect(await ended).toBe(0);
          expect(output()).toContain('need not hand over any more');
          expect(isAlive(started)).toBe(false);
        });

        test('go on handing over when the whole changes its number', async () => {
          const ending = stop();
          await process();
          say({ replicas: 9 });
          await new Promise((resolve) => setTimeout(resolve, 500));
          await handsOver(ending);
        });

        test.each([
          ['refuses', { status: 403, body: '{"kind":"Status","reason":"Forbidden"}' }],
          ['has a failure', { status: 500, body: 'etcd has no leader' }],
          ['answers what is no answer', { status: 200, body: '<html>"spec":{}</html>' }],
        ])('hand over when the API server %s', async (_, refuse) => {
          say(undefined, { refuse });
          await handsOver(stop());
        });

        test('hand over at once when nobody answers, and stop when somebody says that the whole goes', async () => {
          await api.stop();
          const { ended, output } = stop();
          await process();
          await until(() => Promise.resolve(output().includes('curl')));
          say({ replicas: 0 });
          await api.start();
          expect(await ended).toBe(0);
          expect(output()).toContain('need not hand over any more');
        });

        describe('where another takes the place of the whole', () => {
          const stopping = WHEN_TOLD.replace('LEAVE_DIR/process', 'LEAVE_DIR/stopping');

          beforeEach(() => {
            fs.rmSync(folder, { recursive: true });
            folder = unpack(yamlObjects(storeWithDrain(WHEN_TOLD, { ...props, stop: stopping })), 'store-drain');
          });

          test('run what is for that when the whole is scaled to zero', async () => {
            say({ replicas: 0 });
            const { ended, output } = stop();
            await contentOf(file('stopping'));
            fs.writeFileSync(file('done'), '');
            expect(await ended).toBe(0);
            expect(output()).toContain('handed over');
            expect(fs.existsSync(file('process'))).toBe(false);
          });

          test('go on with what they began when the whole is scaled to zero, or is wanted again', async () => {
            const ending = stop();
            await process();
            say({ replicas: 0 });
            await new Promise((resolve) => setTimeout(resolve, 500));
            await handsOver(ending);
            fs.rmSync(file('done'));
            const stopped = stop();
            await contentOf(file('stopping'));
            say({ replicas: 3 });
            await new Promise((resolve) => setTimeout(resolve, 500));
            await handsOver(stopped);
          });

          test('end at once when the whole is removed', async () => {
            say();
            const { ended, output } = stop();
            expect(await ended).toBe(0);
            expect(output()).toContain('as a whole');
            expect(fs.existsSync(file('stopping'))).toBe(false);
          });
        });

        test('give up after their own limit', async () => {
          const { ended, output } = stop({ DRAIN_AT_MOST: '1' });
          const started = await process();
          expect(await ended).toBe(1);
          expect(output()).toContain('not handed over within 1 seconds');
          expect(isAlive(started)).toBe(false);
        });
      }),
    );
  });
});
