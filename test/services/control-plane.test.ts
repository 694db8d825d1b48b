import { services } from 'bigdata-constructs';
import { describeWithControlPlane } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { podTemplatesOf } from '../helpers/pod-templates';
import { applyAllTwice } from '../helpers/stored';
import { find } from '../helpers/synth';
import { zooKeeper } from './zookeepers';

const objectsOf = (...[props = {}, namespaceName = 'coordination']: [Parameters<typeof zooKeeper>[0]?, string?]) =>
  zooKeeper(props, { name: 'test', zones: ['a', 'b', 'c'] }, namespaceName).objects();
const setOf = (objects: KubeObject[]) => find(objects, 'StatefulSet');

describeWithControlPlane('a ZooKeeper on a real API server', (api) => {
  const objects = objectsOf();

  /** A policy works a moment after it is stored. */
  const refusal = async (attempt: () => Promise<unknown>): Promise<string> => {
    for (let tries = 0; tries < 100; tries++) {
      const answer = await attempt().then(
        () => undefined,
        (error: Error) => error.message,
      );
      if (answer) return answer;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return 'was not refused';
  };

  test('is stored as it is rendered, and not changed by the second time', async () => {
    expect(await applyAllTwice(api, objects)).toEqual([]);
  });

  test("has pods that the namespace's Pod Security level admits", async () => {
    const templates = objects.flatMap(podTemplatesOf);
    expect(templates).toHaveLength(1);
    for (const { namespaceName, template } of templates) await api.admitPod(namespaceName, template);
  });

  test('refuses another number of members, up or down, by whatever way', async () => {
    const five = setOf(objectsOf({ members: 5 }));
    const message = await refusal(() => api.apply(five, { dryRun: true }));
    expect(message).toContain('a change of zookeeper-members from 3 to 5 is refused');
    expect(message).toContain('bigdata-constructs.io/acknowledge-zookeeper-members to 5');
    expect(await refusal(() => api.apply(setOf(objectsOf({ members: 1 })), { dryRun: true }))).toContain('from 3 to 1');
    expect(await refusal(() => api.scale(setOf(objects), 1))).toContain('fewer replicas through scale are refused');
  });

  test('takes another number that is acknowledged, and no other one by that', async () => {
    const meant = setOf(objectsOf({ members: 5, acknowledgeMembers: 5 }));
    await api.apply(meant, { dryRun: true });
    const stale = setOf(objectsOf({ members: 1, acknowledgeMembers: 5 }));
    expect(await refusal(() => api.apply(stale, { dryRun: true }))).toContain('from 3 to 1');
  });

  test('refuses another release line before anything else of it, until it is acknowledged', async () => {
    const first = (props: Parameters<typeof objectsOf>[0]) =>
      find<KubeObject>(objectsOf(props), 'ConfigMap', 'lake-hadoop-members');
    const version = services.ZooKeeperVersion.of('3.10.0');
    for (const acknowledgeRelease of [undefined, '3.11']) {
      const message = await refusal(() => api.apply(first({ version, acknowledgeRelease }), { dryRun: true }));
      expect(message).toContain('a change of release from 3.9 to 3.10 is refused');
    }
    await api.apply(first({ version, acknowledgeRelease: '3.10' }), { dryRun: true });
    await api.apply(first({ version: services.ZooKeeperVersion.V3_9_4 }), { dryRun: true });
  });

  test('leaves volumes as they are: the API server itself refuses another size', async () => {
    const larger = setOf(objectsOf({ storage: zooKeeper().zooKeeper.sizing.heap }));
    await expect(api.apply(larger, { dryRun: true })).rejects.toThrow('Forbidden');
  });
});
