import { Cpu, monitoring, scaling, spark } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { QUEUE } from '../../lib/spark/metrics';
import { describeWithKueue, describeWithSparkOperator } from '../helpers/authorities';
import { KubeClient, KubeObject } from '../helpers/kube-client';
import { until } from '../helpers/process';
import { labelsOf, playedSeries, seriesIn } from '../helpers/series';
import { nodeClasses, platform } from './clusters';
import { isApplication, NAMESPACE, QueuedTeam } from './queued-team';
import { CATALOGUE, healthy } from './series';

const { SparkShape } = spark;

/** Labels that come with who is scraped. */
const OF_TARGET = ['namespace', 'pod'];

/** A queue with room for one application of 1 + 2 x 2 cores and heaps of 2 + 2 x 4 GiB. */
function program() {
  const queueing = spark.Queueing.kueue({
    priorities: { urgent: 1000 },
    preemption: spark.KueuePreemption.LOWER_PRIORITY,
  });
  const capacity = { cpu: Cpu.units(8), memory: Size.gibibytes(20) };
  const made = platform({
    team: { queueing, capacity },
    environment: { name: 'test', zones: ['a', 'b', 'c'], nodeClasses },
  });
  const common = {
    team: made.team,
    job: spark.Job.pythonSource('print("done")\n'),
    driver: SparkShape.of({ cores: 1, memory: Size.gibibytes(2) }),
    executor: SparkShape.of({ cores: 2, memory: Size.gibibytes(4) }),
    executors: scaling.Scaling.exactly(2),
    acknowledge: { runsAgainWhenChanged: true },
  };
  new spark.SparkApplication(made.teamChart, 'first', common);
  new spark.SparkApplication(made.teamChart, 'second', { ...common, retries: 1 });
  new spark.SparkApplication(made.teamChart, 'sooner', { ...common, priority: 'urgent' });
  return made.objects();
}

