import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';
import { cluster, managed } from './clusters';

type WithData = KubeObject & { readonly data: Record<string, string> };
type Set = KubeObject & { readonly spec: { readonly serviceName: string; readonly replicas: number } };

const inventoryOf = (objects: KubeObject[]) => {
  const files = objects.filter(
    ({ kind, metadata }) => kind === 'ConfigMap' && /^query-resource-manager(-[0-9a-f]+)?$/.test(metadata.name),
  ) as WithData[];
  const [{ data }] = files;
  return JSON.parse(data['service-inventory.json']) as {
    readonly environment: string;
    readonly services: { readonly id: string; readonly properties: { readonly http: string } }[];
  };
};

test('resource managers find one another by the names that their set gives them', () => {
  const objects = cluster(managed).objects();
  const { spec } = find<Set>(objects, 'StatefulSet', 'query-resource-manager');
  const { services } = inventoryOf(objects);
  expect(services.map(({ properties }) => properties.http)).toEqual(
    Array.from(
      { length: spec.replicas },
      (_, ordinal) => `http://query-resource-manager-${ordinal}.${spec.serviceName}.sql.svc.cluster.local:8080`,
    ),
  );
});

test('their ids are UUIDs, each of its own, and the same every time', () => {
  const ids = () => inventoryOf(cluster(managed).objects()).services.map(({ id }) => id);
  expect(new Set(ids()).size).toBe(2);
  for (const id of ids()) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(ids()).toEqual(ids());
});

test('the name of a cluster leaves room for theirs', () => {
  const named = (length: number) => () => cluster({ ...managed, name: 'q'.repeat(length) }).objects();
  expect(named(35)).not.toThrow();
  expect(named(36)).toThrow(/\[sql\/query\] .*35/);
});
