import { kubernetes, scaling, spark } from 'bigdata-constructs';
import { Duration, Size } from 'cdk8s';
import { describeWithSparkOperator } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { podTemplatesOf } from '../helpers/pod-templates';
import { until } from '../helpers/process';
import { SparkOperator } from '../helpers/spark-operator';
import { removeAll } from '../helpers/stored';
import { Given, platform, store } from './clusters';

const OPERATOR = 'spark-with-operator';
const NAMESPACE = 'spark-submitted';
const ENVIRONMENT = {
  name: 'test',
  zones: ['a', 'b', 'c'],
  nodeClasses: {
    driver: {
      nodeSelector: { class: 'driver' },
      taints: [{ key: 'class', value: 'driver', effect: 'NoSchedule' }],
      undisturbedAnnotation: 'karpenter.sh/do-not-disrupt',
    },
    executor: { nodeSelector: { class: 'executor' } },
  },
};

/** An application that runs once and one on a schedule, with much of what one can say. */
function program({ job = 'print("done")\n', ...given }: Given & { job?: string } = {}) {
  const made = platform({ namespaceName: NAMESPACE, environment: ENVIRONMENT, ...given });
  const common = {
    team: made.team,
    job: spark.Job.pythonSource(job, { arguments: ['yesterday'] }),
    driver: spark.SparkShape.of({ cores: 2, memory: Size.gibibytes(3) }),
    executor: spark.SparkShape.of({ cores: 2, memory: Size.gibibytes(4), pythonMemory: Size.gibibytes(1) }),
    executors: scaling.Scaling.between(1, 3),
    deadline: Duration.hours(2),
    env: { MODE: kubernetes.EnvValue.literal('test') },
  };
  new spark.SparkApplication(made.teamChart, 'once', { ...common, acknowledge: { runsAgainWhenChanged: true } });
  new spark.ScheduledSparkApplication(made.teamChart, 'minutely', { ...common, schedule: '* * * * *' });
  return made;
}

interface Status {
  readonly applicationState?: { readonly state: string };
  readonly submissionID?: string;
}

