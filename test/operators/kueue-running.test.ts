import { Environment, kubernetes, operators } from 'bigdata-constructs';
import { App } from 'cdk8s';
import { describeWithKueue } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { Kueue } from '../helpers/kueue';
import { until } from '../helpers/process';

const JOBS = 'queued';
const API = 'kueue.x-k8s.io/v1beta2';
const PRIORITY = 'kueue.x-k8s.io/priority-class';

const object = (kind: string, name: string, more: object, namespace?: string): KubeObject => ({
  apiVersion: API,
  kind,
  metadata: { name, namespace },
  ...more,
});

/** Room for one application of the size below. */
const queues = [
  object('ResourceFlavor', 'any', {}),
  object('WorkloadPriorityClass', 'urgent', { value: 100 }),
  object('ClusterQueue', 'jobs', {
    spec: {
      namespaceSelector: {},
      preemption: { withinClusterQueue: 'LowerPriority' },
      resourceGroups: [
        {
          coveredResources: ['cpu', 'memory'],
          flavors: [
            {
              name: 'any',
              resources: [
                { name: 'cpu', nominalQuota: '5' },
                { name: 'memory', nominalQuota: '12Gi' },
              ],
            },
          ],
        },
      ],
    },
  }),
  object('LocalQueue', 'jobs', { spec: { clusterQueue: 'jobs' } }, JOBS),
];

const application = (name: string, labels: object = {}, spec: object = {}): KubeObject => ({
  apiVersion: 'sparkoperator.k8s.io/v1beta2',
  kind: 'SparkApplication',
  metadata: { name, namespace: JOBS, labels: { 'kueue.x-k8s.io/queue-name': 'jobs', ...labels } },
  spec: {
    type: 'Python',
    mode: 'cluster',
    sparkVersion: '4.1.2',
    image: 'apache/spark:4.1.2',
    mainApplicationFile: 'local:///job.py',
    driver: { cores: 1, coreRequest: '1', memory: '2g', memoryOverhead: '1g' },
    executor: { cores: 2, coreRequest: '1500m', memory: '4g', instances: 2 },
    ...spec,
  },
});

interface Workload extends KubeObject {
  readonly status?: {
    readonly conditions?: { readonly type: string; readonly status: string; readonly message: string }[];
    readonly admission?: {
      readonly podSetAssignments: { readonly name: string; readonly count: number; readonly resourceUsage: object }[];
    };
  };
}

describeWithKueue('Kueue, as we install it,', (authority) => {
  let kueue: Kueue;
  const workloadOf = async ({ metadata: { name } }: KubeObject): Promise<Workload | undefined> =>
    (await kueue.api.list(API, 'Workload', JOBS)).find(({ metadata }) =>
      (metadata.ownerReferences as { name: string }[]).some((owner) => owner.name === name),
    );
  const conditionOf = async (app: KubeObject, type: string) =>
    (await workloadOf(app))?.status?.conditions?.find((condition) => condition.type === type);
  const isSuspended = async (app: KubeObject) => ((await kueue.api.get(app))?.spec as { suspend?: boolean }).suspend;
  const becomes = async (app: KubeObject, suspended: boolean) => {
    await until(async () => (await isSuspended(app)) === suspended, 60);
    expect(await isSuspended(app)).toBe(suspended);
  };
  /** What the operator would say of it. */
  const reaches = (app: KubeObject, state: string) =>
    kueue.api.setStatus(app, { applicationState: { state }, driverInfo: {} });

  beforeAll(async () => {
    const app = new App();
    Environment.attach(app, { name: 'test' });
    const { release } = new operators.Kueue(new kubernetes.NamespaceChart(app, 'kueue-system'), 'operator', {
      monitors: false,
    });
    kueue = await Kueue.start(authority, release.values);
    const labels = operators.Kueue.MANAGED_NAMESPACE;
    await kueue.api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: JOBS, labels } });
    for (const each of queues) await kueue.api.apply(each);
  });
  afterAll(() => kueue?.stop());

  const first = application('first');
  const second = application('second');
  const urgent = application('urgent', { [PRIORITY]: 'urgent' });

  test('admits an application that its queue has room for', async () => {
    expect((await kueue.api.apply(first)).spec).toMatchObject({ suspend: true });
    await becomes(first, false);
  });

  test('counts requested CPU, memory without its overhead, and executors by their number', async () => {
    expect((await workloadOf(first))?.status?.admission?.podSetAssignments).toMatchObject([
      { name: 'driver', count: 1, resourceUsage: { cpu: '1', memory: '2Gi' } },
      { name: 'executor', count: 2, resourceUsage: { cpu: '3', memory: '8Gi' } },
    ]);
  });

  test('lets the next one wait', async () => {
    await kueue.api.apply(second);
    await until(async () => (await conditionOf(second, 'QuotaReserved')) !== undefined, 60);
    const condition = await conditionOf(second, 'QuotaReserved');
    expect(condition).toMatchObject({ status: 'False' });
    expect(condition?.message).toContain('insufficient unused quota');
    expect(await isSuspended(second)).toBe(true);
  });

  test('takes its place from one that runs for one that is more urgent', async () => {
    await reaches(first, 'RUNNING');
    await kueue.api.apply(urgent);
    await becomes(first, true);
    await reaches(first, 'SUSPENDED');
    await becomes(urgent, false);
  });

  test('admits both that wait, one after the other', async () => {
    await reaches(urgent, 'COMPLETED');
    const admitted = async () => {
      const suspended = await Promise.all([first, second].map(isSuspended));
      return [first, second].filter((_, index) => suspended[index] === false);
    };
    await until(async () => (await admitted()).length > 0, 60);
    const [next, ...others] = await admitted();
    expect(others).toEqual([]);
    await reaches(next, 'COMPLETED');
    await becomes(next === first ? second : first, false);
  });

  test('refuses executors whose number is open', async () => {
    const elastic = application('elastic', {}, { dynamicAllocation: { enabled: true, maxExecutors: 4 } });
    await expect(kueue.api.apply(elastic)).rejects.toThrow(/dynamicAllocation/i);
  });

  test('shows what its queues have and who waits for them', async () => {
    const text = await kueue.metrics();
    expect(text).toMatch(/^kueue_pending_workloads\{.*cluster_queue="jobs".*\} \d/m);
    expect(text).toMatch(/^kueue_preempted_workloads_total\{preempting_cluster_queue="jobs".*\} 1$/m);
    expect(text).toMatch(/^kueue_cluster_queue_nominal_quota\{.*resource="cpu"\} 5$/m);
  });
});
