import { EngineMonitoringProps, ScrapeUser } from '../../monitoring';
import { volumeAlerts } from '../../monitoring/internal';
import { DROPPED, KEPT } from '../metrics';
import { Backends } from '../parts/backends';
import { Frontends } from '../parts/frontends';
import { PORTS } from '../ports';
import { ResolvedDoris } from '../resolve';
import { beSizing } from '../sizing';
import { backendAlerts } from './backend-alerts';
import { dashboardRows } from './dashboard';
import { frontendAlerts } from './frontend-alerts';
import { loadAlerts } from './load-alerts';
import { metadataAlerts } from './metadata-alerts';
import { slos } from './slos';
import { tabletAlerts } from './tablet-alerts';

/** What of a cluster is watched. */
export interface WatchedDoris {
  readonly resolved: ResolvedDoris;
  readonly frontends: Frontends;
  readonly backends: Backends;
  /** Who asks frontends and backends for their metrics. Default: nobody must say who asks. */
  readonly user?: ScrapeUser;
}

/** The title that alerts and runbooks begin with. */
const TITLE = 'Doris';

/** How many connections a frontend takes, and how many reports of backends may wait: their defaults. */
const DEFAULTS = { qe_max_connection: 1024, report_queue_size: 100 };

/** The monitoring of one cluster. */
export function monitoringOf({ resolved, frontends, backends, user }: WatchedDoris): EngineMonitoringProps {
  const { name, monitoring, overrides, replication } = resolved;
  const { followers, members } = resolved.frontends;
  const setting = (key: keyof typeof DEFAULTS) => Number(overrides.frontend[key] ?? DEFAULTS[key]);
  const sets = { frontends: frontends.partName, backends: backends.partName };
  return {
    engine: 'doris',
    title: TITLE,
    cluster: name,
    targets: [
      {
        partOf: frontends.partOf,
        port: PORTS.frontendHttp,
        connections: frontends.connections,
        keepMetrics: KEPT.frontend,
        dropMetrics: DROPPED.frontend,
        user,
      },
      {
        partOf: backends.partOf,
        port: PORTS.backendHttp,
        connections: backends.connections,
        keepMetrics: KEPT.backend,
        dropMetrics: DROPPED.backend,
        user,
      },
    ],
    slos: slos(),
    alerts: [
      ...frontendAlerts({ followers, members, set: sets.frontends, maxConnections: setting('qe_max_connection') }),
      ...metadataAlerts({ members }),
      ...tabletAlerts({ replication, maxReports: setting('report_queue_size') }),
      ...loadAlerts(),
      ...backendAlerts({
        backends: resolved.backends,
        members,
        replication,
        sets,
        memoryLimit: beSizing(resolved.size).memoryLimit,
      }),
      ...volumeAlerts({
        title: `${TITLE}Metadata`,
        claims: `metadata-${sets.frontends}-[0-9]+`,
        description:
          'A frontend that has less than a gibibyte left for its log ends. The volumes of all fill alike, and with the majority nothing is loaded.',
      }),
      ...volumeAlerts({
        title: `${TITLE}Storage`,
        claims: `storage[0-9]*-${sets.backends}-[0-9]+`,
        description:
          'Compaction needs room, and so do the replicas of a backend that is lost. Make the volumes larger, or add backends.',
      }),
    ],
    rows: dashboardRows(),
    monitoring,
  };
}
