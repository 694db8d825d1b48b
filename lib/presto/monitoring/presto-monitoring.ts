import { NetworkPort } from '../../core';
import { EngineMonitoringProps, RenamedMetric, ScrapeTarget } from '../../monitoring';
import { certificateAlert } from '../../monitoring/internal';
import { ENGINE, TITLE } from '../components';
import { ClusterCredentials } from '../credentials';
import { Coordinator } from '../parts/coordinator';
import { Node } from '../parts/node';
import { Probe } from '../parts/probe';
import { ResourceManagers } from '../parts/resource-managers';
import { Workers } from '../parts/workers';
import { PORTS } from '../ports';
import { ResolvedPresto } from '../resolve';
import { dashboardRows } from './dashboard';
import { nodeAlerts } from './node-alerts';
import { probeAlerts } from './probe-alerts';
import { queryAlerts } from './query-alerts';
import { slos } from './slos';
import { TRINO_METRICS } from './trino-metrics';

/** What of a cluster is watched. */
export interface WatchedPresto {
  readonly resolved: ResolvedPresto;
  readonly coordinator: Coordinator;
  /** Default: there are none, and one coordinator. */
  readonly managers?: ResourceManagers;
  readonly workers: Workers;
  /** Default: none runs. */
  readonly probe?: Probe;
  readonly credentials: ClusterCredentials;
  /** How Prometheus asks nodes that show their metrics themselves. */
  readonly scrape: Pick<ScrapeTarget, 'tls' | 'user'>;
}

/** The monitoring of a cluster. */
export function monitoringOf(watched: WatchedPresto): EngineMonitoringProps {
  const { resolved, coordinator, workers, probe, credentials } = watched;
  const { name, maxQueryTime, workerLossTimeout, version, monitoring } = resolved;
  const memoryOfJvm = !version.isTrino;
  const managed = resolved.resourceManagers && {
    coordinators: resolved.coordinator.replicas,
    resourceManagers: resolved.resourceManagers.replicas,
  };
  return {
    engine: ENGINE,
    title: TITLE,
    cluster: name,
    targets: targets(watched),
    slos: slos({ workers: workers.partName, managed: managed !== undefined, probeJob: probe?.cronJobName }),
    alerts: [
      ...queryAlerts(maxQueryTime, resolved.coordinator.replicas > 1),
      ...nodeAlerts({
        workers: workers.partName,
        coordinator: coordinator.partName,
        managed,
        workerLossTimeout,
        memoryOfJvm,
        certificate: version._distribution.readsCertificateAgain ? undefined : credentials.certificate?.secretName,
      }),
      ...(probe ? probeAlerts(probe.cronJobName, Object.keys(resolved.catalogs)) : []),
      ...(credentials.certificate ? [certificateAlert({ title: TITLE, certificate: credentials.certificate })] : []),
    ],
    rows: dashboardRows({ workers: workers.partName, managed: managed !== undefined, memoryOfJvm }),
    monitoring,
  };
}

/** What the exporter of Presto shows besides is of the JVM, under names that change with its releases. */
const OURS = ['presto_.*'];

function targets({ resolved, coordinator, managers, workers, credentials, scrape }: WatchedPresto): ScrapeTarget[] {
  const { version } = resolved;
  const port: NetworkPort = version.isTrino ? credentials.port : PORTS.metrics;
  const target = ({ partOf, connections }: Node, renamed?: RenamedMetric[]): ScrapeTarget => ({
    partOf,
    connections,
    port,
    ...scrape,
    keepMetrics: OURS,
    ...(version.isTrino && renamed && { renamedMetrics: renamed, dropLabels: ['quantile'] }),
  });
  return [
    target(coordinator, TRINO_METRICS.coordinator),
    ...(managers ? [target(managers)] : []),
    target(workers, TRINO_METRICS.worker),
  ];
}
