import { spark } from 'bigdata-constructs';
import { describeWithSparkOperator } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { until } from '../helpers/process';
import { SparkOperator } from '../helpers/spark-operator';
import { removeAll } from '../helpers/stored';
import { platform } from './clusters';
import { CATALOGUE } from './series';

const OPERATOR = 'spark-with-metrics';
const NAMESPACE = 'spark-counted';

/** What has no name of its own in an exposition. */
const family = (name: string) => name.replace(/_(bucket|count)$/, (end) => (name.includes('histogram') ? '' : end));

describeWithSparkOperator('the operator of Spark, as its chart is set up,', (authority) => {
  const { api } = authority;
  const made = platform({ namespaceName: NAMESPACE });
  const job = spark.Job.pythonSource('print("done")\n');
  new spark.SparkApplication(made.teamChart, 'once', {
    team: made.team,
    job,
    acknowledge: { runsAgainWhenChanged: true },
  });
  const objects = made.objects();
  const once = objects.find(({ kind }) => kind === 'SparkApplication')!;
  const { driver, ...spec } = once.spec as { driver: object; executor: { template: KubeObject } };
  /** Spark cannot read its memory, so no submission succeeds. */
  const refused = {
    ...once,
    metadata: { ...once.metadata, name: 'refused' },
    spec: { ...spec, driver: { ...driver, memory: 'much' } },
  };
  const pod = (name: string): KubeObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: NAMESPACE },
  });
  let operator: SparkOperator;
  const metrics = async () => (await fetch(operator.metrics)).text();

  beforeAll(async () => {
    for (const object of objects.filter(({ kind }) => kind !== 'SparkApplication')) await api.apply(object);
    await api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: OPERATOR } });
    const values = {
      spark: { jobNamespaces: [NAMESPACE], serviceAccount: { create: false }, rbac: { create: false } },
      webhook: { enable: false },
      prometheus: { metrics: { labels: 'namespace,team' } },
    };
    operator = await SparkOperator.start(authority, { namespace: OPERATOR, values });
    for (const object of [once, refused]) await api.apply(object);
    await until(async () => (await api.get(pod('once-driver'))) !== undefined, 120);
    await api.setStatus(pod('once-driver'), { phase: 'Running' });
    // An executor that the operator knows by its labels, as Spark would have made it.
    const { labels } = (await api.get(pod('once-driver')))!.metadata;
    const executor = {
      ...pod('once-exec-1'),
      metadata: { ...pod('once-exec-1').metadata, labels: { ...labels, 'spark-role': 'executor' } },
      spec: spec.executor.template.spec,
    };
    await api.apply(executor);
    await api.setStatus(executor, { phase: 'Running' });
    await until(async () => /^spark_executor_running_count\{.*\} 1$/m.test(await metrics()), 60);
    await api.setStatus(executor, { phase: 'Failed' });
    await until(async () => /^spark_executor_failure_count\{.*\} 1$/m.test(await metrics()), 60);
    await until(async () => /^spark_application_start_latency_seconds_histogram_count\{/m.test(await metrics()), 90);
    await until(async () => /^spark_application_failed_submission_count\{.*\} [1-9]/m.test(await metrics()), 60);
  }, 360_000);

  afterAll(async () => {
    await operator?.stop();
    await removeAll(api, [...objects, refused]);
  });

  test('exposes every metric of the catalogue, with the labels that rules read', async () => {
    const text = await metrics();
    const missing = CATALOGUE.operator.filter(({ name }) => !new RegExp(`^# TYPE ${family(name)} `, 'm').test(text));
    expect(missing.map(({ name }) => name)).toEqual([]);
    const own = `namespace="${NAMESPACE}",team="etl"`;
    expect(text).toContain(`spark_application_submit_count{${own}} 1`);
    expect(text).toMatch(
      new RegExp(`^spark_application_start_latency_seconds_histogram_bucket\\{${own},le="300"\\} 1$`, 'm'),
    );
    // The namespace is that of the application. Prometheus, which finds the pods elsewhere, calls it exported_namespace.
    expect(text).not.toContain('team="Unknown"');
  });

  test('has queues of the names that alerts look for', async () => {
    const names = [...(await metrics()).matchAll(/^workqueue_depth\{.*name="([^"]+)"/gm)].map(([, name]) => name);
    expect(names.filter((name) => /spark/.test(name)).sort()).toEqual([
      'scheduledsparkapplication',
      'sparkapplication',
      'sparkconnect',
    ]);
  });
});
