import { Cpu, kubernetes, scaling, spark } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { parse } from 'yaml';
import { KubeObject } from '../helpers/kube-client';
import { kueue, platform, queued, scheduled, volcano, yunikorn } from './clusters';
import { yuniKornProblems } from './yunikorn-parser';

const { Queueing, SparkShape } = spark;
const { Scaling } = scaling;

const GIB = 1024 ** 3;
const sidecar: kubernetes.ContainerProps = {
  name: 'proxy',
  image: 'registry.example.com/proxy:1',
  resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(64) },
};

interface Pod {
  readonly instances?: number;
  readonly coreRequest: string;
  readonly memory: string;
  readonly nodeSelector?: object;
  readonly tolerations?: object[];
  readonly affinity?: object;
  readonly template: {
    readonly metadata: { readonly labels: object; readonly annotations?: object };
    readonly spec: {
      readonly containers: { readonly resources: { readonly requests: { cpu: string; memory: string } } }[];
      readonly initContainers?: Pod['template']['spec']['containers'];
      readonly [field: string]: unknown;
    };
  };
}

interface Spec {
  readonly driver: Pod;
  readonly executor: Pod;
  readonly restartPolicy: object;
  readonly [field: string]: unknown;
}

const only = (objects: KubeObject[], kind: string): KubeObject => {
  const found = objects.filter((object) => object.kind === kind);
  expect(found).toHaveLength(1);
  return found[0];
};
const resourceOf = (objects: KubeObject[]) => only(objects, 'ScheduledSparkApplication');
const specOf = (objects: KubeObject[]) => (resourceOf(objects).spec as { template: Spec }).template;

/** Bytes, or thousandths of cores, of a quantity. */
function amountOf(quantity: string): number {
  const [, digits, unit] = /^([\d.]+)(\D*)$/.exec(quantity)!;
  const units: Record<string, number> = { '': 1, m: 1e-3, Ki: 1024, Mi: 1024 ** 2, Gi: GIB };
  return Number(digits) * units[unit];
}

/** What Kubernetes counts of the pods of an application: what their templates say, which Spark says again. */
function askedFor({ driver, executor }: Spec): { cpu: number; memory: number } {
  const of = (resource: 'cpu' | 'memory') =>
    [driver, ...Array.from({ length: executor.instances! }, () => executor)]
      .flatMap(({ template: { spec } }) => [...spec.containers, ...(spec.initContainers ?? [])])
      .reduce((sum, { resources }) => sum + amountOf(resources.requests[resource]), 0);
  return { cpu: Math.round(of('cpu') * 1000) / 1000, memory: of('memory') };
}

test('an application of a team without a queue asks nobody', () => {
  const objects = scheduled().objects();
  expect(scheduled({}, { team: { queueing: Queueing.none() } }).objects()).toEqual(objects);
  expect(objects.filter(({ kind }) => kind === 'ResourceQuota').map(({ metadata }) => metadata.name)).toContain(
    'etl-spark-drivers',
  );
  // The platform's rules are for whatever its teams take.
  const made = objects.filter(({ kind }) => kind !== 'PrometheusRule');
  expect(JSON.stringify(made)).not.toMatch(/kueue|volcano|yunikorn|schedulerName|batchScheduler/);
});

