import { Environment, kubernetes, operators, services } from 'bigdata-constructs';
import { App, Size } from 'cdk8s';
import { NetworkEdgesPolicy } from '../../lib/policies/network-edges';
import { describeWithControlPlane } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { podTemplatesOf } from '../helpers/pod-templates';
import { applyAllTwice } from '../helpers/stored';
import { find } from '../helpers/synth';
import { foundationDb, key } from './foundation-dbs';

const { FoundationDbRedundancy, FoundationDbVersion } = services;
type Props = services.FoundationDbProps;

/** In a namespace of its own: suites run beside each other. */
const objectsOf = (props: Props) => foundationDb(props, {}, 'guarded-metadata').objects();
const clusterOf = (props: Props) => find<KubeObject>(objectsOf(props), 'FoundationDBCluster');
const before: Props = { version: FoundationDbVersion.of('7.1.61'), backup: { key } };

test('processes let the operator in where it comes, and nowhere else', () => {
  const app = new App();
  Environment.attach(app, { name: 'test' });
  const operator = new operators.FoundationDbOperator(new kubernetes.NamespaceChart(app, 'foundationdb-operator'), 'o');
  const chart = new kubernetes.NamespaceChart(app, 'metadata');
  new services.FoundationDb(chart, 'meta').node.addDependency(operator);
  const findings = new NetworkEdgesPolicy().findings(app).map(({ path, text }) => `${path} ${text}`);
  // It may go out to processes with TLS, which are others'.
  expect(findings.filter((finding) => finding.startsWith('metadata'))).toEqual([]);
});

describeWithControlPlane('the guards of a FoundationDB on a real API server', (api) => {
  const objects = objectsOf(before);
  const refusal = (object: KubeObject): Promise<string> =>
    api.apply(object, { dryRun: true }).then(
      () => 'accepted',
      (error: Error) => error.message,
    );

  beforeAll(async () => {
    expect(await applyAllTwice(api, objects)).toEqual([]);
    // A policy works a moment after it is stored.
    const refused = clusterOf({ ...before, storage: Size.gibibytes(1000) });
    for (let attempt = 0; attempt < 100 && (await refusal(refused)) === 'accepted'; attempt++) {
      await new Promise((done) => setTimeout(done, 100));
    }
  });

  afterAll(async () => {
    for (const object of objects) if (object.kind.startsWith('Validating')) await api.delete(object);
  });

  test('let through what changes nothing of it, and more or fewer processes', async () => {
    expect(await refusal(clusterOf(before))).toBe('accepted');
    expect(await refusal(clusterOf({ ...before, storageProcesses: 6, logProcesses: 3 }))).toBe('accepted');
  });

  test("pods are admitted by the namespace's Pod Security level", async () => {
    const templates = objects.flatMap(podTemplatesOf);
    // Three classes, agents, and the job.
    expect(templates).toHaveLength(5);
    for (const { namespaceName, template } of templates) await api.admitPod(namespaceName, template);
  });

  test.each<[string, Props, string]>([
    ['a larger volume', { storage: Size.gibibytes(200) }, 'a change of storage from 100Gi to 200Gi is refused'],
    ['a smaller volume', { storage: Size.gibibytes(50) }, 'a change of storage from 100Gi to 50Gi is refused'],
    ['another log', { logStorage: Size.gibibytes(80) }, 'a change of log-storage from 50Gi to 80Gi is refused'],
    ['another line', { version: FoundationDbVersion.of('7.3.63') }, 'a change of release from 7.1 to 7.3 is refused'],
    [
      'three halls, whose domain is another',
      { redundancy: FoundationDbRedundancy.THREE_DATA_HALL },
      'another fault domain',
    ],
  ])('refuse %s', async (_, change, why) => {
    expect(await refusal(clusterOf({ ...before, ...change }))).toContain(why);
  });

  test('let through volumes that are acknowledged, and no others by that', async () => {
    const acknowledge = { storage: Size.gibibytes(200) };
    expect(await refusal(clusterOf({ ...before, storage: Size.gibibytes(200), acknowledge }))).toBe('accepted');
    expect(await refusal(clusterOf({ ...before, storage: Size.gibibytes(50), acknowledge }))).toContain('is refused');
  });

  test('refuse fewer copies, until that is acknowledged', async () => {
    const edited = (acknowledge?: services.FoundationDbAcknowledgements) => {
      const object = clusterOf({ ...before, acknowledge });
      return JSON.parse(
        JSON.stringify(object).replace('"redundancy_mode":"double"', '"redundancy_mode":"single"'),
      ) as KubeObject;
    };
    expect(await refusal(edited())).toContain('a redundancy of single after double is refused');
    expect(await refusal(edited({ redundancy: FoundationDbRedundancy.SINGLE }))).toBe('accepted');
  });

  test('refuse to remove a process without moving its data', async () => {
    const object = clusterOf(before);
    const spec = { ...(object.spec as object), processGroupsToRemoveWithoutExclusion: ['storage-1'] };
    expect(await refusal({ ...object, spec })).toContain('without moving their data first is refused');
  });

  test('refuse another release while an earlier change is carried out, and with another change', async () => {
    const version = FoundationDbVersion.V7_1_67;
    const waits = await refusal(clusterOf({ ...before, version }));
    expect(waits).toContain('another release together with other changes, or while earlier ones');
    expect(waits).toContain("give version: FoundationDbVersion.of('7.1.61')");
    const acknowledge = { releaseWithChanges: '7.1.67' };
    expect(await refusal(clusterOf({ ...before, version, acknowledge }))).toBe('accepted');
  });

  test('refuse to delete it, since its volumes go with it', async () => {
    await expect(api.delete(clusterOf(before))).rejects.toThrow('is refused, because data goes with it');
  });
});
