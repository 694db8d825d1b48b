import { security, spark } from 'bigdata-constructs';
import { stateMetricsValues } from '../../lib/operators/state-metrics';
import { describeWithCommand, describeWithStateMetrics } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { until } from '../helpers/process';
import { Prometheus } from '../helpers/prometheus';
import { ruleFile } from '../helpers/promtool';
import { labelsOf, playedSeries, seriesIn, ShownSeries } from '../helpers/series';
import { StateMetrics, StateMetricsInput } from '../helpers/state-metrics';
import { removeAll } from '../helpers/stored';
import { find } from '../helpers/synth';
import { scheduled, watched } from './clusters';
import { CATALOGUE, healthy } from './series';

const NAMESPACE = 'spark-stated';
const DRIVER = 'spark-kubernetes-driver';

/** A team with schedules of every kind, applications and a server. */
function program() {
  const made = scheduled({}, { ...watched, namespaceName: NAMESPACE });
  const common = { team: made.team, job: spark.Job.pythonSource('print("done")\n') };
  for (const name of ['in-time', 'broken']) {
    new spark.ScheduledSparkApplication(made.teamChart, name, { ...common, schedule: '0 * * * *' });
  }
  new spark.ScheduledSparkApplication(made.teamChart, 'held', { ...common, schedule: '0 * * * *', suspend: true });
  new spark.SparkApplication(made.teamChart, 'once', { ...common, acknowledge: { runsAgainWhenChanged: true } });
  new spark.SparkConnectServer(made.teamChart, 'notebooks', {
    team: made.team,
    tls: security.Tls.certManager({ issuer: 'cluster-ca' }),
  });
  return made.objects();
}

const HOUR = 3600;
/** A moment so many seconds from now. */
const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString().replace(/\.\d+/, '');

