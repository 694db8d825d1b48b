import { EngineMonitoringProps, Monitoring, ScrapeTarget } from '../../monitoring';
import { APPLICATION_LABEL, ENGINE, partOf, TEAM_LABEL, TITLE } from '../components';
import { SparkPlatformSettings } from '../interfaces';
import { queueName } from '../parts/queue';
import { PORTS } from '../ports';
import { Queueing } from '../queueing';
import { applicationAlerts } from './application-alerts';
import { teamRows } from './dashboard';
import { queueAlerts } from './queue-alerts';
import { teamSlos } from './slos';

/** What of a team is watched. */
export interface WatchedTeam {
  readonly name: string;
  readonly namespaceName: string;
  readonly platform: SparkPlatformSettings;
  readonly queueing: Queueing;
  readonly monitoring: Monitoring;
}

/**
 * The drivers and Connect servers of all applications of a team. Without the slash at its end the path leads elsewhere.
 *
 * @see https://spark.apache.org/docs/latest/monitoring.html#metrics
 */
export function driversOf(team: string, platform: string): ScrapeTarget {
  return {
    partOf: partOf(platform, 'driver'),
    port: PORTS.ui,
    path: '/metrics/prometheus/',
    furtherPaths: { executor: '/metrics/executors/prometheus' },
    podSelector: { 'app.kubernetes.io/name': ENGINE, [TEAM_LABEL]: team },
    podLabels: [TEAM_LABEL, APPLICATION_LABEL],
    // The id is another with each run; so is the driver's pod.
    dropLabels: ['application_id', 'application_name'],
    shortLived: true,
  };
}

/** The monitoring of one team. */
export function teamMonitoring(team: WatchedTeam): EngineMonitoringProps {
  const { name, platform, queueing, monitoring } = team;
  const queue = queueing._kind === 'kueue' ? queueName(team.namespaceName, name) : undefined;
  return {
    engine: ENGINE,
    title: TITLE,
    cluster: platform.name,
    name,
    alertLabels: { [TEAM_LABEL]: name },
    targets: [driversOf(name, platform.name)],
    slos: teamSlos({ team: name, atOnce: queueing._kind === 'none' }),
    alerts: [...applicationAlerts(name), ...(queue ? queueAlerts({ team: name, clusterQueue: queue }) : [])],
    rows: teamRows(name, queue),
    monitoring,
  };
}
