import { NetworkPort } from '../../core';
import { EngineMonitoringProps, ScrapeTarget, ScrapeUser } from '../../monitoring';
import { probeAlert } from '../../monitoring/internal';
import { ENGINE, TITLE } from '../components';
import { Coordinator } from '../parts/coordinator';
import { Probe } from '../parts/probe';
import { Workers } from '../parts/workers';
import { PORTS } from '../ports';
import { ResolvedPresto } from '../resolve';
import { dashboardRows } from './dashboard';
import { nodeAlerts } from './node-alerts';
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
  /** Who asks for metrics. Default: nodes do not want to know. */
  readonly metricsUser?: ScrapeUser;
}

/** The monitoring of a cluster. */
export function monitoringOf(watched: WatchedPresto): EngineMonitoringProps {
  const { resolved, coordinator, workers, probe } = watched;
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
      }),
      ...(probe ? [catalogFails(probe.cronJobName)] : []),
    ],
    rows: dashboardRows({ workers: workers.partName, memoryOfJvm }),
    monitoring,
  };
}

/** What the exporter of Presto shows besides is of the JVM, under names that change with its releases. */
const OURS = ['presto_.*'];

function targets({ resolved: { version }, coordinator, workers, metricsUser }: WatchedPresto): ScrapeTarget[] {
  const port: NetworkPort = version.isTrino ? PORTS.http : PORTS.metrics;
  return ([coordinator, workers] as const).map(({ partOf, connections }, index) => ({
    partOf,
    connections,
    port,
    user: metricsUser,
    keepMetrics: OURS,
    ...(version.isTrino && {
      renamedMetrics: TRINO_METRICS[index === 0 ? 'coordinator' : 'worker'],
      dropLabels: ['quantile'],
    }),
  }));
}

function catalogFails(job: string) {
  return probeAlert({
    title: TITLE,
    job,
    what: 'a catalog did not answer',
    description: 'A client that asks each catalog for its schemas fails, as users do: one catalog is away, or all are.',
  });
}
