import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ISecret, NetworkPort, StoreAccess, StoreMode } from '../core';
import { objectLabels, objectName } from '../core/internal';
import { ScrapeTarget, ScrapeUser } from '../monitoring';
import { PodConnections, Secret, ServiceIdentity } from '../security';
import { connectToStores, connectToTables } from '../security/internal';
import { ENGINE, METRICS_USER } from './components';
import { ClusterCredentials } from './credentials';
import { PORTS } from './ports';
import { PrestoEndpoints } from './presto-endpoints';
import { ResolvedPresto } from './resolve';

/** What nodes of one cluster know one another by. */
export function sharedSecret(scope: Construct, { name }: ResolvedPresto): ISecret {
  return Secret.generated()._bind(scope, 'SharedSecret', { name: `${name}-shared-secret` });
}

/** Where clients find the cluster. */
export function endpointsOf(
  { version }: ResolvedPresto,
  { host, url }: { host: string; url: string },
  { scheme, port: { port } }: ClusterCredentials,
): PrestoEndpoints {
  const driver = version.isTrino ? 'trino' : 'presto';
  const tls = scheme === 'https' ? '?SSL=true' : '';
  return { host, port, url, jdbcUrl: `jdbc:${driver}://${host}:${port}${tls}` };
}

/** How Prometheus asks nodes: Trino shows its metrics itself, to a user. */
export function scrapeOf(
  scope: Construct,
  resolved: ResolvedPresto,
  { certificate, scrape }: ClusterCredentials,
): Pick<ScrapeTarget, 'tls' | 'user'> {
  if (!resolved.version.isTrino || !resolved.monitoring.enabled) return {};
  return certificate ? scrape : { user: metricsUser(scope, resolved) };
}

/** Whom Trino shows its metrics to. A name without a password is no secret; that it lies in one is Prometheus' way to be told. */
function metricsUser(scope: Construct, { name }: ResolvedPresto): ScrapeUser {
  const secretName = objectName(scope, `${name}-metrics-user`);
  new ApiObject(scope, 'MetricsUser', {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: secretName, labels: objectLabels({ engine: ENGINE, cluster: name, component: 'monitoring' }) },
    data: { username: Buffer.from(METRICS_USER).toString('base64'), password: '' },
  });
  return { username: { secretName, key: 'username' }, password: { secretName, key: 'password' } };
}

/** A part whose pods are nodes. */
interface NodesPart {
  readonly connections: PodConnections;
}

/** Nodes ask one another, and tell resource managers every second what they do. */
export function connectNodes(parts: NodesPart[], managers: NodesPart | undefined, port: NetworkPort): void {
  const nodes = managers ? [...parts, managers] : parts;
  for (const from of nodes) {
    for (const to of nodes) from.connections.allowTo(to.connections, to === managers ? [port, PORTS.thrift] : [port]);
  }
}

/** Every node reads from what catalogs are made of: the coordinator to plan, workers to read. */
export function connectToCatalogs({ catalogs, faultTolerance }: ResolvedPresto, nodes: PodConnections[]): void {
  const needs = Object.values(catalogs).map(({ _needs }) => _needs);
  const stores = [...needs.flatMap(({ store }) => store ?? []), ...(faultTolerance ? [faultTolerance.exchange] : [])];
  for (const connections of nodes) {
    for (const { peer, ports } of needs.flatMap(({ peers }) => peers)) connections.allowTo(peer, ports);
    connectToTables(
      connections,
      needs.flatMap(({ tables }) => tables ?? []),
    );
    connectToStores(connections, stores);
  }
}

/** What the nodes read and write in object stores, as the one identity that all of them have there. */
export function storeAccess(
  { catalogs, faultTolerance }: ResolvedPresto,
  identities: ServiceIdentity[],
): StoreAccess[] {
  const stores = Object.values(catalogs).flatMap(({ _needs: { store } }) => store ?? []);
  const mode = StoreMode.READ_WRITE;
  return identities.flatMap((identity) => [
    ...stores.map((store) => ({ identity, store, mode })),
    ...(faultTolerance ? [{ identity, store: faultTolerance.exchange, mode, prefix: faultTolerance.prefix }] : []),
  ]);
}