describeWithStateMetrics('kube-state-metrics, as its chart is set up,', (authority) => {
  const { api } = authority;
  const objects = program();
  const custom = objects.filter(({ apiVersion }) => apiVersion.startsWith('sparkoperator.k8s.io/'));
  const schedule = (name: string) => find(objects, 'ScheduledSparkApplication', name);
  const made: KubeObject[] = [];
  let stateMetrics: StateMetrics;
  let exposition: string;
  let shown: ShownSeries[];

  /** Makes an object that says this of itself. */
  async function make(object: KubeObject, status?: object): Promise<void> {
    await api.apply(object);
    made.push(object);
    if (status) await api.setStatus(object, status);
  }

  /** An application as the operator makes one, by default none of a schedule. */
  async function application(name: string, state: string | undefined, status: object = {}, of?: string): Promise<void> {
    const once = find(objects, 'SparkApplication', 'once');
    const labels = of
      ? { ...schedule(of).metadata.labels, 'sparkoperator.k8s.io/scheduled-app-name': of }
      : once.metadata.labels;
    const applicationState = { state };
    await make(
      { ...once, metadata: { name, namespace: NAMESPACE, labels } },
      state === undefined ? undefined : { driverInfo: {}, ...status, applicationState },
    );
  }

  async function deployment(namespace: string, name: string, ready: number): Promise<void> {
    const labels = { app: name };
    const template = { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'any' }] } };
    await make(
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name, namespace },
        spec: { selector: { matchLabels: labels }, template },
      },
      { replicas: 1, readyReplicas: ready, availableReplicas: ready },
    );
  }

  beforeAll(async () => {
    const ofPods = ['Namespace', 'ServiceAccount', 'PriorityClass'];
    for (const object of objects.filter(({ kind }) => ofPods.includes(kind))) await api.apply(object);
    for (const object of custom) {
      if (object.kind !== 'SparkApplication' && object.metadata.namespace !== NAMESPACE) await make(object);
    }
    const due = { scheduleState: 'Scheduled', lastRun: at(-HOUR / 2), nextRun: at(HOUR / 2) };
    for (const name of ['nightly', 'in-time', 'held']) await make(schedule(name), due);
    await make(schedule('broken'), { scheduleState: 'FailedValidation' });
    const ended = { executionAttempts: 1, terminationTime: at(-60) };
    await application('nightly-1', 'COMPLETED', { ...ended, terminationTime: at(-240 * HOUR) }, 'nightly');
    await application('nightly-2', 'FAILED', ended, 'nightly');
    await application('in-time-1', 'COMPLETED', ended, 'in-time');
    await application('lost', 'FAILED', { terminationTime: at(-60), submissionAttempts: 6 });
    await application('runs', 'RUNNING', { executionAttempts: 1 });
    await application('waits', 'SUBMITTED', { executionAttempts: 1 });
    await application('unseen', undefined);
    await application('queued', 'SUSPENDED');
    const server = custom.find(({ kind }) => kind === 'SparkConnect')!;
    await make(server, { state: 'NotReady' });
    const terminated = { exitCode: 137, reason: 'OOMKilled', startedAt: at(-120), finishedAt: at(-60) };
    const status = { name: DRIVER, image: 'any', imageID: 'any', ready: false, restartCount: 0 };
    await make(
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'nightly-2-driver', namespace: NAMESPACE },
        spec: find<{ spec: { template: { driver: { template: KubeObject } } } }>(
          objects,
          'ScheduledSparkApplication',
          'nightly',
        ).spec.template.driver.template.spec,
      },
      { phase: 'Failed', containerStatuses: [{ ...status, state: { terminated } }] },
    );
    await deployment(`${NAMESPACE}-platform`, 'spark-history-server', 0);
    await deployment(NAMESPACE, 'spark-operator-controller', 1);
    await deployment(NAMESPACE, 'spark-operator-webhook', 1);
    const values = stateMetricsValues(spark.SparkPlatform.stateMetrics()) as unknown as StateMetricsInput['values'];
    stateMetrics = await StateMetrics.start({ ...authority, namespace: NAMESPACE, values });
    await until(async () => {
      exposition = await stateMetrics.metrics();
      return made.every(({ metadata }) => exposition.includes(`"${metadata.name}"`));
    }, 60);
    shown = seriesIn(exposition).filter(({ labels }) => String(labels.namespace).startsWith(NAMESPACE));
  });

  afterAll(async () => {
    await stateMetrics?.stop();
    await removeAll(api, made.reverse());
  });

  /** The labels of the series of a metric of the custom resource of a name. */
  const of = (metric: string, key: string, name: string) =>
    shown.filter((one) => one.name === metric && one.labels[key] === name);

  test('shows every metric of the catalogue, and none of custom resources that is not there', () => {
    const names = new Set(shown.map(({ name }) => name));
    const wanted = [...CATALOGUE.state, ...CATALOGUE.platform].map(({ name }) => name);
    expect(wanted.filter((name) => !names.has(name))).toEqual([]);
    const ofCustom = [...names].filter((name) => /spark/.test(name));
    expect(ofCustom.sort()).toEqual([...new Set(CATALOGUE.state.map(({ name }) => name))].sort());
  });

  test('shows them with the labels that the tests of rules and objectives play, and says of what kind each is', () => {
    const played = playedSeries(healthy(1));
    const kind = ['customresource_group', 'customresource_kind', 'customresource_version'];
    for (const { name } of CATALOGUE.state) {
      expect([name, labelsOf(name, shown)]).toEqual([name, [...kind, ...labelsOf(name, played)].sort()]);
    }
    for (const { name } of CATALOGUE.platform) {
      const real = labelsOf(name, shown);
      expect([name, labelsOf(name, played).filter((label) => !real.includes(label))]).toEqual([name, []]);
    }
  });

  test('shows an application by its state, how often it was submitted, and when it ended', () => {
    const lost = shown.filter(({ labels }) => labels.sparkapplication === 'lost');
    expect(lost.map(({ name, labels: { state }, value }) => [name, state, value])).toEqual([
      ['kube_sparkapplication_state', 'FAILED', 1],
      ['kube_sparkapplication_submissions', undefined, 0],
      ['kube_sparkapplication_termination_time_seconds', 'FAILED', expect.any(Number)],
    ]);
    expect(of('kube_sparkapplication_termination_time_seconds', 'sparkapplication', 'runs')).toEqual([]);
    expect(of('kube_sparkapplication_state', 'sparkapplication', 'unseen')).toEqual([]);
    const [run] = of('kube_sparkapplication_state', 'sparkapplication', 'in-time-1');
    expect(run.labels).toMatchObject({
      team: 'etl',
      application: 'in-time',
      schedule: 'in-time',
      namespace: NAMESPACE,
    });
  });

  test('shows of a schedule what it owes', () => {
    const [pause] = of('kube_scheduledsparkapplication_pause_seconds', 'schedule', 'nightly');
    expect(pause.value).toBe(24 * HOUR);
    const [suspended] = of('kube_scheduledsparkapplication_suspended', 'schedule', 'held');
    expect(suspended.value).toBe(1);
  });

  test('has the rights that it needs, and no error with what it reads', () => {
    expect(stateMetrics.log()).not.toMatch(/^E\d{4}|forbidden/m);
  });

  describeWithCommand('prometheus', 'and Prometheus, which reads it,', () => {
    let prometheus: Prometheus;
    const rules = (name: string) => ruleFile(find(objects, 'PrometheusRule', name));
    const start = (name: string) =>
      Prometheus.start(rules(name), [{ job: 'kube-state-metrics', labels: {}, exposition: () => exposition }]);
    afterEach(() => prometheus?.stop());

    /** What alerts there are, besides those that look at more than what happens now, and of what. */
    async function alerts(): Promise<string[]> {
      const found = await prometheus.labels('ALERTS{alertname!~".*(BudgetBurn|Missing)"}');
      const subject = (labels: Record<string, string>) =>
        labels.sparkapplication ?? labels.schedule ?? labels.sparkconnect ?? labels.pod ?? '';
      return found.map((labels) => `${labels.alertname} ${subject(labels)}`.trim()).sort();
    }

    test('finds what is ill with applications, schedules and servers, and nothing else', async () => {
      prometheus = await start('etl-spark');
      const server = custom.find(({ kind }) => kind === 'SparkConnect')!.metadata.name;
      const wanted = [
        'SparkApplicationStuck unseen',
        'SparkApplicationStuck waits',
        `SparkConnectServerNotReady ${server}`,
        'SparkDriverOutOfMemory nightly-2-driver',
        'SparkScheduleInvalid broken',
        'SparkScheduleOverdue nightly',
        'SparkSubmissionLost lost',
      ];
      await until(async () => (await alerts()).length === wanted.length);
      expect(await alerts()).toEqual(wanted);
      const holds = [
        // Two of three, and one of them before it was submitted.
        'slo:error_ratio:rate5m{slo="ApplicationSuccess"} > 0.6 < 0.7',
        'slo:error_ratio:rate5m{slo="SubmissionSuccess"} > 0.3 < 0.4',
        // One of those that are not suspended.
        'slo:bad_events:rate5m{slo="ScheduleFreshness"} == 1',
        'slo:events:rate5m{slo="ScheduleFreshness"} == 3',
      ];
      for (const promql of holds) {
        await until(async () => (await prometheus.series(promql)) === 1);
        expect([promql, await prometheus.series(promql)]).toEqual([promql, 1]);
      }
    });

    test('finds what is ill with the platform', async () => {
      prometheus = await start('spark-spark');
      await until(async () => (await alerts()).length > 0);
      expect(await alerts()).toEqual(['SparkHistoryServerUnavailable']);
      const canary = 'slo:events:rate5m{slo="JobAvailability"} == 1';
      await until(async () => (await prometheus.series(canary)) === 1);
      expect(await prometheus.series(canary)).toBe(1);
    });
  });
});
