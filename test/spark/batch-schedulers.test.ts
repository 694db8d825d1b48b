import { Cpu, scaling, spark } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { describeWithSparkOperator } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { podTemplatesOf } from '../helpers/pod-templates';
import { until } from '../helpers/process';
import { SparkOperator } from '../helpers/spark-operator';
import { removeAll } from '../helpers/stored';
import { nodeClasses, platform, volcano, yunikorn } from './clusters';

const OPERATOR = 'spark-batch-schedulers';

/** A team in a namespace of its own, with an application of 1 + 3 x 2 cores. */
function program(namespaceName: string, queueing: spark.Queueing) {
  const made = platform({
    namespaceName,
    team: { queueing, capacity: { cpu: Cpu.units(64), memory: Size.gibibytes(256) } },
    environment: { name: 'test', zones: ['a', 'b', 'c'], nodeClasses },
  });
  new spark.SparkApplication(made.teamChart, 'once', {
    team: made.team,
    job: spark.Job.pythonSource('print("done")\n'),
    driver: spark.SparkShape.of({ cores: 1, memory: Size.gibibytes(2) }),
    executor: spark.SparkShape.of({ cores: 2, memory: Size.gibibytes(4), pythonMemory: Size.gibibytes(1) }),
    executors: scaling.Scaling.exactly(3),
    acknowledge: { runsAgainWhenChanged: true },
  });
  return made.objects();
}

interface TaskGroup {
  readonly name: string;
  readonly minMember: number;
  readonly minResource: Record<string, string>;
  readonly nodeSelector?: object;
  readonly tolerations?: object[];
}

interface PodSpec {
  readonly schedulerName: string;
  readonly nodeSelector?: object;
  readonly tolerations?: object[];
  readonly containers: { readonly resources: { readonly requests: Record<string, string> } }[];
}

describeWithSparkOperator('the operator of Spark, with a scheduler of its own,', (authority) => {
  const { api } = authority;
  const kinds = { 'spark-yunikorn': yunikorn, 'spark-volcano': volcano };
  const objects = Object.fromEntries(Object.entries(kinds).map(([name, queueing]) => [name, program(name, queueing)]));
  let operator: SparkOperator;

  const applicationOf = (name: string) => objects[name].find(({ kind }) => kind === 'SparkApplication')!;
  const templatesOf = (name: string) =>
    podTemplatesOf(applicationOf(name)).map(({ template }) => template.spec as unknown as PodSpec);
  const driverOf = (namespace: string) =>
    api.get({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'once-driver', namespace } });
  const driver: Record<string, KubeObject> = {};

  beforeAll(async () => {
    const namespaces = Object.keys(kinds);
    await api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: OPERATOR } });
    for (const object of Object.values(objects).flat()) {
      if (object.kind !== 'SparkApplication') await api.apply(object);
    }
    const values = {
      controller: { batchScheduler: { enable: true } },
      spark: { jobNamespaces: namespaces, serviceAccount: { create: false }, rbac: { create: false } },
    };
    operator = await SparkOperator.start(authority, { namespace: OPERATOR, values });
    for (const name of namespaces) {
      await api.apply(applicationOf(name));
      await until(async () => (await driverOf(name)) !== undefined, 90);
      driver[name] = (await driverOf(name))!;
    }
  }, 300_000);
  afterAll(async () => {
    await operator?.stop();
    for (const list of Object.values(objects)) await removeAll(api, list);
  });

  test('sends drivers to it', () => {
    const names = Object.values(driver).map(({ spec }) => (spec as PodSpec).schedulerName);
    expect(names).toEqual(['yunikorn', 'volcano']);
  });

  test('has YuniKorn hold room for what the pods ask for, where they may go', () => {
    const annotations = driver['spark-yunikorn'].metadata.annotations as Record<string, string>;
    const groups = JSON.parse(annotations['yunikorn.apache.org/task-groups']) as TaskGroup[];
    expect(groups.map(({ minMember }) => minMember)).toEqual([1, 3]);
    const templates = templatesOf('spark-yunikorn');
    expect(groups.map(({ nodeSelector, tolerations }) => ({ nodeSelector, tolerations }))).toEqual(
      templates.map(({ nodeSelector, tolerations }) => ({ nodeSelector, tolerations })),
    );
    const requests = templates.map(({ containers: [{ resources }] }) => resources.requests);
    expect(groups.map(({ minResource }) => minResource)).toEqual(
      requests.map(({ cpu, memory }) => expect.objectContaining({ cpu, memory }) as object),
    );
  });

  test('places the driver as its template says, with the fields beside it', () => {
    const { nodeSelector } = driver['spark-yunikorn'].spec as PodSpec;
    expect(nodeSelector).toEqual(templatesOf('spark-yunikorn')[0].nodeSelector);
  });

  test('asks Volcano for room for all pods together', async () => {
    const [group] = await api.list('scheduling.volcano.sh/v1beta1', 'PodGroup', 'spark-volcano');
    const queue = objects['spark-volcano'].find(({ kind }) => kind === 'Queue')!;
    // 2 Gi with 819 Mi for Python, and three of 4 Gi, 409 Mi and 1 Gi.
    expect(group.spec).toMatchObject({
      queue: queue.metadata.name,
      minResources: { cpu: '7', memory: `${2048 + 819 + 3 * (4096 + 409 + 1024)}Mi` },
    });
  });
});
