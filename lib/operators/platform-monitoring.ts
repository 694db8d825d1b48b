import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { Environment } from '../core';
import { AlertProps, Comparison, DashboardRow, EngineMonitoring, Metric, Monitoring, Severity } from '../monitoring';
import { of, panel } from '../monitoring/internal';

/** What alerts, runbooks and the dashboard begin with. */
const TITLE = 'Platform';

const shared = (component: string) => (name: string, description: string) => ({
  name,
  component,
  description,
  shared: true,
});
const ofState = shared('kube-state-metrics');
const ofKarpenter = shared('karpenter');
const ofApiServer = shared('apiserver');
const ofDns = shared('coredns');
const ofNode = shared('node-exporter');

/**
 * What the platform below all engines shows.
 *
 * @see https://github.com/kubernetes/kube-state-metrics/blob/main/docs/metrics/workload/pod-metrics.md
 * @see https://karpenter.sh/docs/reference/metrics/
 * @see https://kubernetes.io/docs/reference/instrumentation/metrics/
 * @see https://coredns.io/plugins/metrics/
 * @see https://github.com/prometheus/node_exporter#enabled-by-default
 */
export const PLATFORM = {
  phase: Metric.gauge(ofState('kube_pod_status_phase', 'whether a pod is in a phase')),
  created: Metric.gauge(ofState('kube_pod_created', 'when a pod was made')),
  launchErrors: Metric.counter(ofKarpenter('karpenter_cloudprovider_errors_total', 'calls to the cloud that failed')),
  clock: Metric.gauge(ofNode('node_time_seconds', 'what time it is on a node')),
  poolUsage: Metric.gauge(ofKarpenter('karpenter_nodepools_usage', 'what the nodes of a pool have')),
  poolLimit: Metric.gauge(ofKarpenter('karpenter_nodepools_limit', 'what they may have')),
  apiUnavailable: Metric.gauge(ofApiServer('aggregator_unavailable_apiservice', 'whether nobody serves an API')),
  webhookRejections: Metric.counter(
    ofApiServer(
      'apiserver_admission_webhook_rejection_count',
      'requests that a webhook refused, or could not be asked',
    ),
  ),
  dnsAnswers: Metric.counter(ofDns('coredns_dns_responses_total', 'answers of the DNS, by code')),
  dnsUp: Metric.gauge(ofDns('up', 'whether Prometheus could scrape a copy of the DNS')),
  refusedScrapes: Metric.counter(
    shared('prometheus')(
      'prometheus_target_scrapes_exceeded_sample_limit_total',
      'scrapes that were thrown away since they held too many samples',
    ),
  ),
} as const;

/** Props of `PlatformMonitoring`. */
export interface PlatformMonitoringProps {
  /**
   * What is changed of its alerts.
   * @default Monitoring.standard()
   */
  readonly monitoring?: Monitoring;
}

/**
 * Alerts on what all engines stand on, and the rules of the kube-prometheus-stack do not wake anybody for: nodes that do not come, pods that wait for one,
 * APIs and webhooks that nobody serves, DNS. One for a Kubernetes cluster.
 *
 * Nothing in it is about one engine: those have their own.
 */
export class PlatformMonitoring extends Construct {
  public constructor(scope: Construct, id: string, { monitoring }: PlatformMonitoringProps = {}) {
    super(scope, id);
    const { name } = Environment.of(this);
    new EngineMonitoring(this, 'Monitoring', {
      engine: 'platform',
      title: TITLE,
      cluster: name,
      name: 'platform',
      runbooks: 'operators',
      targets: [],
      slos: [],
      alerts: [...nodeAlerts(), ...apiAlerts()],
      rows: dashboardRows(),
      monitoring,
    });
  }
}

/** How much of what a pool may have its nodes have. */
const USED_SHARE = 'max by (nodepool, resource_type) ($1 / ($2 > 0))';

/** Pods that have waited for ten minutes. */
const WAITING = '($1{phase="Pending"} == 1) and on (namespace, pod) (time() - $2 > 600)';