describe('with Kueue', () => {
  const made = queued(kueue, { priority: 'urgent' });
  const objects = made.objects();
  const nominal = (resource: string) => {
    const { resourceGroups } = only(objects, 'ClusterQueue').spec as {
      resourceGroups: { flavors: { name: string; resources: { name: string; nominalQuota: string }[] }[] }[];
    };
    return resourceGroups[0].flavors[0].resources.find(({ name }) => name === resource)!.nominalQuota;
  };

  test('an application waits in the queue of its namespace, with the priority that it names', () => {
    expect(resourceOf(objects).metadata.labels).toMatchObject({
      'kueue.x-k8s.io/queue-name': only(objects, 'LocalQueue').metadata.name,
      'kueue.x-k8s.io/priority-class': 'etl-etl-urgent',
    });
    const classes = objects.filter(({ kind }) => kind === 'WorkloadPriorityClass');
    expect(classes.map(({ metadata, value }) => [metadata.name, value])).toContainEqual(['etl-etl-urgent', 1000]);
    // Without it everything of its namespace waits in the one of this name.
    expect(only(objects, 'LocalQueue').metadata).toMatchObject({ name: 'default', namespace: 'etl' });
  });

  test('all that is counted is said, and nothing that is refused', () => {
    const spec = specOf(objects);
    expect(spec).not.toHaveProperty('dynamicAllocation');
    expect(spec).not.toHaveProperty('suspend');
    expect(spec.executor.instances).toBe(4);
    expect([spec.driver.coreRequest, spec.executor.coreRequest]).toEqual(['1', '4']);
    // A submission that is tried again would run beside the quota.
    expect(spec.restartPolicy).toMatchObject({ onSubmissionFailureRetries: 0 });
  });

  test('the namespace is known to Kueue, and no other', () => {
    const labelled = objects.filter(({ metadata: { labels } }) => labels?.['bigdata-constructs.io/queueing']);
    expect(labelled.map(({ kind, metadata }) => [kind, metadata.name])).toEqual([['Namespace', 'etl']]);
  });

  test('teams of a platform share one flavor, which places nothing', () => {
    const { app, platform: shared } = made;
    const chart = new kubernetes.NamespaceChart(app, 'reports');
    new spark.SparkTeam(chart, 'team', {
      name: 'reports',
      platform: shared,
      queueing: kueue,
      capacity: { cpu: Cpu.units(16), memory: Size.gibibytes(64) },
    });
    expect(only(made.objects(), 'ResourceFlavor')).toMatchObject({ metadata: { name: 'spark-spark' }, spec: {} });
  });

  const shapes: [string, Partial<spark.ScheduledSparkApplicationProps>][] = [
    ['its default size', {}],
    ['Java', { job: spark.Job.jar('local:///job.jar', 'Job') }],
    [
      'small heaps',
      {
        driver: SparkShape.of({ cores: 1, memory: Size.gibibytes(1) }),
        executor: SparkShape.of({ cores: 1, memory: Size.gibibytes(1) }),
      },
    ],
    ['half cores', { executor: SparkShape.of({ cores: 1, coreRequest: Cpu.millis(500), memory: Size.gibibytes(8) }) }],
    [
      'memory for Python',
      { executor: SparkShape.of({ cores: 2, memory: Size.gibibytes(8), pythonMemory: Size.gibibytes(2) }) },
    ],
  ];

  test.each(shapes)('as many applications as fit into the quota stay within the capacity: %s', (_, props) => {
    const spec = specOf(queued(kueue, props).objects());
    const { driver, executor } = spec;
    const heaps = [driver, ...Array.from({ length: executor.instances! }, () => executor)].reduce(
      (sum, { memory }) => sum + amountOf(memory.replace('m', 'Mi')),
      0,
    );
    const asked = askedFor(spec);
    const admitted = Math.floor(Math.min(amountOf(nominal('memory')) / heaps, amountOf(nominal('cpu')) / asked.cpu));
    expect(admitted).toBeGreaterThan(1);
    expect(admitted * asked.memory).toBeLessThanOrEqual(256 * GIB);
    expect(admitted * asked.cpu).toBeLessThanOrEqual(64);
  });

  test('no quota of Kubernetes is beside it: it counts more than heaps, and pods that end as well', () => {
    expect(objects.filter(({ kind }) => kind === 'ResourceQuota').map(({ metadata }) => metadata.name)).not.toContain(
      'etl-spark',
    );
    // One of the queue's own numbers would refuse what the queue has let in.
    const { memory } = askedFor(specOf(queued(kueue, { executors: Scaling.exactly(11) }).objects()));
    expect(memory).toBeGreaterThan(amountOf(nominal('memory')));
  });
});

