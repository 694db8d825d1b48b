import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { clickhouse, Cpu, DeletionPolicy, Environment, kubernetes, NodeClass, render } from 'bigdata-constructs';
import { App, Chart, Size } from 'cdk8s';
import { describeWithControlPlane } from '../helpers/authorities';
import { kubectl } from '../helpers/control-plane-process';
import { KubeObject } from '../helpers/kube-client';
import { until } from '../helpers/process';
import { dataOf } from '../helpers/stored';
import { find, yamlObjects } from '../helpers/synth';

interface Options {
  readonly deletionPolicy?: DeletionPolicy;
  /** Whether the namespace is somebody else's. */
  readonly foreign?: boolean;
}

/** A set with claims and a ClickHouse cluster. */
const program = (namespace: string, { deletionPolicy, foreign }: Options = {}) => {
  const app = new App();
  Environment.attach(app, { name: 'test', deletionPolicy });
  const chart = foreign ? new Chart(app, 'shop', { namespace }) : new kubernetes.NamespaceChart(app, namespace);
  const size = { cpu: Cpu.units(1), memory: Size.gibibytes(4) };
  new clickhouse.ClickHouseCluster(chart, 'events', { shards: 1, replicas: 2, size, storage: Size.gibibytes(10) });
  new kubernetes.StatefulSet(chart, 'store', {
    replicas: 2,
    partOf: { engine: 'test', cluster: 'store', component: 'member' },
    user: 1000,
    nodeClass: NodeClass.STATEFUL,
    claims: [{ name: 'data', size: Size.gibibytes(1) }],
    containers: [{ name: 'store', image: 'store:1', resources: size }],
  });
  return app;
};

const claim = (namespace: string, name: string, metadata: object = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name, namespace, ...metadata },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
});

const acknowledged = (object: KubeObject, name = object.metadata.name): KubeObject => ({
  apiVersion: object.apiVersion,
  kind: object.kind,
  metadata: {
    name: object.metadata.name,
    namespace: object.metadata.namespace,
    annotations: { 'bigdata-constructs.io/acknowledge-deletion': name },
  },
});

