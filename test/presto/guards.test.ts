import { presto } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { describeWithControlPlane } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';
import { cluster, managed, minimal } from './clusters';

type Guarded = KubeObject & { readonly data: Record<string, string> };

/** What comes before all else of a cluster, in a namespace of its own: suites run beside each other. */
const objectsOf = (props: Partial<presto.PrestoClusterProps>) =>
  cluster({ ...minimal, ...props }, undefined, 'guarded-sql').objects();
const guarded = (props: Partial<presto.PrestoClusterProps>) =>
  find<Guarded>(objectsOf(props), 'ConfigMap', 'query-presto-members');

const larger: Partial<presto.PrestoClusterProps> = {
  coordinator: { size: { ...minimal.workers.size, memory: Size.gibibytes(16) } },
};

describeWithControlPlane('the guard of the coordinator on a real API server', (api) => {
  const refusal = (object: KubeObject): Promise<string> =>
    api.apply(object, { dryRun: true }).then(
      () => 'accepted',
      (error: Error) => error.message,
    );

  beforeAll(async () => {
    const of = ['Namespace', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'];
    for (const object of objectsOf({}).filter(({ kind }) => of.includes(kind))) await api.apply(object);
    await api.apply(guarded({}));
    // A policy works a moment after it is stored.
    for (let attempt = 0; attempt < 100 && (await refusal(guarded(larger))) === 'accepted'; attempt++) {
      await new Promise((done) => setTimeout(done, 100));
    }
  });

  test.each<[string, Partial<presto.PrestoClusterProps>]>([
    ['its size', larger],
    ['a catalog', { catalogs: { ...minimal.catalogs, more: presto.PrestoCatalog.memory() } }],
    ['what it is told', { overrides: { coordinatorConfig: { 'query.max-history': '10' } } }],
    ['resource managers', { coordinator: managed.coordinator, resourceManagers: {} }],
    ['its release', { version: presto.PrestoVersion.of('0.297') }],
  ])('another one is refused: %s', async (_, changed) => {
    const said = await refusal(guarded(changed));
    expect(said).toContain('all queries that run fail');
    expect(said).toContain(guarded(changed).data.coordinator);
  });

  test('what changes workers alone is let through', async () => {
    expect(await refusal(guarded({ overrides: { workerConfig: { 'task.concurrency': '8' } } }))).toBe('accepted');
  });

  test('what is acknowledged is let through, and nothing else', async () => {
    const restartedCoordinator = guarded(larger).data.coordinator;
    expect(await refusal(guarded({ ...larger, acknowledge: { restartedCoordinator } }))).toBe('accepted');
    const other = { coordinator: { size: { ...larger.coordinator!.size!, memory: Size.gibibytes(20) } } };
    expect(await refusal(guarded({ ...other, acknowledge: { restartedCoordinator } }))).toContain('is refused');
  });

  test('a cluster on which nothing depends has no guard', () => {
    const objects = objectsOf({ acknowledge: { queriesEndWithChanges: true } });
    expect(objects.filter(({ metadata }) => metadata.name === 'query-presto-members')).toEqual([]);
  });
});
