import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ISecret } from '../core';
import { EXTERNAL, objectLabels, objectName, selectorLabels } from '../core/internal';
import { jobOf } from './expression';
import { MonitoringProfile } from './monitoring-profile';
import { RenamedMetric, ScrapeTarget } from './scrape-target';

/** Props of `PodMonitor`. */
export interface PodMonitorProps extends ScrapeTarget {
  readonly name: string;
  readonly labels: Record<string, string>;
}

/** What makes Prometheus find one part's pods, and gives their series the labels that every rule selects by. */
export class PodMonitor extends Construct {
  public constructor(scope: Construct, id: string, props: PodMonitorProps) {
    super(scope, id);
    const { partOf, port, path = '/metrics', parameters = {}, dropLabels = [], dropMetrics = [], tls } = props;
    const { furtherPaths = {}, podSelector = selectorLabels(partOf), podLabels = [], shortLived } = props;
    const { renamedMetrics = [], keepMetrics = [], user } = props;
    const relabelings = [
      ...renamedMetrics.flatMap(renamed),
      ...(keepMetrics.length > 0 ? [{ action: 'keep', sourceLabels: ['__name__'], regex: keepMetrics.join('|') }] : []),
      ...(dropMetrics.length > 0 ? [{ action: 'drop', sourceLabels: ['__name__'], regex: dropMetrics.join('|') }] : []),
      ...(dropLabels.length > 0 ? [{ action: 'labeldrop', regex: dropLabels.join('|') }] : []),
    ];
    new ApiObject(this, 'Resource', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: {
        name: objectName(this, props.name),
        labels: { ...props.labels, ...objectLabels(partOf) },
        annotations: shortLived ? { [EXTERNAL]: 'its pods come and go, and may be of other trees' } : undefined,
      },
      spec: {
        selector: { matchLabels: podSelector },
        sampleLimit: MonitoringProfile.of(this).sampleLimit,
        // Two paths of one pod need a label that differs, or Prometheus takes one for the other.
        podMetricsEndpoints: Object.entries({ [partOf.component]: path, ...furtherPaths }).map(([component, path]) => ({
          port: port.name,
          path,
          ...(tls && {
            scheme: 'https',
            tlsConfig: {
              ca: { secret: { name: tls.certificateSecret, key: 'ca.crt' } },
              serverName: tls.serverName,
            },
          }),
          ...(user && { basicAuth: { username: keyOf(user.username), password: keyOf(user.password) } }),
          params: Object.keys(parameters).length > 0 ? listed(parameters) : undefined,
          interval: '30s',
          relabelings: [
            { action: 'replace', targetLabel: 'job', replacement: jobOf(partOf.engine, component) },
            { action: 'replace', targetLabel: 'engine_cluster', replacement: partOf.cluster },
            ...(partOf.set === undefined ? [] : [{ action: 'replace', targetLabel: 'set', replacement: partOf.set }]),
            // With it, the alert about a node silences those about its pods.
            { action: 'replace', sourceLabels: ['__meta_kubernetes_pod_node_name'], targetLabel: 'node' },
            ...podLabels.map((label) => ({
              action: 'replace',
              sourceLabels: [`__meta_kubernetes_pod_label_${label}`],
              targetLabel: label,
            })),
          ],
          metricRelabelings: relabelings.length > 0 ? relabelings : undefined,
        })),
      },
    });
  }
}

/** Prometheus puts `;` between the values of several labels. */
function renamed({ exposedAs, name, labels = {}, groupLabel }: RenamedMetric): object[] {
  const rename = {
    action: 'replace',
    sourceLabels: ['__name__', ...Object.keys(labels)],
    regex: [exposedAs, ...Object.values(labels).map((value) => value.replace(/\./g, '\\.'))].join(';'),
  };
  return [
    ...(groupLabel === undefined ? [] : [{ ...rename, targetLabel: groupLabel, replacement: '$1' }]),
    { ...rename, targetLabel: '__name__', replacement: name },
  ];
}

function keyOf({ secretName: name, key }: ISecret) {
  return { name, key };
}

/** Each parameter may have several values there. */
function listed(parameters: Record<string, string>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, [value]]));
}
