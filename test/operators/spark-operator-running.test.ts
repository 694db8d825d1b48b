import { kubernetes, operators } from 'bigdata-constructs';
import { App } from 'cdk8s';
import { SPARK_RUN } from '../../lib/core/internal';
import { describeWithSparkOperator } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { until } from '../helpers/process';
import { SparkOperator } from '../helpers/spark-operator';

const NAMESPACE = 'spark-operator-running';
const JOBS = 'spark-operator-jobs';
const API = 'sparkoperator.k8s.io/v1beta2';

/** It makes none: accounts come with the namespaces. */
const ACCOUNT = 'driver';

/** What we install, where nobody scrapes. */
const { release } = new operators.SparkOperator(new kubernetes.NamespaceChart(new App(), NAMESPACE), 'operator', {
  name: NAMESPACE,
  jobNamespaces: [JOBS],
  batchSchedulers: ['volcano', 'gangs'],
  monitors: false,
});

const hardened = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};
const template = (name: string) => ({
  metadata: { labels: { team: 'reports' } },
  spec: { containers: [{ name, resources: {}, securityContext: hardened }] },
});

/** All that an application needs, and all that the operator's webhook would add. */
const spec = {
  type: 'Python',
  mode: 'cluster',
  sparkVersion: '4.1.2',
  image: 'apache/spark:4.1.2',
  mainApplicationFile: 'local:///opt/spark/work-dir/job.py',
  deps: {},
  restartPolicy: { type: 'Never' },
  sparkConf: { 'spark.kubernetes.driver.service.deleteOnTermination': 'true' },
  driver: {
    cores: 1,
    memory: '1g',
    serviceAccount: ACCOUNT,
    template: template('spark-kubernetes-driver'),
  },
  executor: { cores: 1, memory: '1g', instances: 2, template: template('spark-kubernetes-executor') },
};

const application = (name: string, more: object = {}): KubeObject => ({
  apiVersion: API,
  kind: 'SparkApplication',
  metadata: { name, namespace: JOBS, labels: { team: 'reports' } },
  spec: { ...spec, ...more },
});

interface State {
  readonly applicationState?: { readonly state: string; readonly errorMessage?: string };
  readonly submissionID?: string;
}

describeWithSparkOperator('the operator of Spark, as its chart starts it,', (authority) => {
  const { api } = authority;
  let operator: SparkOperator;
  const statusOf = async (object: KubeObject) => ((await api.get(object))?.status ?? {}) as State;
  const reaches = async (object: KubeObject, state: string) => {
    await until(async () => (await statusOf(object)).applicationState?.state === state, 60);
    expect((await statusOf(object)).applicationState).toMatchObject({ state });
  };
  const pod = (name: string) => api.get({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: JOBS } });
  const metrics = async () => (await fetch(operator.metrics)).text();

  beforeAll(async () => {
    const restricted = { 'pod-security.kubernetes.io/enforce': 'restricted' };
    for (const [name, labels] of [[NAMESPACE], [JOBS, restricted]] as const) {
      await api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
    }
    await api.apply({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: ACCOUNT, namespace: JOBS } });
    operator = await SparkOperator.start(authority, { namespace: NAMESPACE, values: release.values });
  });
  afterAll(() => operator?.stop());

  test('makes a driver pod of an application, which the namespace admits', async () => {
    await api.apply(application('once'));
    await reaches(application('once'), 'SUBMITTED');
    const driver = await pod('once-driver');
    expect(driver?.metadata.labels).toMatchObject({ team: 'reports', 'spark-role': 'driver' });
    const { containers, serviceAccountName } = driver!.spec as {
      containers: { image: string; args: string[]; resources: object }[];
      serviceAccountName: string;
    };
    expect(serviceAccountName).toBe(ACCOUNT);
    expect(containers[0]).toMatchObject({ image: 'apache/spark:4.1.2', resources: { limits: { memory: '1433Mi' } } });
    expect(containers[0].args).toEqual(expect.arrayContaining(['driver', 'local:///opt/spark/work-dir/job.py']));
  });

  test('does not run it again when it is applied again', async () => {
    const { submissionID } = await statusOf(application('once'));
    await api.apply({
      ...application('once'),
      metadata: { name: 'once', namespace: JOBS, labels: { release: 'next' } },
    });
    // Whatever it would do, it does to one that comes later first.
    await api.apply(application('later'));
    await reaches(application('later'), 'SUBMITTED');
    expect(await statusOf(application('once'))).toMatchObject({ submissionID });
  });

  test('runs it again when its spec has changed', async () => {
    const { submissionID } = await statusOf(application('once'));
    await api.apply(application('once', { arguments: ['yesterday'] }));
    await until(async () => (await statusOf(application('once'))).submissionID !== submissionID, 60);
    expect((await statusOf(application('once'))).submissionID).not.toBe(submissionID);
  });

  test('refuses, and adds, what its webhooks do', async () => {
    const denied = application('denied', { sparkConf: { 'spark.master': 'local' } });
    await expect(api.apply(denied)).rejects.toThrow('spark.master');
    const bare = application('bare', { mode: undefined, suspend: true, deps: undefined });
    expect((await api.apply(bare)).spec).toMatchObject({ mode: 'cluster' });
  });

  test('makes a child of a scheduled application', async () => {
    const metadata = { name: 'nightly', namespace: JOBS };
    await api.apply({
      apiVersion: API,
      kind: 'ScheduledSparkApplication',
      metadata,
      spec: { schedule: '@every 2s', concurrencyPolicy: 'Forbid', template: spec },
    });
    const children = async () =>
      (await api.list(API, 'SparkApplication', JOBS)).filter(({ metadata: { name } }) => name.startsWith('nightly-'));
    await until(async () => (await children()).length > 0, 60);
    expect((await children()).map(({ metadata: { name } }) => name)).toEqual([
      expect.stringMatching(new RegExp(`^nightly-\\d{${SPARK_RUN.digits}}$`)),
    ]);
  });

  test('shows metrics of what has happened, and of nothing else', async () => {
    const text = await metrics();
    expect(text).toContain(`spark_application_submit_count{namespace="${JOBS}",team="reports"}`);
    expect(text).toMatch(/^spark_application_submit_count\{.*\} [1-9]/m);
    expect(text).toMatch(/^spark_application_submit_latency_seconds_histogram_bucket/m);
    expect(text).not.toMatch(/^spark_application_success_count/m);
  });
});
