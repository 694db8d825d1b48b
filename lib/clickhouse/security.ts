import { Construct } from 'constructs';
import { Environment, IIdentity, IObjectStore, ISecret, StoreAccess, StoreMode } from '../core';
import { objectLabels, selectorLabels } from '../core/internal';
import { namespaceOf } from '../kubernetes/internal';
import { Peer, PodConnections, ServiceIdentity } from '../security';
import { BoundCertificate, connectToStores, DerivedSecret } from '../security/internal';
import { clientServiceName, OPERATOR, partOf } from './components';
import { BoundUser } from './config/bound-user';
import { hashes } from './config/users';
import { dataPrefix } from './paths';
import { clientPorts, interserverPort } from './ports';
import { ResolvedClickHouse, ResolvedUser, resolveUser } from './resolve';

/** The user that backs up. */
export const BACKUP_USER = {
  name: 'backup',
  grants: ['GRANT BACKUP ON *.*', 'GRANT CLUSTER ON *.*', 'GRANT SELECT ON system.backups'],
};

/** The user that probes. */
export const PROBE_USER = {
  name: 'probe',
  grants: [
    'GRANT CREATE DATABASE, CREATE TABLE, SHOW TABLES, INSERT, SELECT ON probe.*',
    'GRANT CLUSTER ON *.*',
    // Servers let nobody else make a table of the engine Distributed.
    'GRANT REMOTE ON *.*',
  ],
};

/** The servers' network edges. Clients are let in by `connections.allowFrom` alone. */
export function serverConnections(
  scope: Construct,
  resolved: ResolvedClickHouse,
  keeper: PodConnections,
): PodConnections {
  const { name, expose } = resolved;
  const tls = resolved.tls !== undefined;
  const part = partOf(name, 'server');
  const { http, native } = clientPorts(tls);
  const operator = Peer.operatorPods(OPERATOR);
  const connections = new PodConnections(scope, 'Connections', {
    name: `${name}-server`,
    podLabels: selectorLabels(part),
    ports: [http, native],
    labels: objectLabels(part),
  });
  // Queries over several shards, and replicas that fetch parts.
  connections.allowFrom(connections, [native, interserverPort(tls)]);
  connections.allowTo(keeper);
  // It asks servers over HTTP alone, and Keeper for nothing: a root of the tree, which it would make, is not set.
  connections.allowFrom(operator, [http]);
  connectToStores(connections, storesOf(resolved));
  for (const range of expose._sourceRanges) connections.allowFrom(Peer.cidr(range));
  return connections;
}

/** Who the servers are. */
export function serverIdentity(scope: Construct, { name, overrides }: ResolvedClickHouse): ServiceIdentity {
  return new ServiceIdentity(scope, 'Identity', {
    name,
    labels: objectLabels(partOf(name, 'server')),
    annotations: overrides.pods.server?.serviceAccountAnnotations,
  });
}

/** The stores that servers use. */
const storesOf = ({ tieredStorage, backup, restoreFrom }: ResolvedClickHouse): IObjectStore[] =>
  [tieredStorage, backup, restoreFrom].flatMap((place) => place?.store ?? []);

/** What the servers need in object stores, each below a prefix. They write backups themselves: the job only tells them to. */
export function storeAccess(resolved: ResolvedClickHouse, identity: IIdentity): StoreAccess[] {
  const { name, tieredStorage, backup, restoreFrom } = resolved;
  const access = ({ store }: { store: IObjectStore }, prefix: string, mode = StoreMode.READ_WRITE) => ({
    identity,
    store,
    prefix,
    mode,
  });
  return [
    ...(tieredStorage ? [access(tieredStorage, dataPrefix(name))] : []),
    ...(backup ? [access(backup, backup.prefix)] : []),
    ...(restoreFrom ? [access(restoreFrom, restoreFrom.prefix, StoreMode.READ)] : []),
  ];
}

/** All users of a cluster: its own, and those that are given. */
function allUsers({ adminPassword, jobPassword: password, backup, probe, users }: ResolvedClickHouse): ResolvedUser[] {
  return [
    resolveUser({ name: 'admin', password: adminPassword, accessManagement: true }),
    ...(backup ? [resolveUser({ ...BACKUP_USER, password })] : []),
    ...(probe ? [resolveUser({ ...PROBE_USER, password })] : []),
    ...users,
  ];
}

/** A place for every user's password. */
export function bindUsers(scope: Construct, resolved: ResolvedClickHouse): BoundUser[] {
  return allUsers(resolved).map((user) => ({
    user,
    password: user.password._bind(scope, `User-${user.name}`, {
      name: `${resolved.name}-${user.name.toLowerCase().replace(/_/g, '-')}`,
    }),
  }));
}

/** The Secret with the hashes of all passwords, which are all that the servers learn. It follows the passwords under one name. */
export function passwordHashes(scope: Construct, { name }: ResolvedClickHouse, users: BoundUser[]): DerivedSecret {
  const from = Object.fromEntries(users.map(({ user, password }) => [user.name, password]));
  return new DerivedSecret(scope, 'PasswordHashes', {
    name: `${name}-password-hashes`,
    from,
    template: hashes(users),
  });
}

/** What the servers prove to one another that they belong together by. */
export function interserverSecret(scope: Construct, { name, interserverPassword }: ResolvedClickHouse): ISecret {
  return interserverPassword._bind(scope, 'Interserver', { name: `${name}-interserver` });
}

/** The certificate of all servers, where there is TLS: for the client Service, and for the name of each server. */
export function serverCertificate(scope: Construct, { name, tls }: ResolvedClickHouse): BoundCertificate | undefined {
  const service = clientServiceName(name);
  const hosts = [service, '*'].map((host) => Environment.of(scope).serviceHost(host, namespaceOf(scope)));
  // Servers know one another as chi-<cluster>-main-<shard>-<replica>.
  return tls?._bind(scope, 'Certificate', { name: `${name}-tls`, dnsNames: [...hosts, service, 'localhost'] });
}
