import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ISecret, StoreAccess, StoreMode } from '../core';
import { objectLabels, objectName } from '../core/internal';
import { ScrapeUser } from '../monitoring';
import { PodConnections, Secret, ServiceIdentity } from '../security';
import { connectToStores, connectToTables } from '../security/internal';
import { ENGINE, METRICS_USER } from './components';
import { ResolvedPresto } from './resolve';

/** What nodes of one cluster know one another by. */
export function sharedSecret(scope: Construct, { name }: ResolvedPresto): ISecret {
  return Secret.generated()._bind(scope, 'SharedSecret', { name: `${name}-shared-secret` });
}

/** Whom Trino shows its metrics to. A name without a password is no secret; that it lies in one is Prometheus' way to be told. */
export function metricsUser(scope: Construct, { name, version, monitoring }: ResolvedPresto): ScrapeUser | undefined {
  if (!version.isTrino || !monitoring.enabled) return undefined;
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
export function connectToCatalogs({ catalogs }: ResolvedPresto, nodes: PodConnections[]): void {
  const needs = Object.values(catalogs).map(({ _needs }) => _needs);
  const stores = needs.flatMap(({ store }) => store ?? []);
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
export function storeAccess({ catalogs }: ResolvedPresto, identities: ServiceIdentity[]): StoreAccess[] {
  const stores = Object.values(catalogs).flatMap(({ _needs: { store } }) => store ?? []);
  return stores.flatMap((store) => identities.map((identity) => ({ identity, store, mode: StoreMode.READ_WRITE })));
}
