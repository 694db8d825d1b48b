import { EngineMonitoringProps } from '../../monitoring';
import { ENGINE, TITLE } from '../components';
import { Coordinator } from '../parts/coordinator';
import { Probe } from '../parts/probe';
import { Workers } from '../parts/workers';
import { ResolvedPresto } from '../resolve';

/** What of a cluster is watched. */
export interface WatchedPresto {
  readonly resolved: ResolvedPresto;
  readonly coordinator: Coordinator;
  readonly workers: Workers;
  /** Default: none runs. */
  readonly probe?: Probe;
}

/** The monitoring of a cluster. */
export function monitoringOf({ resolved }: WatchedPresto): EngineMonitoringProps {
  const { name, monitoring } = resolved;
  return { engine: ENGINE, title: TITLE, cluster: name, targets: [], slos: [], alerts: [], rows: [], monitoring };
}
