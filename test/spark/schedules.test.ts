import { Cpu, scaling, spark } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { describeWithKueue, describeWithSparkOperator } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { until } from '../helpers/process';
import { find } from '../helpers/synth';
import { nodeClasses, platform } from './clusters';
import { Application, NAMESPACE, QueuedTeam } from './queued-team';

const KIND = 'ScheduledSparkApplication';
const { FORBID, ALLOW, REPLACE } = spark.SparkConcurrency;

/** Schedules of a team whose queue has room for some runs, each of 1 + 1 cores and heaps of 1 + 1 GiB. */
function program() {
  const made = platform({
    team: { queueing: spark.Queueing.kueue(), capacity: { cpu: Cpu.units(32), memory: Size.gibibytes(64) } },
    environment: { name: 'test', zones: ['a', 'b', 'c'], nodeClasses },
  });
  const shape = spark.SparkShape.of({ cores: 1, memory: Size.gibibytes(1) });
  const common = {
    team: made.team,
    job: spark.Job.pythonSource('print("done")\n'),
    schedule: '* * * * *',
    driver: shape,
    executor: shape,
    executors: scaling.Scaling.exactly(1),
  };
  const schedules = { alone: FORBID, beside: ALLOW, newest: REPLACE };
  for (const [name, concurrency] of Object.entries(schedules)) {
    new spark.ScheduledSparkApplication(made.teamChart, name, { ...common, concurrency });
  }
  new spark.ScheduledSparkApplication(made.teamChart, 'held', { ...common, suspend: true });
  new spark.ScheduledSparkApplication(made.teamChart, 'lost', common);
  return made.objects();
}

interface Schedule extends KubeObject {
  readonly spec: Record<string, unknown>;
  readonly status?: { readonly scheduleState?: string; readonly lastRunName?: string };
}

describeWithSparkOperator('the operator of Spark, with the schedules that are rendered,', (authority) => {
  describeWithKueue('and Kueue beside it', (programs) => {
    const objects = program();
    let team: QueuedTeam;

    /** Runs begin every few seconds, as all else is rendered. */
    const schedule = (name: string, more: object = {}): Schedule => {
      const object = find<Schedule>(objects, KIND, name);
      return { ...object, spec: { ...object.spec, schedule: '@every 8s', ...more } };
    };
    const hold = (name: string) => team.api.apply(schedule(name, { suspend: true }));
    /** The runs of a schedule, the first of them first. */
    const runs = async (name: string) => {
      const all = (await team.api.list('sparkoperator.k8s.io/v1beta2', 'SparkApplication', NAMESPACE)) as Application[];
      const begun = ({ metadata }: Application) => Number(metadata.name.slice(name.length + 1));
      return all
        .filter(({ metadata: { labels } }) => labels?.['sparkoperator.k8s.io/scheduled-app-name'] === name)
        .sort((one, other) => begun(one) - begun(other));
    };
    const named = async (name: string) => (await runs(name)).map(({ metadata }) => metadata.name);
    const areBegun = async (name: string, count: number) => {
      await until(async () => (await runs(name)).length >= count, 120);
      const found = await named(name);
      expect(found.length).toBeGreaterThanOrEqual(count);
      return found;
    };

    beforeAll(async () => {
      team = await QueuedTeam.start(authority, programs, objects);
    }, 300_000);
    afterAll(() => team?.stop());

    test('begins a run, which its queue counts as what the quota is made of, and lets in', async () => {
      await team.api.apply(schedule('alone'));
      const [run] = await areBegun('alone', 1);
      await team.reaches(run, 'SUBMITTED');
      expect(await team.holds(run, 'Admitted')).toBe('True');
      const { admission } = (await team.workloadOf(run))!.status!;
      expect(admission!.clusterQueue).toBe('etl-etl');
      expect(admission!.podSetAssignments.map(({ name, resourceUsage }) => [name, resourceUsage])).toEqual([
        ['driver', { cpu: '1', memory: '1Gi' }],
        ['executor', { cpu: '1', memory: '1Gi' }],
      ]);
      await team.driverRuns(run);
    });

    test('begins others beside one that runs where that is allowed, and none where it is not, or is suspended', async () => {
      await team.api.apply(find<Schedule>(objects, KIND, 'held'));
      await team.api.apply(schedule('beside'));
      const [first] = await areBegun('beside', 1);
      await team.reaches(first, 'SUBMITTED');
      await team.driverRuns(first);
      const all = await areBegun('beside', 3);
      await hold('beside');
      for (const run of all) {
        await until(async () => (await team.holds(run, 'Admitted')) === 'True', 60);
        expect([run, await team.holds(run, 'Admitted')]).toEqual([run, 'True']);
      }
      expect(await team.stateOf(first)).toBe('RUNNING');
      expect(await named('alone')).toHaveLength(1);
      expect(await named('held')).toEqual([]);
    });

    test('begins the next run of what runs alone when the one before has ended', async () => {
      const [first] = await named('alone');
      await team.driverEnds(first);
      const [kept, next] = await areBegun('alone', 2);
      await hold('alone');
      expect(kept).toBe(first);
      await team.reaches(next, 'SUBMITTED');
      expect(await team.holds(first, 'Finished')).toBe('True');
    });

    test('begins runs of what was suspended when it goes on', async () => {
      await team.api.apply(schedule('held', { suspend: false }));
      await areBegun('held', 1);
      await hold('held');
    });

    test('puts a run in the place of the one before, where that is said', async () => {
      await team.api.apply(schedule('newest'));
      const [first] = await areBegun('newest', 1);
      const replaced = async () => {
        const names = await named('newest');
        return names.length === 1 && names[0] !== first;
      };
      await until(replaced, 60);
      expect(await replaced()).toBe(true);
      await hold('newest');
    });

    test('says of a run that it could not submit what an alert reads, and its quota is free again', async () => {
      const { template } = find<{ spec: { template: { sparkConf: object } } }>(objects, KIND, 'lost').spec;
      // What Spark cannot read.
      const sparkConf = { ...template.sparkConf, 'spark.kubernetes.memoryOverheadFactor': 'much' };
      await team.api.apply(schedule('lost', { template: { ...template, sparkConf } }));
      const [run] = await areBegun('lost', 1);
      await team.reaches(run, 'FAILED');
      await hold('lost');
      const { status } = (await team.application(run))!;
      expect(status).toMatchObject({ submissionAttempts: 1, terminationTime: expect.stringMatching(/Z$/) as string });
      expect(status!.executionAttempts ?? 0).toBe(0);
      expect(status!.applicationState!.errorMessage).toContain('much');
      await until(async () => (await team.holds(run, 'Finished')) === 'True', 60);
      expect(await team.holds(run, 'Finished')).toBe('True');
    });
  });
});
