import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ISecret, StoreAccess, StoreMode } from '../core';
import { objectLabels, objectName } from '../core/internal';
import { ScrapeTarget, ScrapeUser } from '../monitoring';
import { Secret } from '../security';
import { connectToStores, connectToTables } from '../security/internal';
import { ENGINE, METRICS_USER } from './components';
import { ClusterCredentials } from './credentials';
import { NodeSet } from './node-sets';
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

/** Every node reads from what catalogs are made of: the coordinator to plan, workers to read. */
export function connectToCatalogs(sets: NodeSet[]): void {
  for (const { resolved, coordinator, workers } of sets) {
    const { catalogs, faultTolerance } = resolved;
    const needs = Object.values(catalogs).map(({ _needs }) => _needs);
    const stores = [...needs.flatMap(({ store }) => store ?? []), ...(faultTolerance ? [faultTolerance.exchange] : [])];
    for (const { connections } of [coordinator, workers]) {
      for (const { peer, ports } of needs.flatMap(({ peers }) => peers)) connections.allowTo(peer, ports);
      connectToTables(
        connections,
        needs.flatMap(({ tables }) => tables ?? []),
      );
      connectToStores(connections, stores);
    }
  }
}

/** What the nodes read and write in object stores, as the identities that they have there whichever set they are of. */
export function storeAccess(sets: NodeSet[]): StoreAccess[] {
  const [{ resolved, coordinator, workers }] = sets;
  const { faultTolerance } = resolved;
  const catalogs = sets.flatMap((set) => Object.values(set.resolved.catalogs));
  const stores = catalogs.flatMap(({ _needs: { store } }) => store ?? []);
  const mode = StoreMode.READ_WRITE;
  return [coordinator.identity, workers.identity].flatMap((identity) => [
    ...new Map(stores.map((store) => [store.bucketName, { identity, store, mode }])).values(),
    ...(faultTolerance ? [{ identity, store: faultTolerance.exchange, mode, prefix: faultTolerance.prefix }] : []),
  ]);
}