describeWithSparkOperator('the operator of Spark, with what is rendered,', (authority) => {
  const { api } = authority;
  const objects = program().objects();
  const of = (kind: string, list = objects) => list.find((object) => object.kind === kind)!;
  const once = of('SparkApplication');
  let operator: SparkOperator;

  const statusOf = async (object: KubeObject) => ((await api.get(object))?.status ?? {}) as Status;
  const pod = (name: string) => api.get({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: NAMESPACE } });
  const children = async () =>
    (await api.list('sparkoperator.k8s.io/v1beta2', 'SparkApplication', NAMESPACE)).filter(({ metadata: { name } }) =>
      name.startsWith('minutely-'),
    );

  beforeAll(async () => {
    for (const object of objects.filter(({ kind }) => !kind.endsWith('SparkApplication'))) await api.apply(object);
    await api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: OPERATOR } });
    const values = {
      spark: { jobNamespaces: [NAMESPACE], serviceAccount: { create: false }, rbac: { create: false } },
    };
    operator = await SparkOperator.start(authority, { namespace: OPERATOR, values });
    for (const object of objects.filter(({ kind }) => kind.endsWith('SparkApplication'))) await api.apply(object);
  });

  afterAll(async () => {
    await operator?.stop();
    await removeAll(api, objects);
  });

  describe('makes a driver of an application that', () => {
    let driver: KubeObject;
    let rendered: ReturnType<typeof podTemplatesOf>[number]['template'];
    type Spec = Record<string, unknown> & { containers: Record<string, unknown>[] };

    beforeAll(async () => {
      await until(async () => (await statusOf(once)).applicationState?.state === 'SUBMITTED', 90);
      driver = (await pod('once-driver'))!;
      [{ template: rendered }] = podTemplatesOf(once);
    });

    test('is the rendered pod template: its labels, annotations, place, account and security', () => {
      const spec = driver.spec as Spec;
      const template = rendered.spec as Spec;
      expect(driver.metadata.labels).toMatchObject({ ...rendered.metadata!.labels, team: 'etl', application: 'once' });
      expect(driver.metadata.annotations).toMatchObject({ 'karpenter.sh/do-not-disrupt': '7200s' });
      const { containers: _, volumes, tolerations, ...rest } = template;
      expect(spec).toMatchObject(rest);
      expect(spec.tolerations).toEqual(expect.arrayContaining(tolerations as object[]));
      // Spark's own come after ours.
      expect((spec.volumes as object[]).slice(0, (volumes as object[]).length)).toMatchObject(volumes as object[]);
      expect(spec).toMatchObject({ activeDeadlineSeconds: 7200, serviceAccountName: 'etl-spark' });
    });

    test('asks for what the sizing says, and has the mounts and the environment that are rendered', () => {
      const [own] = (driver.spec as Spec).containers;
      const [{ resources, volumeMounts, env, securityContext }] = (rendered.spec as Spec).containers;
      expect(own).toMatchObject({ resources, securityContext });
      expect(own.volumeMounts).toEqual(expect.arrayContaining(volumeMounts as object[]));
      expect(own.env).toEqual(expect.arrayContaining(env as object[]));
    });

    test('has one volume for its shuffles, which is ours', () => {
      const [{ env, volumeMounts }] = (driver.spec as Spec).containers;
      const local = (volumeMounts as { name: string; mountPath: string }[]).filter(({ name }) =>
        name.startsWith('spark-local-dir-'),
      );
      expect(local).toEqual([expect.objectContaining({ mountPath: '/var/spark-local' })]);
      expect(env).toContainEqual({ name: 'SPARK_LOCAL_DIRS', value: '/var/spark-local' });
    });

    test('reads the properties that are rendered', async () => {
      const files = await api.list('v1', 'ConfigMap', NAMESPACE);
      const properties = files.flatMap((file) => (file.data as Record<string, string>)['spark.properties'] ?? []);
      const conf = Object.entries((once.spec as { sparkConf: Record<string, string> }).sparkConf);
      expect(conf.length).toBeGreaterThan(20);
      // As java.util.Properties writes them.
      const text = properties.join('\n').replace(/\\([:=#!])/g, '$1');
      expect(conf.filter(([key, value]) => !text.includes(`${key}=${value}\n`))).toEqual([]);
    });

    test('runs what is delivered with it', () => {
      const [{ args }] = (driver.spec as Spec).containers;
      expect(args).toEqual(expect.arrayContaining(['local:///opt/spark/job/job.py', 'yesterday']));
    });
  });

  test('runs nothing again that comes with other labels and from another environment', async () => {
    const { submissionID } = await statusOf(once);
    const again = program({ platform: { monitoring: undefined } }).objects();
    const same = of('SparkApplication', again);
    expect(same.spec).toEqual(once.spec);
    await api.apply({ ...same, metadata: { ...same.metadata, labels: { ...same.metadata.labels, release: 'next' } } });
    await until(async () => (await children()).length > 0, 90);
    expect(await statusOf(once)).toMatchObject({ submissionID });
  });

  test('starts a run of a schedule, with the labels that metrics and queues look at', async () => {
    await until(async () => (await children()).length > 0, 90);
    const [child] = await children();
    expect(child.metadata.labels).toMatchObject({ team: 'etl', application: 'minutely' });
    await until(async () => (await statusOf(child)).applicationState?.state === 'SUBMITTED', 60);
    const driver = await pod(`${child.metadata.name}-driver`);
    expect(driver?.metadata.labels).toMatchObject({
      'app.kubernetes.io/component': 'driver',
      'app.kubernetes.io/instance': 'minutely',
    });
  });

  test('adds nothing to what is rendered', async () => {
    for (const object of objects.filter(({ kind }) => kind.endsWith('SparkApplication'))) {
      const stored = await api.get(object);
      // What was never created has no time of it: the operator's types say so in templates of pods.
      const text = JSON.stringify(stored!.spec).replace(/"creationTimestamp":null,?/g, '');
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(object.spec)));
    }
  });

  test('runs it again when the job has changed', async () => {
    const { submissionID } = await statusOf(once);
    const changed = program({ job: 'print("changed")\n' }).objects();
    for (const object of changed.filter(({ kind }) => kind === 'ConfigMap')) await api.apply(object);
    await api.apply(of('SparkApplication', changed));
    await until(async () => ![submissionID, undefined].includes((await statusOf(once)).submissionID), 60);
    expect((await statusOf(once)).submissionID).not.toBe(submissionID);
  });

  test('logs no secret', () => {
    expect(operator.log()).toContain(`s3a://${store.bucketName}`);
    expect(operator.log()).not.toMatch(/spark\.authenticate\.secret=|access\.key|password=/);
  });
});
