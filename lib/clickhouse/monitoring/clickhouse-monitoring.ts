import { AlertProps, EngineMonitoringProps } from '../../monitoring';
import { backupAlert, certificateAlert, probeAlert } from '../../monitoring/internal';
import { PodConnections } from '../../security';
import { BoundCertificate } from '../../security/internal';
import { partOf } from '../components';
import { ClientJob } from '../parts/client-job';
import { PORTS } from '../ports';
import { ResolvedClickHouse } from '../resolve';
import { dashboardRows } from './dashboard';
import { keeperAlerts } from './keeper-alerts';
import { serverAlerts, ServersInput } from './server-alerts';
import { slos } from './slos';

/** What of a cluster is watched. */
export interface WatchedCluster {
  readonly resolved: ResolvedClickHouse;
  /** The network edges of servers and Keeper. */
  readonly servers: PodConnections;
  readonly keeper: PodConnections;
  /** The jobs, as far as there are any. */
  readonly jobs: { readonly backup?: ClientJob; readonly probe?: ClientJob };
  /** The servers' certificate. Default: they have none. */
  readonly certificate?: BoundCertificate;
}

/** The title that alerts and runbooks begin with. */
const TITLE = 'ClickHouse';

/** The monitoring of one cluster. */
export function monitoringOf(cluster: WatchedCluster): EngineMonitoringProps {
  const { resolved, servers, keeper } = cluster;
  const { name } = resolved;
  return {
    engine: 'clickhouse',
    title: TITLE,
    cluster: name,
    targets: [
      { partOf: partOf(name, 'server'), port: PORTS.metrics, connections: servers },
      { partOf: partOf(name, 'keeper'), port: PORTS.keeperMetrics, connections: keeper },
    ],
    slos: slos(),
    alerts: [
      ...serverAlerts(serversOf(resolved)),
      ...keeperAlerts(name, resolved.keeper.members),
      ...upkeepAlerts(cluster),
    ],
    rows: dashboardRows(),
    monitoring: resolved.monitoring,
  };
}

function serversOf({ shards, replicas, tieredStorage }: ResolvedClickHouse): ServersInput {
  return { shards, replicas, moveWhenFree: tieredStorage?.moveWhenFree };
}

/** What runs beside the servers, and what must be renewed. */
function upkeepAlerts({ jobs, certificate }: WatchedCluster): AlertProps[] {
  const { backup, probe } = jobs;
  return [
    ...(backup ? [backupOfCluster(backup.cronJobName)] : []),
    ...(probe ? [queriesFail(probe.cronJobName)] : []),
    ...(certificate ? [certificateAlert({ title: TITLE, certificate })] : []),
  ];
}

function backupOfCluster(job: string): AlertProps {
  return backupAlert({
    title: TITLE,
    job,
    what: 'the last backup',
    description: 'Replicas copy a DROP TABLE within a second. What was inserted since that backup would be lost.',
  });
}

function queriesFail(job: string): AlertProps {
  return probeAlert({
    title: TITLE,
    job,
    what: 'nobody could write to every shard and read it back',
    description: 'A client that inserts a row into each shard and selects them again fails, as users do.',
  });
}
