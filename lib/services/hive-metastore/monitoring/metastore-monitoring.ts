import { EngineMonitoringProps } from '../../../monitoring';
import { HiveMetastoreSizing } from '../../hive-metastore-sizing';
import { ENGINE, TITLE } from '../components';
import { Database } from '../parts/database';
import { MetastoreServer } from '../parts/metastore-server';
import { MetastoreProbe } from '../parts/probe';
import { PORTS } from '../ports';
import { ResolvedMetastore } from '../resolve';
import { metastoreAlerts } from './alerts';
import { metastoreRows } from './dashboard';
import { slos } from './slos';

/** What of a metastore is watched. */
export interface WatchedMetastore {
  readonly resolved: ResolvedMetastore;
  readonly sizing: HiveMetastoreSizing;
  readonly server: MetastoreServer;
  /** Default: something else runs it. */
  readonly database?: Database;
  /** Default: none runs. */
  readonly probe?: MetastoreProbe;
}

/** The monitoring of one metastore. */
export function monitoringOf({ resolved, sizing, server, database, probe }: WatchedMetastore): EngineMonitoringProps {
  const { name, replicas, monitoring } = resolved;
  return {
    engine: ENGINE,
    title: TITLE,
    cluster: name,
    runbooks: 'services',
    targets: [{ partOf: server.partOf, port: PORTS.metrics, connections: server.connections }],
    slos: slos(probe?.cronJobName),
    alerts: metastoreAlerts({
      deployment: server.partName,
      replicas,
      threads: sizing.threads,
      database: database?.partName,
      probe: probe?.cronJobName,
    }),
    rows: metastoreRows(),
    monitoring,
  };
}
