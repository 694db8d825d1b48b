import { Construct } from 'constructs';
import { ISecret, NodeClass, StoreAccess, StoreMode } from '../../../core';
import { ConfigFiles, Deployment, Service } from '../../../kubernetes';
import { connectToStores } from '../../../security/internal';
import {
  containerFlags,
  EnginePart,
  heapFlags,
  JAVA_SECURITY,
  javaSecurity,
  jvmFlags,
} from '../../../workloads/internal';
import { HiveMetastoreSizing } from '../../hive-metastore-sizing';
import { partOf, USER } from '../components';
import { storeCoreSite } from '../config/core-site';
import { AUTHORITY_FILE, authorityPath, databaseUrl, DRIVERS } from '../config/database-url';
import { exporterRules } from '../config/exporter';
import { log4j2 } from '../config/log4j2';
import { metastoreSite } from '../config/metastore-site';
import { firstContainers, metastoreContainer } from '../container';
import { CONFIG } from '../paths';
import { PORTS } from '../ports';
import { askProgram } from '../programs/ask-program';
import { environmentProgram } from '../programs/environment-program';
import { SCHEMA_TOOLS, schemaProgram } from '../programs/schema-program';
import { startProgram } from '../programs/start-program';
import { GRACE_PERIOD, ResolvedMetastore } from '../resolve';
import { Database } from './database';

/** What the replicas are made from. */
export interface MetastoreServerInput {
  readonly resolved: ResolvedMetastore;
  readonly sizing: HiveMetastoreSizing;
  readonly password: ISecret;
  /** The database in the cluster. Default: something else runs it. */
  readonly database?: Database;
}

/** The replicas: interchangeable, each able to serve alone. */
export class MetastoreServer extends EnginePart {
  /** The Service that clients find them by. */
  public readonly serviceName: string;
  public readonly storeAccess: StoreAccess[];

  public constructor(scope: Construct, id: string, { resolved, sizing, password, database }: MetastoreServerInput) {
    const { name, version, replicas, pods, warehouse } = resolved;
    super(scope, id, {
      partOf: partOf(name, 'metastore'),
      ports: [PORTS.thrift],
      ...version._release.image('metastore'),
      architectures: version._release.architectures,
      overrides: pods,
      user: USER,
    });
    this.serviceName = new Service(this, 'Service', {
      name: this.partName,
      partOf: this.partOf,
      ports: [PORTS.thrift],
    }).serviceName;
    this.connect(resolved, database);
    const { _store: store, _prefix: prefix, _fileSystem: fileSystem } = warehouse;
    this.storeAccess = store ? [{ identity: this.identity, store, prefix, mode: StoreMode.READ_WRITE }] : [];
    const given = resolved.database.external?.administrator;
    const administrator = given?.password._bind(this, 'Administrator', { name: `${this.partName}-administrator` });
    const host = resolved.database.external?.host ?? String(database?.host);
    const containers = {
      resolved,
      files: this.configuration({ resolved, sizing, host, password, administrator }),
      password,
      administrator,
      hadoop: fileSystem?.clientFilesIn(this),
    };
    new Deployment(this, 'Deployment', {
      ...this.pod,
      name: this.partName,
      replicas,
      nodeClass: NodeClass.SYSTEM,
      gracePeriod: GRACE_PERIOD,
      initContainers: firstContainers(containers),
      containers: [metastoreContainer(containers)],
    });
    this.budget({ members: replicas });
  }

  private connect({ warehouse, database: { external, port } }: ResolvedMetastore, database?: Database): void {
    if (database) this.connections.allowTo(database.connections);
    if (external) this.connections.allowTo(external.peer, [{ name: 'database', port }]);
    const { _store: store, _fileSystem: fileSystem } = warehouse;
    if (fileSystem) this.connections.allowTo(fileSystem);
    if (store) connectToStores(this.connections, [store]);
  }

  private configuration({ resolved, sizing, host, password, administrator }: ConfigurationInput): ConfigFiles {
    const { database, version, warehouse, monitoring, javaOptions } = resolved;
    const { type, user, external } = database;
    const url = databaseUrl(database, host, this.partName);
    const pem = external?.authority._pem;
    const ours = [
      ...heapFlags(sizing.heap),
      ...containerFlags(CONFIG),
      `-Dlog4j.configurationFile=${CONFIG}/metastore-log4j2.properties`,
    ];
    return this.files({
      'metastore-site.xml': metastoreSite({ resolved, sizing, url }),
      'metastore-log4j2.properties': log4j2(),
      [JAVA_SECURITY]: javaSecurity(),
      ...(warehouse._store && { 'core-site.xml': storeCoreSite(warehouse._store) }),
      ...(pem !== undefined && { [AUTHORITY_FILE]: pem }),
      ...(monitoring.enabled && { 'exporter.yaml': exporterRules() }),
      'environment.sh': environmentProgram({
        type,
        url,
        driver: DRIVERS[type],
        passwordKey: password.key,
        authority: authorityPath(database),
      }),
      'schema.sh': schemaProgram({
        type,
        database: database.database,
        user,
        tool: SCHEMA_TOOLS[version._release.isAtLeast(4) ? 4 : 3],
        administrator: administrator && {
          user: String(external?.administrator?.user),
          passwordKey: administrator.key,
        },
        upgradeFrom: resolved.acknowledgeUpgradeFrom,
      }),
      'start.sh': startProgram({ user, flags: jvmFlags(ours, javaOptions), monitored: monitoring.enabled }),
      'ask.sh': askProgram(),
    });
  }
}

interface ConfigurationInput extends MetastoreServerInput {
  readonly host: string;
  /** Default: the user exists. */
  readonly administrator?: ISecret;
}