function nodeAlerts(): AlertProps[] {
  return [
    {
      name: 'PlatformPodsPending',
      severity: Severity.TICKET,
      value: of(`count by (namespace) (${WAITING})`, PLATFORM.phase, PLATFORM.created),
      comparison: Comparison.ABOVE,
      threshold: 0,
      summary: '{{ $value }} pods of {{ $labels.namespace }} have waited for ten minutes',
      description: 'No node takes them, or none comes; an image, a volume or a Secret is missing.',
    },
    {
      name: 'PlatformNodesDoNotLaunch',
      severity: Severity.PAGE,
      // Of many instance types, some are always refused: it matters where pods wait.
      value: of(
        `count(${WAITING}) and on () sum(increase($3{method="Create"}[10m])) > 0`,
        PLATFORM.phase,
        PLATFORM.created,
        PLATFORM.launchErrors,
      ),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.minutes(5),
      summary: 'the cloud launches no nodes, and {{ $value }} pods wait',
      description: 'Nothing is down yet. Nothing can grow, heal or be deployed until it does.',
    },
    {
      name: 'PlatformNodePoolFull',
      severity: Severity.TICKET,
      value: of(USED_SHARE, PLATFORM.poolUsage, PLATFORM.poolLimit),
      comparison: Comparison.ABOVE,
      threshold: 0.95,
      holdFor: Duration.minutes(15),
      summary:
        'the pool {{ $labels.nodepool }} uses {{ $value | humanizePercentage }} of its {{ $labels.resource_type }}',
      description: 'At its limit no node is added, and none is replaced.',
    },
    {
      name: 'PlatformClockSkew',
      severity: Severity.TICKET,
      value: of('max by (instance) (abs($1 - timestamp($1)))', PLATFORM.clock),
      comparison: Comparison.ABOVE,
      // Doris' frontends are refused at five seconds, tickets of Kerberos at five minutes: the next start comes before somebody looks.
      threshold: 1,
      holdFor: Duration.minutes(10),
      summary:
        'the clock of the node {{ $labels.instance }} differs from that of Prometheus by {{ $value | humanizeDuration }}',
      description:
        'Members of quorums that start there may be refused, tokens and certificates are too young or too old.',
    },
  ];
}

function apiAlerts(): AlertProps[] {
  const failed = '{rcode="SERVFAIL"}';
  return [
    {
      name: 'PlatformApiUnavailable',
      severity: Severity.PAGE,
      value: of('max by (name) ($1)', PLATFORM.apiUnavailable),
      comparison: Comparison.ABOVE,
      threshold: 0,
      summary: 'nobody serves the API {{ $labels.name }}',
      description: 'What asks it fails: autoscaling, where it is one of metrics. No namespace can be deleted.',
    },
    {
      name: 'PlatformWebhookUnavailable',
      severity: Severity.PAGE,
      value: of('sum by (name) (rate($1{error_type="calling_webhook_error"}[5m]))', PLATFORM.webhookRejections),
      comparison: Comparison.ABOVE,
      threshold: 0,
      summary: 'the webhook {{ $labels.name }} does not answer, and what it would have looked at is refused',
      description: 'Pods, applications or queues that it is asked about can be neither made nor changed.',
    },
    {
      name: 'PlatformDnsFails',
      severity: Severity.PAGE,
      value: of(`sum(rate($1${failed}[5m])) / sum(rate($1[5m]))`, PLATFORM.dnsAnswers),
      comparison: Comparison.ABOVE,
      threshold: 0.05,
      summary: '{{ $value | humanizePercentage }} of the questions to the DNS of the cluster fail',
      description: 'Clients lose their servers, and servers each other.',
    },
    {
      name: 'PlatformDnsUnavailable',
      severity: Severity.PAGE,
      value: of('sum($1{job=~".*coredns"}) or vector(0)', PLATFORM.dnsUp),
      comparison: Comparison.BELOW,
      threshold: 1,
      summary: 'no copy of the DNS of the cluster can be scraped',
      description: 'Names are found by nobody, monitoring included, once what was found before is forgotten.',
    },
    {
      name: 'PlatformScrapesRefused',
      severity: Severity.TICKET,
      value: of('sum(increase($1[15m]))', PLATFORM.refusedScrapes),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.minutes(15),
      summary: 'Prometheus throws scrapes away that hold too many samples',
      description: 'A target shows more series than it may. It counts as down, and its alerts are blind.',
    },
  ];
}

function dashboardRows(): DashboardRow[] {
  return [
    {
      title: 'Nodes',
      panels: [
        panel('Pods that wait', 'short', 'Pods that no node has taken yet, by namespace.', [
          'sum by (namespace) ($1{phase="Pending"})',
          '{{namespace}}',
          PLATFORM.phase,
        ]),
        panel('Pools', 'percentunit', 'What the nodes of a pool have of what they may have.', [
          USED_SHARE,
          '{{nodepool}} {{resource_type}}',
          PLATFORM.poolUsage,
          PLATFORM.poolLimit,
        ]),
        panel(
          'Errors of the cloud',
          'short',
          'Calls that failed, by method: a few are normal where spot capacity is short.',
          ['sum by (method, error) (rate($1[$__rate_interval]))', '{{method}} {{error}}', PLATFORM.launchErrors],
        ),
      ],
    },
    {
      title: 'API and DNS',
      panels: [
        panel(
          'Webhooks that fail',
          'short',
          'Requests that were refused since a webhook did not answer. None is normal.',
          [
            'sum by (name) (rate($1{error_type="calling_webhook_error"}[$__rate_interval]))',
            '{{name}}',
            PLATFORM.webhookRejections,
          ],
        ),
        panel('Answers of the DNS', 'reqps', 'By code: SERVFAIL is a failure, NXDOMAIN mostly a search path.', [
          'sum by (rcode) (rate($1[$__rate_interval]))',
          '{{rcode}}',
          PLATFORM.dnsAnswers,
        ]),
        panel('Scrapes thrown away', 'short', 'Of targets that show more samples than they may. None is normal.', [
          'sum(increase($1[$__rate_interval]))',
          'scrapes',
          PLATFORM.refusedScrapes,
        ]),
      ],
    },
  ];
}
