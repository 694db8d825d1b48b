import { spark } from 'bigdata-constructs';
import { OPERATOR_HEALTH } from '../../lib/spark/metrics';
import { describeWithSparkOperator } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { until } from '../helpers/process';
import { seriesIn } from '../helpers/series';
import { SparkOperator } from '../helpers/spark-operator';
import { removeAll } from '../helpers/stored';
import { find } from '../helpers/synth';
import { platform } from './clusters';

const OPERATOR = 'spark-with-retries';
const NAMESPACE = 'spark-retried';
const DRIVER = 'spark-kubernetes-driver';

function program() {
  const made = platform({ namespaceName: NAMESPACE });
  const common = {
    team: made.team,
    job: spark.Job.pythonSource('print("done")\n'),
    acknowledge: { runsAgainWhenChanged: true },
  };
  new spark.SparkApplication(made.teamChart, 'once', common);
  new spark.SparkApplication(made.teamChart, 'twice', { ...common, retries: 1 });
  new spark.SparkApplication(made.teamChart, 'again', { ...common, retries: 1 });
  return made.objects();
}

interface Status {
  readonly applicationState?: { readonly state: string };
  readonly executionAttempts?: number;
  readonly submissionID?: string;
  readonly terminationTime?: string | null;
}

describeWithSparkOperator('the operator of Spark, whose applications lose their drivers,', (authority) => {
  const { api } = authority;
  const objects = program();
  const isApplication = ({ kind }: KubeObject) => kind === 'SparkApplication';
  const application = (name: string) => find(objects, 'SparkApplication', name);
  let operator: SparkOperator;

  const statusOf = async (name: string) => ((await api.get(application(name)))?.status ?? {}) as Status;
  const reaches = async (name: string, state: string, attempts: number) => {
    const found = async () => {
      const { applicationState, executionAttempts } = await statusOf(name);
      return [name, applicationState?.state, executionAttempts];
    };
    const wanted = [name, state, attempts];
    await until(async () => (await found()).join() === wanted.join(), 90);
    expect(await found()).toEqual(wanted);
  };
  /** The kubelet's part. */
  const driver = (name: string, phase: string, state: object) =>
    api.setStatus(
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: `${name}-driver`, namespace: NAMESPACE } },
      {
        phase,
        containerStatuses: [{ name: DRIVER, image: '', imageID: '', ready: false, restartCount: 0, state }],
      },
    );
  const runs = async (name: string, attempt: number) => {
    await reaches(name, 'SUBMITTED', attempt);
    await driver(name, 'Running', { running: {} });
    await reaches(name, 'RUNNING', attempt);
  };
  const isKilled = (name: string) => driver(name, 'Failed', { terminated: { exitCode: 137, reason: 'OOMKilled' } });
  /** What was said of an application, in order. */
  const reasons = async (name: string) =>
    (await api.list('v1', 'Event', NAMESPACE))
      .filter((event) => (event.involvedObject as { name: string }).name === name)
      .map(({ reason }) => String(reason));
  const counted = async (name: string) => {
    const series = seriesIn(await (await fetch(operator.metrics)).text());
    const own = series.filter((one) => one.name === name && one.labels.controller === 'sparkapplication');
    expect([name, own.length]).not.toEqual([name, 0]);
    return own.reduce((sum, { value }) => sum + value, 0);
  };

  beforeAll(async () => {
    for (const object of objects.filter((one) => !isApplication(one))) await api.apply(object);
    await api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: OPERATOR } });
    const values = {
      spark: { jobNamespaces: [NAMESPACE], serviceAccount: { create: false }, rbac: { create: false } },
      webhook: { enable: false },
    };
    operator = await SparkOperator.start(authority, { namespace: OPERATOR, values });
    for (const object of objects.filter(isApplication)) await api.apply(object);
  });

  afterAll(async () => {
    await operator?.stop();
    await removeAll(api, objects);
  });

  test('begins none again by default', async () => {
    await runs('once', 1);
    await isKilled('once');
    await reaches('once', 'FAILED', 1);
    expect((await statusOf('once')).terminationTime).toEqual(expect.any(String));
  });

  test('begins one again that may be retried, and it ends well', async () => {
    await runs('again', 1);
    const { submissionID } = await statusOf('again');
    await isKilled('again');
    await runs('again', 2);
    const again = await statusOf('again');
    expect(again.submissionID).not.toBe(submissionID);
    // Nobody takes it for ended.
    expect(again.terminationTime ?? null).toBeNull();
    await driver('again', 'Succeeded', { terminated: { exitCode: 0, reason: 'Completed' } });
    await reaches('again', 'COMPLETED', 2);
    expect(await reasons('again')).toEqual(expect.arrayContaining(['SparkApplicationPendingRerun']));
  });

  test('gives one up that is killed more often', async () => {
    await runs('twice', 1);
    await isKilled('twice');
    await runs('twice', 2);
    await isKilled('twice');
    await reaches('twice', 'FAILED', 2);
  });

  test('counts none of that as failures of its own, but one that makes it fail again and again', async () => {
    const [failed, handled] = [OPERATOR_HEALTH.failed.name, OPERATOR_HEALTH.handled.name];
    const share = async (before: number[] = [0, 0]) => {
      const [failures, all] = [await counted(failed), await counted(handled)];
      return (failures - before[0]) / (all - before[1]);
    };
    expect(await share()).toBeLessThan(0.5);
    const before = [await counted(failed), await counted(handled)];
    // Without an interval, which the webhook would set, it does not know when to begin.
    const { spec } = application('again') as KubeObject & { spec: { restartPolicy: object } };
    const { onFailureRetryInterval: _, ...restartPolicy } = spec.restartPolicy as Record<string, unknown>;
    const endless = { ...application('again'), metadata: { ...application('again').metadata, name: 'endless' } };
    objects.push({ ...endless, spec: { ...spec, restartPolicy } });
    await api.apply(application('endless'));
    await runs('endless', 1);
    await isKilled('endless');
    await until(async () => (await share(before)) > 0.5, 60);
    expect(await share(before)).toBeGreaterThan(0.5);
  });
});
