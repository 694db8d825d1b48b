import { EngineMonitoringProps } from '../../monitoring';
import { ENGINE } from '../components';
import { HistoryServer } from '../parts/history-server';
import { ResolvedPlatform } from '../resolve';

/** What of a platform is watched. */
export interface WatchedPlatform {
  readonly resolved: ResolvedPlatform;
  readonly history: HistoryServer;
}

/** The title that alerts and runbooks begin with. */
export const TITLE = 'Spark';

/** The monitoring of one platform. */
export function monitoringOf({ resolved }: WatchedPlatform): EngineMonitoringProps {
  return {
    engine: ENGINE,
    title: TITLE,
    cluster: resolved.name,
    targets: [],
    slos: [],
    alerts: [],
    rows: [],
    monitoring: resolved.monitoring,
  };
}
