import { Construct } from 'constructs';
import { Environment, IConnectable, IIdentity, IMetastore, INetworkPeer, StoreAccess } from '../core';
import { checkRules, objectName } from '../core/internal';
import { namespaceOf } from '../kubernetes/internal';
import { EngineMonitoring } from '../monitoring';
import { PodConnections } from '../security';
import { monitoringOf } from './hive-metastore/monitoring/metastore-monitoring';
import { Database } from './hive-metastore/parts/database';
import { MetastoreServer } from './hive-metastore/parts/metastore-server';
import { MetastoreProbe } from './hive-metastore/parts/probe';
import { PORTS } from './hive-metastore/ports';
import { resolveMetastore } from './hive-metastore/resolve';
import { metastoreSizing } from './hive-metastore/sizing';
import { HiveMetastoreProps } from './hive-metastore-props';
import { hiveMetastoreRules } from './hive-metastore-rules';
import { HiveMetastoreSizing } from './hive-metastore-sizing';

/**
 * A metastore of Hive's, which Spark, Presto and Trino read the same tables by.
 *
 * It asks nobody who he is: whoever reaches its port may read, make and drop tables. Only who is connected does (`connections`).
 *
 * @see https://hive.apache.org/docs/latest/admin/adminmanual-metastore-3-0-administration/
 */
export class HiveMetastore extends Construct implements IMetastore, IConnectable {
  /** Where it listens: one address for all replicas. */
  public readonly thriftUris: string[];
  /** The release, by which engines know whether they can speak with it: `3.1.3`. */
  public readonly release?: string;
  /** The numbers chosen, and why. */
  public readonly sizing: HiveMetastoreSizing;
  /** Objectives, alerts and the dashboard. */
  public readonly monitoring: EngineMonitoring;
  /** Who may connect, and therefore drop tables. */
  public readonly connections: PodConnections;
  /** The replicas' end of network edges. */
  public readonly networkPeer: INetworkPeer;
  /** Who the replicas are to a cloud. */
  public readonly identity: IIdentity;
  /** What they must be allowed to read and write in object stores. */
  public readonly storeAccess: StoreAccess[];

  public constructor(scope: Construct, id: string, props: HiveMetastoreProps) {
    super(scope, id);
    // Resolved. Pods of the probe have the longest names.
    const name = objectName(this, props.name, { max: 36, because: 'the CronJob <name>-metastore-probe may have 52' });
    const resolved = resolveMetastore(name, props);
    checkRules(this, hiveMetastoreRules, resolved);
    this.sizing = metastoreSizing(resolved);
    this.release = resolved.version.release;

    // Built.
    const { inCluster } = resolved.database;
    const password = resolved.database.password._bind(this, 'Password', { name: `${name}-metastore-database` });
    const database =
      inCluster && new Database(this, 'Database', { name, database: resolved.database, inCluster, password });
    const server = new MetastoreServer(this, 'Server', { resolved, sizing: this.sizing, password, database });
    this.connections = server.connections;
    this.networkPeer = server.connections;
    this.identity = server.identity;
    this.storeAccess = server.storeAccess;
    const host = Environment.of(this).serviceHost(server.serviceName, namespaceOf(this));
    this.thriftUris = [`thrift://${host}:${PORTS.thrift.port}`];
    const probe = resolved.probe ? new MetastoreProbe(this, 'Probe', { resolved, host }) : undefined;
    probe?.connections.allowTo(server.connections);
    this.monitoring = new EngineMonitoring(
      this,
      'Monitoring',
      monitoringOf({ resolved, sizing: this.sizing, server, database, probe }),
    );
  }
}
