import { hadoop, services } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { describeWithControlPlane } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';
import { cluster as rendered, minimal } from './clusters';

/** In a namespace of its own: suites run beside each other. */
const cluster = (props: Partial<hadoop.HadoopClusterProps>) =>
  rendered(props, { name: 'test', zones: ['a', 'b', 'c'] }, 'guarded-lake');

const made = new Map<string, KubeObject[]>();

/** The objects of a cluster with so many DataNodes, made once. */
function withDataNodes(count: number, acknowledged?: number): KubeObject[] {
  const key = `${count} ${acknowledged}`;
  const acknowledge = { dataNodes: acknowledged };
  const objects = made.get(key) ?? cluster({ dataNodes: { ...minimal.dataNodes, count }, acknowledge }).objects();
  made.set(key, objects);
  return objects;
}

test('fewer DataNodes are acknowledged by how many are left of all kinds together, in each set by its own number', () => {
  const moreDataNodes = { cold: { ...minimal.dataNodes, count: 3 } };
  const annotations = (acknowledged: number) => {
    const dataNodes = { ...minimal.dataNodes, count: 7 };
    const objects = cluster({ dataNodes, moreDataNodes, acknowledge: { dataNodes: acknowledged } }).objects();
    const sets = objects.filter(
      ({ kind, metadata: { name } }) => kind === 'StatefulSet' && name.includes('-datanode-'),
    );
    const first = find<KubeObject>(objects, 'ConfigMap', 'lake-hadoop-members').metadata.annotations;
    const number = ({ metadata }: KubeObject) =>
      (metadata.annotations as Record<string, string>)['bigdata-constructs.io/acknowledge-datanodes'];
    return { first, sets: Object.fromEntries(sets.map((set) => [set.metadata.name, number(set)])) };
  };
  const numbers = { a: '3', b: '2', c: '2', 'cold-a': '1', 'cold-b': '1', 'cold-c': '1' };
  const named = (prefix: string) =>
    Object.fromEntries(Object.entries(numbers).map(([set, number]) => [`${prefix}-${set}`, number]));
  expect(annotations(10)).toEqual({
    first: named('bigdata-constructs.io/acknowledge-datanode'),
    sets: named('lake-datanode'),
  });
  expect(Object.values(annotations(7).sets).filter(Boolean)).toEqual([]);
});

