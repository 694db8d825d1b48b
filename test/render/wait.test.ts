import { clickhouse, kubernetes, render, security } from 'bigdata-constructs';
import { App } from 'cdktf';
import { minimal } from '../clickhouse/clusters';
import { describeWithControlPlane } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { ManifestResource, synthStack } from '../helpers/synth';
import { isReady, Wait } from '../helpers/wait';

const NAMESPACE = 'waiting';

/** The resources of a stack with one cluster, by the kind of their object. */
const resourcesOf = (props: Partial<clickhouse.ClickHouseClusterProps> = {}): Record<string, ManifestResource> => {
  const json = synthStack((app: App) => {
    const stack = new render.ManifestStack(app, 'engines', { environment: { name: 'test' } });
    const chart = new kubernetes.NamespaceChart(stack.manifests, NAMESPACE);
    new clickhouse.ClickHouseCluster(chart, 'olap', { ...minimal, ...props });
    return stack;
  });
  return Object.fromEntries(
    Object.values(json.resource?.kubernetes_manifest ?? {}).map((resource) => [resource.manifest.kind, resource]),
  );
};

const waitOf = (resource: ManifestResource): Wait => resource.wait ?? {};
const taskOf = ({ manifest }: ManifestResource) => (manifest.spec as { taskID: string }).taskID;

/** What the operator writes when it completes a task: of servers its id goes before the earlier ones, of Keeper none is known. */
const COMPLETED: Record<string, (task: string, earlier: string[]) => object> = {
  ClickHouseInstallation: (task, earlier) => ({ status: 'Completed', taskIDsCompleted: [task, ...earlier] }),
  ClickHouseKeeperInstallation: (task, earlier) => ({
    status: 'Completed',
    taskIDsCompleted: ['', ...earlier.map(() => '')],
    normalizedCompleted: { spec: { taskID: task } },
  }),
};

const CHANGES: [string, Partial<clickhouse.ClickHouseClusterProps>][] = [
  ['ClickHouseInstallation', { shards: 3 }],
  ['ClickHouseKeeperInstallation', { overrides: { keeperSettings: { 'keeper_server/max_requests_batch_size': 200 } } }],
];

describeWithControlPlane('what Terraform waits for', (api) => {
  beforeAll(() => api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }));

  const stored = async (object: KubeObject) => (await api.get(object))!;

  test.each(CHANGES)('%s: a spec is carried out, and no earlier one', async (kind, change) => {
    const [before, after] = [resourcesOf()[kind], resourcesOf(change)[kind]];
    const { manifest } = before;
    await api.apply(manifest);
    expect(isReady(waitOf(before), await stored(manifest))).toBe(false);
    await api.setStatus(manifest, COMPLETED[kind](taskOf(before), []));
    expect(isReady(waitOf(before), await stored(manifest))).toBe(true);

    // The operator has not seen the change yet; then it works on it.
    await api.apply(after.manifest);
    expect(isReady(waitOf(after), await stored(manifest))).toBe(false);
    await api.setStatus(manifest, { status: 'InProgress', taskID: taskOf(after), taskIDsStarted: [taskOf(after)] });
    expect(isReady(waitOf(after), await stored(manifest))).toBe(false);
    await api.setStatus(manifest, COMPLETED[kind](taskOf(after), [taskOf(before)]));
    expect(isReady(waitOf(after), await stored(manifest))).toBe(true);
    await api.delete(manifest);
  });

  test.each([
    ['Certificate', 'Issuing'],
    ['ExternalSecret', 'Deleted'],
  ])('%s: it is ready, whatever else is true of it', async (kind, other) => {
    const resource = resourcesOf({ tls: security.Tls.certManager({ issuer: 'internal' }) })[kind];
    const condition = (type: string, status: string) => ({ type, status, lastTransitionTime: '2026-01-01T00:00:00Z' });
    await api.apply(resource.manifest);
    const ready = async (...conditions: object[]) => {
      await api.setStatus(resource.manifest, { conditions });
      return isReady(waitOf(resource), await stored(resource.manifest));
    };
    expect(await ready()).toBe(false);
    expect(await ready(condition(other, 'True'), condition('Ready', 'False'))).toBe(false);
    expect(await ready(condition(other, 'True'), condition('Ready', 'True'))).toBe(true);
    await api.delete(resource.manifest);
  });
});

test('a task id follows from the spec alone', () => {
  const task = (props?: Partial<clickhouse.ClickHouseClusterProps>) =>
    taskOf(resourcesOf(props).ClickHouseInstallation);
  expect(task()).toBe(task());
  expect(task({ shards: 1, acknowledge: { shards: 1 } })).toBe(task({ shards: 1 }));
  expect(task({ shards: 3 })).not.toBe(task());
});

test('nothing is waited for while the operator leaves a cluster alone', () => {
  const { ClickHouseInstallation: servers, ClickHouseKeeperInstallation: keeper } = resourcesOf({ suspend: true });
  expect([servers.wait, keeper.wait]).toEqual([undefined, undefined]);
});
