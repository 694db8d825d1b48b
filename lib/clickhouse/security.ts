import { Construct } from 'constructs';
import { Environment, IObjectStore, ISecret } from '../core';
import { objectLabels, selectorLabels } from '../core/internal';
import { LoadBalancerOptions } from '../kubernetes';
import { namespaceOf } from '../kubernetes/internal';
import { Peer, PodConnections, Secret, Tls } from '../security';
import { OPERATOR, partOf } from './components';
import { BoundUser } from './config/bound-user';
import { clientPorts, interserverPort, PORTS } from './ports';
import { ClickHouseUser } from './user';

/** The user that backs up. */
export const BACKUP_USER = { name: 'backup', grants: ['GRANT BACKUP ON *.*', 'GRANT CLUSTER ON *.*'] };

/** The user that probes. */
export const PROBE_USER = {
  name: 'probe',
  grants: ['GRANT CREATE DATABASE, CREATE TABLE, SHOW TABLES, INSERT, SELECT ON probe.*', 'GRANT CLUSTER ON *.*'],
};

/** Where the servers' edges lead. */
export interface ServerEdges {
  readonly name: string;
  readonly tls: boolean;
  readonly keeper: PodConnections;
  readonly stores: IObjectStore[];
  readonly loadBalancer?: LoadBalancerOptions;
}

/** The servers' network edges. Clients are let in by `connections.allowFrom` alone. */
export function serverConnections(scope: Construct, edges: ServerEdges): PodConnections {
  const part = partOf(edges.name, 'server');
  const { http, native } = clientPorts(edges.tls);
  const operator = Peer.operatorPods(OPERATOR);
  const connections = new PodConnections(scope, 'Connections', {
    name: `${edges.name}-server`,
    podLabels: selectorLabels(part),
    ports: [http, native],
    labels: objectLabels(part),
  });
  // Queries over several shards, and replicas that fetch parts.
  connections.allowFrom(connections, [native, interserverPort(edges.tls)]);
  connections.allowTo(edges.keeper);
  connections.allowFrom(operator, [http, native]);
  connections.allowFrom(Peer.monitoring(), [PORTS.metrics]);
  edges.keeper.allowFrom(operator, [PORTS.keeper]);
  edges.keeper.allowFrom(Peer.monitoring(), [PORTS.keeperMetrics]);
  for (const store of edges.stores) connections.allowTo(Peer.objectStore(store));
  if (edges.stores.length > 0) connections.allowTo(Peer.cloudIdentity());
  for (const range of edges.loadBalancer?.sourceRanges ?? []) connections.allowFrom(Peer.cidr(range));
  return connections;
}

/** A place for every user's password; next to it lies its hash, which is all that the servers learn. */
export function bindUsers(scope: Construct, cluster: string, users: ClickHouseUser[]): BoundUser[] {
  return users.map((user) => {
    const secret = user.password ?? Secret.generated();
    const bound = secret._bind(scope, `User-${user.name}`, {
      name: `${cluster}-${user.name.toLowerCase().replace(/_/g, '-')}`,
      derived: { password_sha256_hex: '{{ .password | sha256sum }}' },
    });
    const hashed = secret._derives();
    return {
      user,
      hashed,
      clear: bound,
      password: hashed ? { secretName: bound.secretName, key: 'password_sha256_hex' } : bound,
    };
  });
}

/** What the servers prove to one another that they belong together by. */
export function interserverSecret(scope: Construct, cluster: string): ISecret {
  return Secret.generated()._bind(scope, 'Interserver', { name: `${cluster}-interserver` });
}

/** The certificate of all servers: for the client Service, and for the name of each server. */
export function serverCertificate(scope: Construct, cluster: string, tls: Tls): string {
  const environment = Environment.of(scope);
  const namespaceName = namespaceOf(scope);
  const host = environment.serviceHost(`clickhouse-${cluster}`, namespaceName);
  return tls._bind(scope, 'Certificate', {
    name: `${cluster}-tls`,
    // Servers know one another as chi-<cluster>-main-<shard>-<replica>.
    dnsNames: [host, environment.serviceHost('*', namespaceName), `clickhouse-${cluster}`, 'localhost'],
  });
}
