import { Duration } from 'cdk8s';
import { AlertProps, EngineMonitoringProps, ScrapeUser } from '../../monitoring';
import { backupAlert, probeAlert, repeatedRunAlert, volumeAlerts } from '../../monitoring/internal';
import { DROPPED, KEPT } from '../metrics';
import { Backends } from '../parts/backends';
import { ComputeNodes } from '../parts/compute-nodes';
import { Frontends } from '../parts/frontends';
import { DorisJobs } from '../parts/jobs';
import { PORTS } from '../ports';
import { ResolvedDoris } from '../resolve';
import { beSizing } from '../sizing';
import { backendAlerts } from './backend-alerts';
import { computeAlerts } from './compute-alerts';
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
  readonly jobs: DorisJobs;
  /** The CronJob that empties backends that are to leave. */
  readonly leaveJob: string;
  /** The CronJob that makes catalogs. Default: there are none. */
  readonly catalogsJob?: string;
  /** Default: there are none. */
  readonly computeNodes?: ComputeNodes;
  /** Who asks frontends and backends for their metrics. Default: nobody must say who asks. */
  readonly user?: ScrapeUser;
}

/** The title that alerts and runbooks begin with. */
export const TITLE = 'Doris';

/** How many connections a frontend takes, and how many reports of backends may wait: their defaults. */
const DEFAULTS = { qe_max_connection: 1024, report_queue_size: 100 };

/** A setting of frontends, whether somebody said it or not. */
export function settingOf(key: keyof typeof DEFAULTS, given: Record<string, string>): number {
  return Number(given[key] ?? DEFAULTS[key]);
}

/** Volumes with the metadata of frontends. */
export const METADATA_VOLUME = {
  title: `${TITLE}Metadata`,
  description:
    'A frontend that has less than a gibibyte left for its log ends. The volumes of all fill alike, and with the majority nothing is loaded.',
};

/** The monitoring of one cluster. */
export function monitoringOf({
  resolved,
  frontends,
  backends,
  computeNodes,
  jobs,
  leaveJob,
  catalogsJob,
  user,
}: WatchedDoris): EngineMonitoringProps {
  const { name, monitoring, overrides, replication, compute } = resolved;
  const { followers, members } = resolved.frontends;
  const setting = (key: keyof typeof DEFAULTS) => settingOf(key, overrides.frontend);
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
      ...[backends, ...(computeNodes ? [computeNodes] : [])].map(({ partOf, connections }) => ({
        partOf,
        port: PORTS.backendHttp,
        connections,
        keepMetrics: KEPT.backend,
        dropMetrics: DROPPED.backend,
        user,
      })),
    ],
    slos: slos(jobs.probe?.cronJobName),
    alerts: [
      ...frontendAlerts({ followers, members, set: sets.frontends, maxConnections: setting('qe_max_connection') }),
      ...metadataAlerts({ members }),
      ...tabletAlerts({ replication, computeNodes: compute !== undefined, maxReports: setting('report_queue_size') }),
      ...loadAlerts(),
      ...jobAlerts(jobs),
      ...backendAlerts({
        backends: resolved.backends,
        members,
        replication,
        sets,
        memoryLimit: beSizing(resolved.size).memoryLimit,
      }),
      ...(compute && computeNodes
        ? computeAlerts({ set: computeNodes.partName, memoryLimit: beSizing(compute.size).memoryLimit })
        : []),
      repeatedRunAlert({
        name: `${TITLE}LeaveFailing`,
        job: leaveJob,
        what: 'backends that are to leave hold tablets, or those that have left are members,',
        // Each run waits for most of an hour.
        within: Duration.hours(3),
        description:
          'The number of backends cannot fall, or rows of backends that are gone stay. The log of the job says why.',
      }),
      ...(catalogsJob ? [catalogsAlert(catalogsJob)] : []),
      ...volumeAlerts({
        ...METADATA_VOLUME,
        claims: `metadata-${sets.frontends}-[0-9]+`,
      }),
      ...volumeAlerts({
        title: `${TITLE}Storage`,
        claims: `storage[0-9]*-${sets.backends}-[0-9]+`,
        description:
          'Compaction needs room, and so do the replicas of a backend that is lost. Make the volumes larger, or add backends.',
      }),
    ],
    rows: dashboardRows(compute !== undefined),
    monitoring,
  };
}

function catalogsAlert(job: string): AlertProps {
  return repeatedRunAlert({
    name: `${TITLE}CatalogsFailing`,
    job,
    what: 'catalogs were not made what they are to be',
    description:
      'Catalogs and their secrets that were changed have not arrived. The log of the job says which, and what Doris answered.',
  });
}

/** What runs beside the members. */
function jobAlerts({ users, backup, probe }: DorisJobs): AlertProps[] {
  return [
    repeatedRunAlert({
      name: `${TITLE}UsersFailing`,
      job: users.cronJobName,
      what: 'users were not made what they are to be',
      description:
        'Users, passwords and grants that were changed have not arrived. Prometheus and the probe may be refused, too.',
    }),
    ...(backup
      ? [
          backupAlert({
            title: TITLE,
            job: backup.cronJobName,
            what: 'the last backup',
            description: 'Replicas follow a DROP TABLE at once. What was loaded since that backup would be lost.',
          }),
        ]
      : []),
    ...(probe
      ? [
          probeAlert({
            title: TITLE,
            job: probe.cronJobName,
            what: 'nobody could load a row and read it back',
            description: 'A client that loads a row by HTTP and asks for it by SQL fails, as users do.',
          }),
        ]
      : []),
  ];
}