describe('with YuniKorn', () => {
  const objects = queued(yunikorn).objects();
  const queues = only(
    objects.filter(({ metadata }) => metadata.name === 'yunikorn-configs'),
    'ConfigMap',
  ).data as Record<string, string>;

  test('room is held where the pods may go', () => {
    const spec = specOf(objects);
    expect(spec).toMatchObject({ batchScheduler: 'yunikorn' });
    expect(spec).not.toHaveProperty('dynamicAllocation');
    for (const { template, nodeSelector, tolerations, affinity } of [spec.driver, spec.executor]) {
      const { schedulerName, ...placed } = template.spec;
      expect(schedulerName).toBe('yunikorn');
      expect(nodeSelector).toBeDefined();
      expect({ nodeSelector, tolerations, affinity }).toEqual({
        nodeSelector: placed.nodeSelector,
        tolerations: placed.tolerations,
        affinity: placed.affinity,
      });
      // Nobody knows the driver's zone before.
      expect(JSON.stringify(affinity ?? {})).not.toContain('podAffinity');
    }
    expect(spec.executor.tolerations).toHaveLength(1);
  });

  test('without gang scheduling executors come and go, and the scheduler is told so', () => {
    const queueing = Queueing.yunikorn({ gangScheduling: false, maxApplications: 4 });
    const made = scheduled({}, { team: { queueing } });
    new spark.YuniKornQueues(new kubernetes.NamespaceChart(made.app, 'yunikorn'), 'queues', { teams: [made.team] });
    const spec = specOf(made.objects());
    expect(spec).toMatchObject({ dynamicAllocation: { enabled: true }, batchScheduler: 'yunikorn' });
    expect(spec.executor).not.toHaveProperty('nodeSelector');
    const data = made.objects().flatMap(({ metadata, data }) => (metadata.name === 'yunikorn-configs' ? [data] : []));
    expect(data).toEqual([expect.objectContaining({ 'service.disableGangScheduling': 'true' })]);
    expect(queues).not.toHaveProperty('service.disableGangScheduling');
  });

  test('a queue that something else defines is named by the application and by its pods', () => {
    const spec = specOf(
      scheduled({}, { team: { queueing: Queueing.yunikorn({ queue: 'root.batch.etl' }) } }).objects(),
    );
    expect(spec).toMatchObject({ batchSchedulerOptions: { queue: 'root.batch.etl' } });
    expect(spec.driver.template.metadata.labels).toMatchObject({ 'yunikorn.apache.org/queue': 'root.batch.etl' });
  });

  test('the file of queues has nothing that is refused, and nothing that means nothing', () => {
    expect(yuniKornProblems(queues['queues.yaml'])).toEqual([]);
    const [{ queues: roots }] = (parse(queues['queues.yaml']) as { partitions: { queues: { queues: object[] }[] }[] })
      .partitions;
    expect(roots[0].queues).toEqual([
      expect.objectContaining({
        name: 'spark_teams',
        queues: [
          expect.objectContaining({
            name: 'etl',
            maxapplications: 20,
            resources: { guaranteed: { vcore: '16', memory: '64Gi' }, max: { vcore: '64', memory: '256Gi' } },
          }),
        ],
      }),
    ]);
  });

  test('amounts are written without fractions', () => {
    const capacity = { cpu: Cpu.millis(8500), memory: Size.mebibytes(16_896) };
    const made = platform({ team: { queueing: Queueing.yunikorn(), capacity } });
    const { queuesYaml } = new spark.YuniKornQueues(made.chart, 'queues', { teams: [made.team] });
    expect(queuesYaml).toContain('vcore: 8500m');
    expect(queuesYaml).toContain(`memory: "${16_896 * 1024 ** 2}"`);
    expect(yuniKornProblems(queuesYaml)).toEqual([]);
  });

  /** What its own parser was seen to refuse, and what it was seen to take though it means nothing. */
  const faulty: [string, string, string][] = [
    ['a key in other case', 'maxapplications', 'maxApplications'],
    ['cpu, which limits nothing', 'vcore: "64"', 'cpu: "64"'],
    ['half a core', 'vcore: "16"', 'vcore: 0.5'],
    ['half a gibibyte', '64Gi', '16.5Gi'],
    ['bytes', '64Gi', '256GB'],
    ['more guaranteed than there may be', 'vcore: "16"', 'vcore: "65"'],
    ['a name with a dot', 'name: etl', 'name: etl.prod'],
    ['a rule to a queue that is none', 'value: root.spark_teams', 'value: root.spark'],
    ['a rule to a leaf', 'parent: true', 'parent: false'],
    ['an unknown rule', 'name: tag', 'name: namespace'],
    ['an unknown policy', 'fifo', 'lifo'],
    ['another partition', 'name: default', 'name: gpu'],
  ];
  test.each(faulty)('the checks on the file find %s', (_, right, wrong) => {
    const text = queues['queues.yaml'];
    expect(text).toContain(right);
    expect(yuniKornProblems(text.replace(right, wrong))).not.toEqual([]);
  });
  test('the checks on the file find that it is empty', () => expect(yuniKornProblems('')).not.toEqual([]));
});

describe('with Volcano', () => {
  const objects = queued(volcano, { executors: Scaling.between(2, 8) }).objects();

  test('an application asks for room for its driver and its first executors, with all that they have besides heaps', () => {
    const spec = specOf(objects);
    const { queue, resources, priorityClassName } = spec.batchSchedulerOptions as {
      queue: string;
      resources: { cpu: string; memory: string };
      priorityClassName: string;
    };
    expect(spec.batchScheduler).toBe('volcano');
    expect(queue).toBe(only(objects, 'Queue').metadata.name);
    expect({ cpu: amountOf(resources.cpu), memory: amountOf(resources.memory) }).toEqual(askedFor(spec));
    expect(objects.filter(({ kind }) => kind === 'PriorityClass').map(({ metadata }) => metadata.name)).toContain(
      priorityClassName,
    );
  });

  test('containers beside are counted', () => {
    const pods = { driver: { sidecars: [sidecar] }, executor: { sidecars: [sidecar] } };
    const spec = specOf(queued(volcano, { executors: Scaling.exactly(3), overrides: { pods } }).objects());
    const { resources } = spec.batchSchedulerOptions as { resources: { cpu: string; memory: string } };
    expect({ cpu: amountOf(resources.cpu), memory: amountOf(resources.memory) }).toEqual(askedFor(spec));
  });

  test('the queue has the capacity', () => {
    expect(only(objects, 'Queue').spec).toEqual({
      weight: 4,
      reclaimable: false,
      capability: { cpu: '64', memory: '256Gi' },
    });
  });
});
