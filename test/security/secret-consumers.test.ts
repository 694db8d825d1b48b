import { KubeObject } from '../helpers/kube-client';
import { manifests } from '../helpers/programs';
import { yamlObjects } from '../helpers/synth';

interface Target {
  readonly name: string;
  readonly immutable?: boolean;
}

interface Mount {
  readonly name: string;
  readonly subPath?: string;
}

/** Kinds whose pods end by themselves, so that the next one reads what there is. */
const SHORT = ['CronJob', 'Job'];

/** Values that nobody reads again after the first start of all. */
const READ_ONCE = [
  // https://doris.apache.org/docs/4.x/admin-manual/config/fe-config: initial_root_password
  { kind: /^Doris(Disaggregated)?Cluster$/, key: 'hash' },
];

/** Every mapping within a value. */
function* mappingsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const each of Object.values(value)) yield* mappingsIn(each);
}

/** The Secrets of a namespace that External Secrets makes, by whether a value of one can change under its name. */
function secretsOf(objects: KubeObject[], namespace?: string): Map<string, boolean> {
  return new Map(
    objects.flatMap(({ kind, metadata, spec }) => {
      if (kind !== 'ExternalSecret' || metadata.namespace !== namespace) return [];
      const { name, immutable } = (spec as { target: Target }).target;
      return [[name, immutable !== true] as const];
    }),
  );
}

/** Where a pod that stays reads a value that can change, and would never learn of it. */
function stale(objects: KubeObject[]): string[] {
  return objects.flatMap((object) => {
    if (SHORT.includes(object.kind) || object.kind === 'ExternalSecret') return [];
    const changes = secretsOf(objects, object.metadata.namespace);
    return [...mappingsIn(object)].flatMap((mapping) => {
      const { name, key } = (mapping.secretKeyRef ?? {}) as { name?: string; key?: string };
      const isReadOnce = READ_ONCE.some((once) => once.kind.test(object.kind) && once.key === key);
      if (name !== undefined && changes.get(name) && !isReadOnce)
        return [`${object.kind} ${object.metadata.name}: ${name} by environment`];
      const { containers = [], volumes = [] } = mapping as {
        containers?: { volumeMounts?: Mount[] }[];
        volumes?: { name: string; secret?: { secretName: string } }[];
      };
      const fixed = containers.flatMap(({ volumeMounts = [] }) => volumeMounts.filter(({ subPath }) => subPath));
      return volumes.flatMap(({ name: volume, secret }) =>
        secret && changes.get(secret.secretName) && fixed.some((mount) => mount.name === volume)
          ? [`${object.kind} ${object.metadata.name}: ${secret.secretName} by subPath`]
          : [],
      );
    });
  });
}

test.each(Object.keys(manifests))('%s: whoever stays learns of each new value', (name) => {
  expect(stale(yamlObjects(manifests[name]()))).toEqual([]);
});

test('a pod that stays and has a value that can change in its environment, or by subPath, is found', () => {
  const metadata = (name: string) => ({ name, namespace: 'shop' });
  const secret = (name: string, immutable?: boolean) => ({
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: metadata(name),
    spec: { target: { name, immutable } },
  });
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata('web'),
    spec: {
      containers: [
        {
          env: [
            { valueFrom: { secretKeyRef: { name: 'once', key: 'password' } } },
            { valueFrom: { secretKeyRef: { name: 'changing', key: 'password' } } },
          ],
          volumeMounts: [{ name: 'files', subPath: 'password' }],
        },
      ],
      volumes: [{ name: 'files', secret: { secretName: 'changing' } }],
    },
  };
  expect(stale([secret('once', true), secret('changing'), deployment])).toEqual([
    'Deployment web: changing by subPath',
    'Deployment web: changing by environment',
  ]);
  expect(stale([secret('changing'), { ...deployment, kind: 'CronJob' }])).toEqual([]);
});
