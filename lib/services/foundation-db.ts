import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { Environment, IIdentity, INetworkPeer } from '../core';
import { checkRules, objectName } from '../core/internal';
import { namespaceOf } from '../kubernetes/internal';
import { EngineMonitoring } from '../monitoring';
import { PodConnections } from '../security';
import { clusterFileOf } from './foundation-db/components';
import { monitoringOf } from './foundation-db/monitoring/foundation-db-monitoring';
import { Backup } from './foundation-db/parts/backup';
import { Processes } from './foundation-db/parts/processes';
import { resolveFoundationDb } from './foundation-db/resolve';
import { foundationDbSizing, oldestKept } from './foundation-db/sizing';
import {
  FoundationDbAttributes,
  FoundationDbClusterFile,
  FoundationDbProps,
  IFoundationDb,
} from './foundation-db-props';
import { foundationDbReferenceRules, foundationDbRules } from './foundation-db-rules';
import { FoundationDbSizing } from './foundation-db-sizing';

/**
 * A FoundationDB, which keeps the metadata of Doris where storage and compute are apart. Its operator makes the processes
 * (`operators.FoundationDbOperator`), one pod each.
 *
 * Who needs it comes after it, `other.node.addDependency(foundationDb)`: it is there when the database takes reads and writes.
 *
 * No running FoundationDB has confirmed what is rendered: an API server with the operator's definitions has, and the rest follows from the sources of
 * operator and database.
 *
 * @see https://github.com/FoundationDB/fdb-kubernetes-operator/tree/v2.33.0/docs/manual
 */
export class FoundationDb extends Construct implements IFoundationDb {
  /** One that something else runs, found by a ConfigMap that its operator keeps, or by the text of its cluster file. */
  public static fromAttributes(scope: Construct, id: string, attributes: FoundationDbAttributes): IFoundationDb {
    class Imported extends Construct implements IFoundationDb {
      public readonly clusterFile = attributes.clusterFile;
      public readonly address = attributes.address;
      public readonly oldestKeptBackup = attributes.oldestKeptBackup;
      public readonly networkPeer = attributes.peer.networkPeer;
    }
    const imported = new Imported(scope, id);
    checkRules(imported, foundationDbReferenceRules, attributes);
    return imported;
  }

  /** Where clients find it: the operator keeps it, and writes it when coordinators change. */
  public readonly clusterFile?: FoundationDbClusterFile;
  /** None: the operator chooses the coordinators. */
  public readonly address?: string;
  /** How old the oldest state may be that it can be restored to. */
  public readonly oldestKeptBackup?: Duration;
  /** The numbers chosen, and why. */
  public readonly sizing: FoundationDbSizing;
  /** Objectives, alerts and the dashboard. */
  public readonly monitoring: EngineMonitoring;
  /** Who may connect, and therefore read and write everything: it asks nobody who he is. */
  public readonly connections: PodConnections;
  /** The processes' end of network edges. */
  public readonly networkPeer: INetworkPeer;
  /** Who the processes are. */
  public readonly identity: IIdentity;

  public constructor(scope: Construct, id: string, props: FoundationDbProps = {}) {
    super(scope, id);
    // Resolved.
    const name = objectName(this, props.name, {
      max: 32,
      because: 'the CronJob <name>-foundationdb-backup may have 52',
    });
    const namespaceName = namespaceOf(this);
    const { zoneCount } = Environment.of(this);
    const resolved = resolveFoundationDb({ name, namespaceName, zoneCount }, props);
    checkRules(this, foundationDbRules, resolved);
    this.sizing = foundationDbSizing(resolved);
    this.clusterFile = { ...clusterFileOf(name), namespaceName };
    this.oldestKeptBackup = resolved.backup && oldestKept(resolved.backup);

    // Built.
    const processes = new Processes(this, 'Processes', resolved);
    this.connections = processes.connections;
    this.networkPeer = processes.connections;
    this.identity = processes.identity;
    const backup = resolved.backup && new Backup(this, 'Backup', { resolved, backup: resolved.backup, processes });
    this.monitoring = new EngineMonitoring(this, 'Monitoring', monitoringOf(resolved, processes, backup));
  }
}