describeWithControlPlane('DeletionGuard on a real API server', (api, access) => {
  /** What the API server says to a deletion that does not happen. */
  const answer = (object: KubeObject) =>
    api.delete(object, { dryRun: true }).then(
      () => 'deleted',
      (error: Error) => error.message,
    );
  /** A policy works a moment after it is stored. */
  const settled = async (object: KubeObject, deleted: boolean): Promise<string> => {
    await until(async () => ((await answer(object)) === 'deleted') === deleted);
    return answer(object);
  };
  const applied = async (app: App): Promise<KubeObject[]> => {
    const objects = yamlObjects(app);
    for (const object of objects) await api.apply(object);
    return objects;
  };
  const refused = (object: KubeObject) => settled(object, false);
  const bound = async (object: KubeObject): Promise<KubeObject> => {
    await api.apply(object);
    await api.setStatus(object, { phase: 'Bound' });
    return object;
  };
  const written = (app: App): string => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'guarded-'));
    render.ManifestYaml.write(app, folder);
    return folder;
  };
  /** What kubectl says when it is refused. */
  const refusedKubectl = (args: string[]): string => {
    try {
      return `was not refused: ${kubectl(access, [...args, '--wait=false'])}`;
    } catch (error) {
      return (error as { stderr: string }).stderr;
    }
  };

  describe('where data is retained', () => {
    const namespace = 'retained';
    let objects: KubeObject[];
    let data: KubeObject[];

    beforeAll(async () => {
      objects = await applied(program(namespace));
      data = dataOf(objects);
      await refused(data[0]);
    });

    test('refuses to delete each object that data goes with, and says what to do', async () => {
      expect(data.map(({ kind }) => kind).sort()).toEqual([
        'ClickHouseInstallation',
        'ClickHouseKeeperInstallation',
        'Namespace',
        'StatefulSet',
      ]);
      for (const object of data) expect(await answer(object)).toContain('is refused, because data goes with it');
      expect(await answer(find(objects, 'StatefulSet', 'store'))).toContain(
        'kubectl -n retained annotate statefulsets store bigdata-constructs.io/acknowledge-deletion=store',
      );
    });

    test('refuses kubectl, by name, by label and all at once', () => {
      const flags = ['-n', namespace];
      for (const which of [['store'], ['-l', 'app.kubernetes.io/managed-by=bigdata-constructs'], ['--all']]) {
        expect(refusedKubectl(['delete', 'statefulset', ...flags, ...which])).toContain('data goes with it');
      }
      expect(refusedKubectl(['delete', 'chi', ...flags, '--all'])).toContain('data goes with it');
      expect(refusedKubectl(['delete', 'namespace', namespace])).toContain('data goes with it');
    });

    test('refuses a prune of what is no longer rendered', () => {
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pruned-'));
      const only = objects.filter(({ kind }) => kind === 'Namespace');
      fs.writeFileSync(path.join(folder, 'all.json'), JSON.stringify({ apiVersion: 'v1', kind: 'List', items: only }));
      // Only what kubectl applied is pruned.
      const set = path.join(folder, 'set.json');
      fs.writeFileSync(set, JSON.stringify(find(objects, 'StatefulSet', 'store')));
      kubectl(access, ['apply', '-f', set]);
      const prune = ['--prune', '-l', 'app.kubernetes.io/managed-by=bigdata-constructs', '-n', namespace];
      expect(refusedKubectl(['apply', '-f', path.join(folder, 'all.json'), ...prune])).toContain('data goes with it');
    });

    test('refuses one request for all of a kind, in which nothing is named', async () => {
      await expect(api.deleteAll('apps/v1', 'StatefulSet', namespace)).rejects.toThrow('data goes with it');
      const [kind] = data.filter((object) => object.kind === 'ClickHouseInstallation');
      await expect(api.deleteAll(kind.apiVersion, kind.kind, namespace)).rejects.toThrow('data goes with it');
    });

    test('refuses to delete a claim that has a volume, whoever made it', async () => {
      const names = ['data-store-0', 'data-chi-events-main-0-0-0', 'data-chk-events-main-0-0-0', 'prometheus-db-0'];
      for (const name of names) {
        expect(await answer(await bound(claim(namespace, name)))).toContain(
          `persistentvolumeclaims ${name} is refused`,
        );
      }
      await expect(api.deleteAll('v1', 'PersistentVolumeClaim', namespace)).rejects.toThrow('data goes with it');
    });

    test('leaves what holds nothing, and what an owner takes along, to controllers', async () => {
      const owner = (kind: string, apiVersion = 'v1') => ({
        ownerReferences: [{ apiVersion, kind, name: 'gone', uid: '00000000-0000-0000-0000-000000000000' }],
      });
      expect(await answer(await bound(claim(namespace, 'scratch', owner('Pod'))))).toBe('deleted');
      const lost = claim(namespace, 'lost');
      await api.apply(lost);
      expect(await answer(lost)).toBe('deleted');
      await api.setStatus(lost, { phase: 'Lost' });
      expect(await answer(lost)).toBe('deleted');
      const { metadata, ...set } = find(objects, 'StatefulSet', 'store');
      const owned = {
        ...set,
        metadata: { ...metadata, name: 'operated', ...owner('ClickHouseInstallation', 'clickhouse.altinity.com/v1') },
      } as KubeObject;
      await api.apply(owned);
      expect(await answer(owned)).toBe('deleted');
      expect(await answer(objects.find(({ kind }) => kind === 'Service')!)).toBe('deleted');
    });

    test('takes an acknowledgement on the object, of its own name alone', async () => {
      const object = await bound(claim(namespace, 'acknowledged'));
      const manager = 'operator';
      // Operators hand annotations on.
      await api.apply(acknowledged(object, 'events'), { manager });
      expect(await answer(object)).toContain('is refused');
      await api.apply(acknowledged(object), { manager });
      expect(await answer(object)).toBe('deleted');
      for (const each of data.filter(({ kind }) => kind !== 'Namespace')) {
        await api.apply(acknowledged(each), { manager });
        expect(await answer(each)).toBe('deleted');
        await api.apply({ ...acknowledged(each), metadata: each.metadata }, { manager });
        await api.apply(each);
      }
    });

    test('lets no file be deleted before it refuses: what data goes with still stands', async () => {
      const folder = written(program(namespace));
      expect(refusedKubectl(['delete', '-R', '-f', folder])).toContain('data goes with it');
      for (const object of data) expect((await api.get(object))?.metadata.deletionTimestamp).toBeUndefined();
      await applied(program(namespace));
      await refused(data[0]);
    });

    test('lets everything go with a namespace whose deletion was acknowledged', async () => {
      const one = data.find(({ kind }) => kind === 'Namespace')!;
      await api.apply(acknowledged(one), { manager: 'somebody' });
      await api.delete(one);
      // As the controller of namespaces does, which the control plane of tests does not have.
      await until(() =>
        api.deleteAll('apps/v1', 'StatefulSet', namespace).then(
          () => true,
          () => false,
        ),
      );
      expect(await api.list('apps/v1', 'StatefulSet', namespace)).toEqual([]);
      await api.deleteAll('v1', 'PersistentVolumeClaim', namespace);
    });
  });

  test('the documented way: say that data may go, apply, and delete all that was written', async () => {
    const namespace = 'torn-down';
    const data = dataOf(await applied(program(namespace)));
    const claims = [await bound(claim(namespace, 'data-store-0')), await bound(claim(namespace, 'data-store-1'))];
    expect(await refused(data[0])).toContain('is refused');

    const folder = written(program(namespace, { deletionPolicy: DeletionPolicy.DELETE }));
    kubectl(access, ['apply', '--server-side', '--field-manager', 'test', '-R', '-f', folder]);
    for (const object of [...data, ...claims]) {
      expect(await settled(object, true)).toBe('deleted');
    }
    const all = yamlObjects(program(namespace, { deletionPolicy: DeletionPolicy.DELETE }));
    const deleted = kubectl(access, ['delete', '-R', '-f', folder, '--wait=false']).trim().split('\n');
    expect(deleted).toHaveLength(all.length);
    for (const object of claims) await api.delete(object);
    expect((await Promise.all(all.map((object) => api.get(object)))).filter(Boolean).map((o) => o?.kind)).toEqual([
      'Namespace',
    ]);
  });

  test("guards the data of its own chart in somebody else's namespace, and the namespace with it", async () => {
    const namespace: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'theirs' } };
    await api.apply(namespace);
    const data = dataOf(await applied(program('theirs', { foreign: true })));
    expect(data.map(({ kind }) => kind)).not.toContain('Namespace');
    for (const object of [namespace, ...data]) expect(await refused(object)).toContain('is refused');
    const labels = (engine: string, cluster: string) => ({
      labels: { 'app.kubernetes.io/name': engine, 'app.kubernetes.io/instance': cluster },
    });
    const ours = [claim('theirs', 'a', labels('test', 'store')), claim('theirs', 'b', labels('clickhouse', 'events'))];
    for (const object of ours) expect(await answer(await bound(object))).toContain('is refused');
    expect(await answer(await bound(claim('theirs', 'c', labels('test', 'other'))))).toBe('deleted');
    expect(await answer(await bound(claim('theirs', 'd')))).toBe('deleted');
  });
});
