import { NetworkPort } from '../../core';
import { EngineMonitoringProps, ScrapeTarget } from '../../monitoring';
import { certificateAlert } from '../../monitoring/internal';
import { ENGINE, TITLE } from '../components';
import { ClusterCredentials } from '../credentials';
import { Coordinator } from '../parts/coordinator';
import { Probe } from '../parts/probe';
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
  return {
    engine: ENGINE,
    title: TITLE,
    cluster: name,
    targets: targets(watched),
    slos: slos({ workers: workers.partName, probeJob: probe?.cronJobName }),
    alerts: [
      ...queryAlerts(maxQueryTime),
      ...nodeAlerts({
        workers: workers.partName,
        coordinator: coordinator.partName,
        workerLossTimeout,
        memoryOfJvm,
        certificate: version._distribution.readsCertificateAgain ? undefined : credentials.certificate?.secretName,
      }),
      ...(probe ? probeAlerts(probe.cronJobName, Object.keys(resolved.catalogs)) : []),
      ...(credentials.certificate ? [certificateAlert({ title: TITLE, certificate: credentials.certificate })] : []),
    ],
    rows: dashboardRows({ workers: workers.partName, memoryOfJvm }),
    monitoring,
  };
}

/** What the exporter of Presto shows besides is of the JVM, under names that change with its releases. */
const OURS = ['presto_.*'];

function targets({ resolved: { version }, coordinator, workers, credentials, scrape }: WatchedPresto): ScrapeTarget[] {
  const port: NetworkPort = version.isTrino ? credentials.port : PORTS.metrics;
  return ([coordinator, workers] as const).map(({ partOf, connections }, index) => ({
    partOf,
    connections,
    port,
    ...scrape,
    keepMetrics: OURS,
    ...(version.isTrino && {
      renamedMetrics: TRINO_METRICS[index === 0 ? 'coordinator' : 'worker'],
      dropLabels: ['quantile'],
    }),
  }));
}
