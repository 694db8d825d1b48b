import { execFileSync } from 'node:child_process';
import { monitoring } from 'bigdata-constructs';
import { PLATFORM } from '../../lib/operators/platform-monitoring';
import { alertsSuite, Illness } from '../helpers/alerts-suite';
import { describeWithControlPlane } from '../helpers/authorities';
import { until } from '../helpers/process';
import { runbooksSuite } from '../helpers/runbooks-suite';
import { Change, Line, seriesIn, seriesWith } from '../helpers/series';
import { find, yamlObjects } from '../helpers/synth';
import { programs } from './clusters';

const rendered = yamlObjects(programs['the monitoring of the platform']());
const rule = find(rendered, 'PrometheusRule');

const LINES: [monitoring.Metric, labels: string, healthy: number, clock?: number][] = [
  [PLATFORM.phase, 'namespace="lake",pod="lake-namenode-0",phase="Pending"', 0],
  [PLATFORM.phase, 'namespace="lake",pod="lake-namenode-0",phase="Running"', 1],
  [PLATFORM.phase, 'namespace="etl",pod="young",phase="Pending"', 0],
  // Time starts at zero.
  [PLATFORM.created, 'namespace="lake",pod="lake-namenode-0"', 0],
  [PLATFORM.created, 'namespace="etl",pod="young"', 1e9],
  [PLATFORM.launchErrors, 'method="Create",error="InsufficientCapacityError"', 1],
  [PLATFORM.launchErrors, 'method="Delete",error="NodeClaimNotFoundError"', 1],
  [PLATFORM.clock, 'instance="10.0.0.1:9100"', 0, 60],
  [PLATFORM.clock, 'instance="10.0.0.2:9100"', 0, 60],
  [PLATFORM.poolUsage, 'nodepool="engine",resource_type="cpu"', 60],
  [PLATFORM.poolLimit, 'nodepool="engine",resource_type="cpu"', 100],
  [PLATFORM.apiUnavailable, 'name="v1beta1.metrics.k8s.io"', 0],
  [PLATFORM.webhookRejections, 'name="pods.example.com",error_type="calling_webhook_error"', 0],
  [PLATFORM.webhookRejections, 'name="pods.example.com",error_type="no_error"', 5],
  [PLATFORM.dnsAnswers, 'rcode="NOERROR"', 6000],
  [PLATFORM.dnsAnswers, 'rcode="NXDOMAIN"', 6000],
  [PLATFORM.dnsAnswers, 'rcode="SERVFAIL"', 6],
  [PLATFORM.dnsUp, 'job="coredns",pod="coredns-1"', 1],
  [PLATFORM.dnsUp, 'job="coredns",pod="coredns-2"', 1],
  [PLATFORM.refusedScrapes, 'pod="prometheus-0"', 0],
];

const linesOf = (metric: monitoring.Metric): Line[] =>
  LINES.filter(([one]) => one === metric).map(([{ name }, labels, healthy, clock]) => ({
    name: `${name}{${labels}}`,
    healthy,
    clock,
  }));
const healthy = (minutes: number, changes?: Change[]) => seriesWith(Object.values(PLATFORM), linesOf, minutes, changes);

const ILLNESSES: Illness[] = [
  { alert: 'PlatformPodsPending', ill: [[PLATFORM.phase, 1, 'namenode-0",phase="Pending"']], after: 5 },
  { alert: 'PlatformNodesDoNotLaunch', ill: [[PLATFORM.phase, 1, 'namenode-0",phase="Pending"']], after: 5 },
  { alert: 'PlatformNodePoolFull', ill: [[PLATFORM.poolUsage, 98]], after: 15 },
  // It stands still from minute 20 on.
  { alert: 'PlatformClockSkew', ill: [[PLATFORM.clock, 20 * 60, '10.0.0.2']], after: 11 },
  { alert: 'PlatformApiUnavailable', ill: [[PLATFORM.apiUnavailable, 1]], after: 5 },
  {
    alert: 'PlatformWebhookUnavailable',
    ill: [[PLATFORM.webhookRejections, 2, 'calling_webhook_error']],
    after: 6,
    clears: 6,
  },
  { alert: 'PlatformDnsFails', ill: [[PLATFORM.dnsAnswers, 3000, 'SERVFAIL']], after: 7, clears: 6 },
  { alert: 'PlatformDnsUnavailable', ill: [[PLATFORM.dnsUp, 'none']], after: 5 },
  { alert: 'PlatformScrapesRefused', ill: [[PLATFORM.refusedScrapes, 2]], after: 16, clears: 16 },
];

alertsSuite({
  engine: 'Platform',
  rule,
  healthy,
  single: { rule, healthy },
  illnesses: ILLNESSES,
  playedAlone: [],
  mustComeIn: [],
});

runbooksSuite({
  engine: 'operators',
  objects: rendered,
  deadly: /delete node/,
  holdsData: false,
  containersOfOperators: ['coredns'],
});

describeWithControlPlane('the API server itself', (api, { url, token }) => {
  const shown = () =>
    seriesIn(
      execFileSync('curl', ['-fsSk', '-H', `Authorization: Bearer ${token}`, `${url}/metrics`], {
        encoding: 'utf8',
        maxBuffer: 1e9,
      }),
    );

  test('says which APIs are not served, and which webhooks do not answer', async () => {
    const name = 'unreachable.example.com';
    const scope = { matchLabels: { 'kubernetes.io/metadata.name': 'platform-webhooks' } };
    const rules = [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps'] }];
    const webhook = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name },
      webhooks: [
        {
          name,
          clientConfig: { url: 'https://127.0.0.1:1/' },
          admissionReviewVersions: ['v1'],
          sideEffects: 'None',
          failurePolicy: 'Fail',
          namespaceSelector: scope,
          rules,
        },
      ],
    };
    const namespace = 'platform-webhooks';
    await api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    await api.apply(webhook);
    const refused = async () => {
      const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'any', namespace } };
      return api.apply(map, { dryRun: true }).then(
        () => false,
        (error: Error) => error.message.includes(name),
      );
    };
    // The API server hears of it a moment later.
    await until(refused, 30);
    expect(await refused()).toBe(true);
    await api.delete(webhook);
    const series = shown();
    const named = (metric: monitoring.Metric) => series.filter((one) => one.name === metric.name);
    expect(named(PLATFORM.apiUnavailable).map(({ labels }) => Object.keys(labels))).toContainEqual(['name']);
    expect(named(PLATFORM.webhookRejections).map(({ labels }) => [labels.name, labels.error_type])).toContainEqual([
      name,
      'calling_webhook_error',
    ]);
  });
});