describeWithControlPlane('the guards of a HadoopCluster on a real API server', (api) => {
  const before = withDataNodes(9);
  const refusal = (object: KubeObject): Promise<string> =>
    api.apply(object, { dryRun: true }).then(
      () => 'accepted',
      (error: Error) => error.message,
    );
  const eventually = async (object: KubeObject, holds: (answer: string) => boolean): Promise<string> => {
    let answer = await refusal(object);
    for (let attempt = 0; attempt < 100 && !holds(answer); attempt++) {
      await new Promise((done) => setTimeout(done, 100));
      answer = await refusal(object);
    }
    return answer;
  };
  const dataNodes = (objects: KubeObject[], zone: string) => find(objects, 'StatefulSet', `lake-datanode-${zone}`);

  beforeAll(async () => {
    for (const object of before) await api.apply(object);
    for (const zone of ['a', 'b', 'c']) {
      await api.setStatus(dataNodes(before, zone), { replicas: 3, readyReplicas: 3, observedGeneration: 1 });
    }
    // A policy works a moment after it is stored.
    await eventually(dataNodes(withDataNodes(8), 'c'), (answer) => answer !== 'accepted');
    await api.setStatus(dataNodes(before, 'a'), { replicas: 4 });
    await eventually(dataNodes(withDataNodes(3, 3), 'a'), (answer) => answer.includes('at most'));
    await api.setStatus(dataNodes(before, 'a'), { replicas: 3 });
  });

  afterAll(async () => {
    for (const object of before) if (object.kind.startsWith('Validating')) await api.delete(object);
  });

  test('refuse fewer DataNodes until it is acknowledged', async () => {
    const message = await refusal(dataNodes(withDataNodes(8), 'c'));
    expect(message).toContain('a decrease of datanodes from 3 to 2 is refused');
    expect(message).toContain('bigdata-constructs.io/acknowledge-datanodes to 2');
    expect(await refusal(dataNodes(withDataNodes(8, 8), 'c'))).toBe('accepted');
    // One that was left behind.
    expect(await refusal(dataNodes(withDataNodes(8, 9), 'c'))).toContain('from 3 to 2');
    expect(await refusal(dataNodes(withDataNodes(12), 'c'))).toBe('accepted');
  });

  test('refuse more leaving at once than the copies allow, acknowledged or not', async () => {
    // From three to one in a zone, where a block has three copies.
    expect(await refusal(dataNodes(withDataNodes(3, 3), 'a'))).toBe('accepted');
    // One is still leaving from before.
    await api.setStatus(dataNodes(before, 'a'), { replicas: 4 });
    const refused = await refusal(dataNodes(withDataNodes(3, 3), 'a'));
    expect(refused).toContain('at most 2 may leave at once');
    expect(refused).toContain('Ask for 2');
    await api.setStatus(dataNodes(before, 'a'), { replicas: 3 });
  });

  test('refuse a second zone to shrink while one still hands over', async () => {
    const first = dataNodes(withDataNodes(8, 8), 'c');
    // What the guard knows of the other sets is a moment old.
    await eventually(first, (answer) => answer === 'accepted');
    await api.apply(first);
    const second = dataNodes(withDataNodes(6, 6), 'b');
    const refused = await eventually(second, (answer) => answer !== 'accepted');
    expect(refused).toContain('members of lake-datanode-c are still handing over');
    // They are gone.
    await api.setStatus(dataNodes(before, 'c'), { replicas: 2, readyReplicas: 2 });
    expect(await eventually(second, (answer) => answer === 'accepted')).toBe('accepted');
  });

  test('let a set grow, and change otherwise, while another one hands over', async () => {
    await api.setStatus(dataNodes(before, 'a'), { replicas: 4 });
    expect(await refusal(dataNodes(withDataNodes(12), 'b'))).toBe('accepted');
    await api.setStatus(dataNodes(before, 'a'), { replicas: 3 });
  });

  test.each([
    ['lake-namenode', 'namenodes', { nameNodes: { members: 3 } }],
    ['lake-journalnode', 'journalnodes', { journalNodes: { members: 5 } }],
    ['lake-resourcemanager', 'resourcemanagers', { yarn: { ...minimal.yarn!, resourceManagers: { members: 3 } } }],
  ])('refuse another number of %s', async (set, what, props) => {
    const refused = await refusal(find(cluster(props).objects(), 'StatefulSet', set));
    expect(refused).toContain(`a change of ${what}`);
    const answer = (acknowledge: hadoop.HadoopAcknowledgements) =>
      refusal(find(cluster({ ...props, acknowledge }).objects(), 'StatefulSet', set));
    expect(await answer({ nameNodes: 3, journalNodes: 5, resourceManagers: 3 })).toBe('accepted');
    expect(await answer({ nameNodes: 2, journalNodes: 3, resourceManagers: 2 })).toContain(`a change of ${what}`);
  });

  test('refuse another release line of what holds data until it is acknowledged, and no other by that', async () => {
    const version = hadoop.HadoopVersion.of('3.5.0');
    const zooKeeper = { version: services.ZooKeeperVersion.of('3.10.0') };
    const count = { dataNodes: { ...minimal.dataNodes, count: 9 } };
    const next = cluster({ ...count, version, zooKeeper }).objects();
    const holding = next.filter(
      ({ kind, spec }) => kind === 'StatefulSet' && 'volumeClaimTemplates' in (spec as object),
    );
    const meant = cluster({ ...count, version, zooKeeper, acknowledge: { release: '3.5', zooKeeperRelease: '3.10' } });
    const stale = cluster({ ...count, version, zooKeeper, acknowledge: { release: '3.6', zooKeeperRelease: '3.11' } });
    const [meantObjects, staleObjects] = [meant.objects(), stale.objects()];
    expect(holding.map(({ metadata }) => metadata.name).sort()).toEqual(
      ['datanode-a', 'datanode-b', 'datanode-c', 'journalnode', 'namenode', 'zookeeper'].map((part) => `lake-${part}`),
    );
    for (const set of holding) {
      const { name } = set.metadata;
      const [from, to, prop] = name.endsWith('zookeeper')
        ? ['3.9', '3.10', "zooKeeper.version: ZooKeeperVersion.of('3.9.5')"]
        : ['3.4', '3.5', "version: HadoopVersion.of('3.4.3')"];
      const message = await eventually(set, (answer) => answer !== 'accepted');
      expect(message).toContain(`a change of release from ${from} to ${to} is refused. To stay, give ${prop}`);
      expect(message).toContain('it is the default of bigdata-constructs, ');
      expect(await refusal(find(staleObjects, 'StatefulSet', name))).toContain(`to ${to} is refused`);
      expect(await refusal(find(meantObjects, 'StatefulSet', name))).toBe('accepted');
    }
  });

  test('let through another release of the same line, and pull it from wherever', async () => {
    const images = { hadoop: { image: 'localhost:5000/hadoop', digest: `sha256:35${'0'.repeat(62)}` } };
    const count = { dataNodes: { ...minimal.dataNodes, count: 9 } };
    for (const version of [hadoop.HadoopVersion.of('3.4.9'), hadoop.HadoopVersion.of('3.4.3', { images })]) {
      const set = find(cluster({ ...count, version }).objects(), 'StatefulSet', 'lake-journalnode');
      expect(await refusal(set)).toBe('accepted');
    }
  });

  test('refuse fewer through the scale subresource', async () => {
    await expect(api.scale(dataNodes(before, 'a'), 2)).rejects.toThrow('fewer replicas through scale are refused');
  });

  test('leave the size of a volume to the API server, which refuses another one', async () => {
    const volumes = [{ size: Size.tebibytes(3) }, { size: Size.tebibytes(2) }];
    const larger = cluster({ dataNodes: { ...minimal.dataNodes, count: 9, volumes } }).objects();
    expect(await refusal(dataNodes(larger, 'a'))).toContain('Forbidden');
  });
});
