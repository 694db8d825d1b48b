import { Duration } from 'cdk8s';
import { AlertProps, Comparison, EngineMonitoringProps, ScrapeTarget, Severity } from '../../monitoring';
import { certificateAlert, of } from '../../monitoring/internal';
import { ENGINE, TITLE } from '../components';
import { ClusterCredentials } from '../credentials';
import { PLATFORM } from '../metrics';
import { NodeSet } from '../node-sets';
import { Gateway } from '../parts/gateway';
import { Probe } from '../parts/probe';
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
  /** Its sets, the one that serves clients first. */
  readonly nodes: NodeSet[];
  /** Default: clients speak to the coordinator. */
  readonly gateway?: Gateway;
  /** Default: none runs. */
  readonly probe?: Probe;
  readonly credentials: ClusterCredentials;
  /** How Prometheus asks nodes that show their metrics themselves. */
  readonly scrape: Pick<ScrapeTarget, 'tls' | 'user'>;
}

/** The monitoring of a cluster. */
export function monitoringOf(watched: WatchedPresto): EngineMonitoringProps {
  const { resolved, nodes, gateway, probe, credentials } = watched;
  const { name, maxQueryTime, workerLossTimeout, version, monitoring } = resolved;
  const memoryOfJvm = !version.isTrino;
  const workers = nodes[0].workers.partName;
  const set = resolved.set?.name;
  return {
    engine: ENGINE,
    title: TITLE,
    cluster: name,
    targets: targets(watched),
    slos: slos({ workers, set, probeJob: probe?.cronJobName }),
    alerts: [
      ...queryAlerts(maxQueryTime, set),
      ...nodeAlerts({
        workers,
        set,
        allWorkers: nodes.map((each) => each.workers.partName),
        coordinators: nodes.map((each) => each.coordinator.partName),
        workerLossTimeout,
        memoryOfJvm,
        certificate: version._distribution.readsCertificateAgain ? undefined : credentials.certificate?.secretName,
      }),
      ...(gateway ? [gatewayMissing(gateway.partName)] : []),
      ...(probe ? probeAlerts(probe.cronJobName, Object.keys(resolved.catalogs)) : []),
      ...(credentials.certificate ? [certificateAlert({ title: TITLE, certificate: credentials.certificate })] : []),
    ],
    rows: dashboardRows({ workers: nodes.map((each) => each.workers.partName), memoryOfJvm }),
    monitoring,
  };
}

/** What the exporter of Presto shows besides is of the JVM, under names that change with its releases. */
const OURS = ['presto_.*'];

function targets({ nodes, scrape }: WatchedPresto): ScrapeTarget[] {
  return nodes.flatMap(({ resolved, coordinator, workers }) => {
    const { version, set } = resolved;
    const component = { coordinator, worker: workers };
    return (['coordinator', 'worker'] as const).map((node) => ({
      partOf: component[node].partOf,
      connections: component[node].connections,
      port: version.isTrino ? component[node].port : PORTS.metrics,
      ...scrape,
      // A colour without clients may have no pods.
      shortLived: set !== undefined && !set.active,
      keepMetrics: OURS,
      ...(version.isTrino && { renamedMetrics: TRINO_METRICS[node], dropLabels: ['quantile'] }),
    }));
  });
}

function gatewayMissing(deployment: string): AlertProps {
  return {
    name: 'PrestoGatewayMissing',
    severity: Severity.PAGE,
    value: of(`max($1{deployment="${deployment}"})`, PLATFORM.available),
    comparison: Comparison.BELOW,
    threshold: 1,
    holdFor: Duration.minutes(2),
    summary: 'no proxy stands between clients and coordinators',
    description:
      'Nobody can ask a query or fetch results. Queries that run end when their clients have been away for too long.',
  };
}
