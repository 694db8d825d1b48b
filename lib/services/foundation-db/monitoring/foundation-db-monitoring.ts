import { EngineMonitoringProps } from '../../../monitoring';
import { ENGINE, TITLE } from '../components';
import { Backup } from '../parts/backup';
import { Processes } from '../parts/processes';
import { PORTS } from '../ports';
import { ResolvedFoundationDb } from '../resolve';
import { foundationDbAlerts } from './alerts';
import { foundationDbRows } from './dashboard';
import { slos } from './slos';

/** The monitoring of one FoundationDB. */
export function monitoringOf(
  resolved: ResolvedFoundationDb,
  processes: Processes,
  backup?: Backup,
): EngineMonitoringProps {
  const { name, highAvailability, monitoring } = resolved;
  return {
    engine: ENGINE,
    title: TITLE,
    cluster: name,
    runbooks: 'services',
    targets: [{ partOf: processes.partOf, port: PORTS.metrics, connections: processes.connections }],
    slos: slos(name),
    alerts: foundationDbAlerts({ name, highAvailability, backupJob: backup?.cronJobName }),
    rows: foundationDbRows(name),
    monitoring,
  };
}