describeWithSparkOperator('the operator of Spark, with what is rendered,', (authority) => {
  describeWithKueue('and Kueue beside it', (programs) => {
    const objects = program();
    const find = (name: string) => objects.find((object) => isApplication(object) && object.metadata.name === name)!;
    let team: QueuedTeam;
    let api: KubeClient;

    const waits = async (name: string) => {
      await until(async () => (await team.workloadOf(name)) !== undefined, 60);
      expect(await team.workloadOf(name)).toBeDefined();
      // Of one that is like another one that waits nothing is said.
      expect(await team.holds(name, 'QuotaReserved')).not.toBe('True');
      expect((await team.application(name))?.spec.suspend).toBe(true);
      expect((await team.application(name))?.status?.submissionID).toBeFalsy();
    };

    beforeAll(async () => {
      team = await QueuedTeam.start(authority, programs, objects);
      ({ api } = team);
    }, 300_000);
    afterAll(() => team?.stop());

    test('this application begins', async () => {
      await api.apply(find('first'));
      await team.reaches('first', 'SUBMITTED');
      expect(await team.holds('first', 'Admitted')).toBe('True');
    });

    test('what is counted of it is what the quota is made of: CPU as it is asked for, and heaps', async () => {
      const { admission } = (await team.workloadOf('first'))!.status!;
      expect(admission!.clusterQueue).toBe('etl-etl');
      const counted = admission!.podSetAssignments.map(({ name, resourceUsage }) => [name, resourceUsage]);
      expect(counted).toEqual([
        ['driver', { cpu: '1', memory: '2Gi' }],
        ['executor', { cpu: '4', memory: '8Gi' }],
      ]);
      const flavors = admission!.podSetAssignments.flatMap((assignment) => Object.values(assignment.flavors));
      expect(new Set(flavors)).toEqual(new Set(['spark-spark']));
    });

    test('its pods go where their templates say, and nowhere else', async () => {
      const { driver, executor } = (await team.application('first'))!.spec;
      for (const part of [driver, executor]) {
        expect(part.nodeSelector ?? {}).toEqual({});
        expect(part.tolerations ?? []).toEqual([]);
      }
      const pod = await api.get({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'first-driver', namespace: NAMESPACE },
      });
      expect(pod!.spec).toMatchObject({ nodeSelector: { pool: 'drivers' } });
    });

    test('that one waits, since there is no room for both', async () => {
      await api.apply(find('second'));
      await until(async () => (await team.holds('second', 'QuotaReserved')) === 'False', 60);
      expect(await team.holds('second', 'QuotaReserved')).toBe('False');
      await waits('second');
    });

    test('one that names no queue waits as well', async () => {
      const { metadata, spec } = find('second');
      const { ['kueue.x-k8s.io/queue-name']: _, ...labels } = metadata.labels!;
      await api.apply({ ...find('second'), metadata: { name: 'unnamed', namespace: NAMESPACE, labels }, spec });
      await waits('unnamed');
      expect((await team.application('unnamed'))!.metadata.labels).toMatchObject({
        'kueue.x-k8s.io/queue-name': 'default',
      });
      await api.delete({ ...find('second'), metadata: { name: 'unnamed', namespace: NAMESPACE } });
      const workload = await team.workloadOf('unnamed');
      // Nobody collects what it leaves behind.
      if (workload) await api.delete(workload);
    });

    test('one that is urgent takes the place of the first, which runs again later, and before the second', async () => {
      const { submissionID } = (await team.application('first'))!.status!;
      await api.apply(find('sooner'));
      await team.reaches('sooner', 'SUBMITTED');
      await team.reaches('first', 'SUSPENDED');
      expect(await team.holds('first', 'QuotaReserved')).toBe('False');
      await team.driverEnds('sooner');
      await team.reaches('first', 'SUBMITTED');
      expect((await team.application('first'))!.status!.submissionID).not.toBe(submissionID);
      await waits('second');
      await team.driverEnds('first');
      await team.reaches('second', 'SUBMITTED');
    });

    test('one whose driver is killed begins again within the quota that it has', async () => {
      const { submissionID } = (await team.application('second'))!.status!;
      await team.driverRuns('second');
      await team.driverIsKilled('second');
      const again = async () => {
        const { applicationState, submissionID: id } = (await team.application('second'))!.status!;
        return applicationState!.state === 'SUBMITTED' && id !== submissionID;
      };
      await until(again, 90);
      expect(await again()).toBe(true);
      expect(await team.holds('second', 'Admitted')).toBe('True');
      expect(await team.holds('second', 'Finished')).not.toBe('True');
    });

    test('executors that come and go are refused, where we did not refuse them first', async () => {
      const { spec } = find('second') as KubeObject & { spec: object };
      const dynamic = { ...spec, dynamicAllocation: { enabled: true, minExecutors: 0, maxExecutors: 4 } };
      const attempt = api.apply(
        { ...find('second'), metadata: { ...find('second').metadata, name: 'dynamic' }, spec: dynamic },
        { dryRun: true },
      );
      await expect(attempt).rejects.toThrow('dynamicAllocation');
    });

    test('what it shows is what alerts and panels read, by the labels that they look at', async () => {
      const shown = seriesIn(await team.kueue.metrics()).filter(({ labels }) => labels.cluster_queue === 'etl-etl');
      const played = playedSeries(healthy(1));
      for (const { name } of CATALOGUE.kueue) {
        const real = [...labelsOf(name, shown), ...OF_TARGET];
        expect([name, labelsOf(name, played).filter((label) => !real.includes(label))]).toEqual([name, []]);
      }
      expect(new Set(shown.map(({ labels }) => labels.replica_role))).toEqual(new Set(['standalone']));
      const valueOf = (metric: monitoring.Metric, ...labels: string[]) =>
        shown.find(
          (one) => one.name === metric.name && labels.every((label) => Object.values(one.labels).includes(label)),
        )?.value;
      expect(valueOf(QUEUE.holding)).toBe(1);
      expect(valueOf(QUEUE.nominal, 'cpu')).toBe(8);
      expect(valueOf(QUEUE.usage, 'cpu')).toBe(5);
      expect(valueOf(QUEUE.evicted, 'Preempted')).toBe(1);
    });
  });
});
