import { Cpu, Environment, kubernetes, operators, scaling, spark } from 'bigdata-constructs';
import { App, Size } from 'cdk8s';
import { describeWithKueue, describeWithSparkOperator } from '../helpers/authorities';
import { KubeClient, KubeObject } from '../helpers/kube-client';
import { Kueue } from '../helpers/kueue';
import { until } from '../helpers/process';
import { SparkOperator } from '../helpers/spark-operator';
import { nodeClasses, platform } from './clusters';

const { SparkShape } = spark;

const OPERATOR = 'spark-operator';
const NAMESPACE = 'etl';

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
  new spark.SparkApplication(made.teamChart, 'second', common);
  new spark.SparkApplication(made.teamChart, 'sooner', { ...common, priority: 'urgent' });
  return made.objects();
}

/** What our chart of Kueue is told. */
function values() {
  const app = new App();
  Environment.attach(app, { name: 'test', zones: ['a', 'b', 'c'] });
  const chart = new kubernetes.NamespaceChart(app, 'kueue-system');
  return new operators.Kueue(chart, 'kueue', { monitors: false }).release.values;
}

interface Application {
  readonly spec: {
    readonly suspend?: boolean;
    readonly driver: { readonly nodeSelector?: object; readonly tolerations?: object[] };
    readonly executor: { readonly nodeSelector?: object; readonly tolerations?: object[]; readonly instances: number };
  };
  readonly status?: { readonly applicationState?: { readonly state: string }; readonly submissionID?: string };
}

interface Assignment {
  readonly name: string;
  readonly flavors: Record<string, string>;
  readonly resourceUsage: Record<string, string>;
}

interface Workload extends KubeObject {
  readonly status?: {
    readonly conditions?: { readonly type: string; readonly status: string; readonly message: string }[];
    readonly admission?: { readonly clusterQueue: string; readonly podSetAssignments: Assignment[] };
  };
}

describeWithSparkOperator('the operator of Spark, with what is rendered,', (authority) => {
  describeWithKueue('and Kueue beside it', (programs) => {
    const objects = program();
    const isApplication = ({ kind }: KubeObject) => kind === 'SparkApplication';
    const find = (name: string) => objects.find((object) => isApplication(object) && object.metadata.name === name)!;
    let kueue: Kueue;
    let operator: SparkOperator;
    let api: KubeClient;

    const application = async (name: string) =>
      (await api.get({ ...find('first'), metadata: { name, namespace: NAMESPACE } })) as unknown as
        (KubeObject & Application) | undefined;
    const stateOf = async (name: string) => (await application(name))?.status?.applicationState?.state;
    const reaches = async (name: string, state: string) => {
      await until(async () => (await stateOf(name)) === state, 90);
      expect([name, await stateOf(name)]).toEqual([name, state]);
    };
    const workloadOf = async (name: string) =>
      ((await api.list('kueue.x-k8s.io/v1beta2', 'Workload', NAMESPACE)) as Workload[]).find(({ metadata }) =>
        (metadata.ownerReferences as { name: string }[]).some((owner) => owner.name === name),
      );
    const holds = async (name: string, type: string) =>
      (await workloadOf(name))?.status?.conditions?.find((condition) => condition.type === type)?.status;
    const waits = async (name: string) => {
      await until(async () => (await workloadOf(name)) !== undefined, 60);
      expect(await workloadOf(name)).toBeDefined();
      // Of one that is like another one that waits nothing is said.
      expect(await holds(name, 'QuotaReserved')).not.toBe('True');
      expect((await application(name))?.spec.suspend).toBe(true);
      expect((await application(name))?.status?.submissionID).toBeFalsy();
    };
    /** The kubelet's part: the driver has ended well. */
    const ends = async (name: string) => {
      const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: `${name}-driver`, namespace: NAMESPACE } };
      const state = { terminated: { exitCode: 0, reason: 'Completed' } };
      await api.setStatus(pod, {
        phase: 'Succeeded',
        containerStatuses: [
          { name: 'spark-kubernetes-driver', image: '', imageID: '', ready: false, restartCount: 0, state },
        ],
      });
      await reaches(name, 'COMPLETED');
    };

    beforeAll(async () => {
      kueue = await Kueue.start(programs, values());
      api = kueue.api;
      const ready = objects.filter((object) => !isApplication(object) && !object.kind.startsWith('Validating'));
      for (const object of ready.filter(({ kind }) => kind === 'Namespace')) await api.apply(object);
      for (const object of ready.filter(({ apiVersion }) =>
        /^(v1|rbac|networking|kueue|scheduling)/.test(apiVersion),
      )) {
        await api.apply(object);
      }
      await api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: OPERATOR } });
      operator = await SparkOperator.start(
        { ...authority, api, access: kueue.access },
        {
          namespace: OPERATOR,
          values: { spark: { jobNamespaces: [NAMESPACE], serviceAccount: { create: false }, rbac: { create: false } } },
        },
      );
    }, 300_000);
    afterAll(async () => {
      await operator?.stop();
      await kueue?.stop();
    });

    test('this application begins', async () => {
      await api.apply(find('first'));
      await reaches('first', 'SUBMITTED');
      expect(await holds('first', 'Admitted')).toBe('True');
    });

    test('what is counted of it is what the quota is made of: CPU as it is asked for, and heaps', async () => {
      const { admission } = (await workloadOf('first'))!.status!;
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
      const { driver, executor } = (await application('first'))!.spec;
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
      await until(async () => (await holds('second', 'QuotaReserved')) === 'False', 60);
      expect(await holds('second', 'QuotaReserved')).toBe('False');
      await waits('second');
    });

    test('one that names no queue waits as well', async () => {
      const { metadata, spec } = find('second');
      const { ['kueue.x-k8s.io/queue-name']: _, ...labels } = metadata.labels!;
      await api.apply({ ...find('second'), metadata: { name: 'unnamed', namespace: NAMESPACE, labels }, spec });
      await waits('unnamed');
      expect((await application('unnamed'))!.metadata.labels).toMatchObject({ 'kueue.x-k8s.io/queue-name': 'default' });
      await api.delete({ ...find('second'), metadata: { name: 'unnamed', namespace: NAMESPACE } });
      const workload = await workloadOf('unnamed');
      // Nobody collects what it leaves behind.
      if (workload) await api.delete(workload);
    });

    test('one that is urgent takes the place of the first, which runs again later, and before the second', async () => {
      const { submissionID } = (await application('first'))!.status!;
      await api.apply(find('sooner'));
      await reaches('sooner', 'SUBMITTED');
      await reaches('first', 'SUSPENDED');
      expect(await holds('first', 'QuotaReserved')).toBe('False');
      await ends('sooner');
      await reaches('first', 'SUBMITTED');
      expect((await application('first'))!.status!.submissionID).not.toBe(submissionID);
      await waits('second');
      await ends('first');
      await reaches('second', 'SUBMITTED');
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
  });
});
