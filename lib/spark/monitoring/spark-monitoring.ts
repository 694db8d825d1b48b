import { EngineMonitoringProps } from '../../monitoring';
import { ENGINE, TITLE } from '../components';
import { Canary } from '../parts/canary';
import { HistoryServer } from '../parts/history-server';
import { ResolvedPlatform } from '../resolve';
import { platformRows } from './dashboard';
import { platformAlerts } from './platform-alerts';
import { platformSlos } from './slos';
import { driversOf } from './team-monitoring';

/** What of a platform is watched. */
export interface WatchedPlatform {
  readonly resolved: ResolvedPlatform;
  readonly history: HistoryServer;
  /** Default: none runs. */
  readonly canary?: Canary;
}

/** The monitoring of what all teams of one platform share. */
export function monitoringOf({ resolved, history, canary }: WatchedPlatform): EngineMonitoringProps {
  const { name, operatorName, monitoring } = resolved;
  return {
    engine: ENGINE,
    title: TITLE,
    cluster: name,
    targets: canary ? [driversOf(canary.teamName, name)] : [],
    slos: canary ? platformSlos(canary.schedule) : [],
    alerts: platformAlerts({ historyServer: history.partName, operator: operatorName }),
    rows: platformRows({ historyServer: history.partName, operator: operatorName, schedule: canary?.schedule }),
    monitoring,
  };
}
