import { presto } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { describeWithControlPlane } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';
import { cluster, minimal } from './clusters';

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

const { BLUE, GREEN } = presto.PrestoColour;
const colours = (options: presto.PrestoBlueGreenOptions, props: Partial<presto.PrestoClusterProps> = {}) => ({
  ...props,
  upgrade: presto.PrestoUpgrade.blueGreen(options),
});
const more = { catalogs: { ...minimal.catalogs, more: presto.PrestoCatalog.memory() } };
const next = { version: presto.PrestoVersion.of('0.297') };

describeWithControlPlane('the guard of two colours on a real API server', (api) => {
  const namespace = 'guarded-colours';
  const of = (props: Partial<presto.PrestoClusterProps>) =>
    cluster({ ...minimal, ...props }, undefined, namespace).objects();
  const members = (props: Partial<presto.PrestoClusterProps>) =>
    find<Guarded>(of(props), 'ConfigMap', 'query-presto-members');
  const refusal = (object: KubeObject): Promise<string> =>
    api.apply(object, { dryRun: true }).then(
      () => 'accepted',
      (error: Error) => error.message,
    );
  const upgraded: Partial<presto.PrestoClusterProps>[] = [
    colours({ active: BLUE }),
    colours({ active: BLUE, green: next }),
    colours({ active: GREEN, blue: {}, green: next }),
    colours({ active: GREEN, green: next }),
    colours({ active: GREEN }, next),
  ];
  /** What is deployed when each is tried, and what is refused. */
  const wrong: [string, number, Partial<presto.PrestoClusterProps>][] = [
    ['a colour that clients are on gets another release', 0, colours({ active: BLUE }, next)],
    ['a colour that clients are on gets a catalog', 1, colours({ active: BLUE, green: next }, more)],
    ['clients are switched to a colour that does not run', 0, colours({ active: GREEN, blue: {} })],
    [
      'clients are switched to one that does not run yet as it is to be',
      1,
      colours({ active: GREEN, blue: {}, green: more }),
    ],
    ['the colour that has the queries is stopped with the switch', 1, colours({ active: GREEN, green: next })],
    ['colours are given up while one has clients', 2, {}],
  ];

  beforeAll(async () => {
    const kinds = ['Namespace', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'];
    for (const object of of(upgraded[0]).filter(({ kind }) => kinds.includes(kind))) await api.apply(object);
    await api.apply(members(upgraded[0]));
    // A policy works a moment after it is stored.
    for (let attempt = 0; attempt < 100 && (await refusal(members(wrong[0][2]))) === 'accepted'; attempt++) {
      await new Promise((done) => setTimeout(done, 100));
    }
  });

  test('an upgrade goes its way, and no other at any of its steps', async () => {
    for (const [step, props] of upgraded.entries()) {
      await api.apply(members(props));
      for (const [name, , other] of wrong.filter(([, at]) => at === step)) {
        expect([name, await refusal(members(other))]).toEqual([
          name,
          expect.stringContaining('all queries that run fail'),
        ]);
      }
    }
  });

  test('the way back is open until the other colour is stopped', async () => {
    await api.apply(members(upgraded[4]));
    expect(await refusal(members(colours({ active: GREEN, blue: {} }, next)))).toBe('accepted');
    await api.apply(members(colours({ active: GREEN, blue: {} }, next)));
    expect(await refusal(members(colours({ active: BLUE, green: {} }, next)))).toBe('accepted');
  });

  test('what is acknowledged is let through', async () => {
    const changed = colours({ active: GREEN, blue: {} }, { ...next, ...more });
    const restartedCoordinator = members(changed).data.coordinator;
    expect(await refusal(members(changed))).toContain(restartedCoordinator);
    expect(await refusal(members({ ...changed, acknowledge: { restartedCoordinator } }))).toBe('accepted');
  });
});

describeWithControlPlane('the guard of a cluster that gets colours, on a real API server', (api) => {
  const of = (props: Partial<presto.PrestoClusterProps>) =>
    cluster({ ...minimal, ...props }, undefined, 'guarded-move').objects();
  const kinds = ['Namespace', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'];
  const members = (props: Partial<presto.PrestoClusterProps>) =>
    find<Guarded>(of(props), 'ConfigMap', 'query-presto-members');
  const refusal = (object: KubeObject): Promise<string> =>
    api.apply(object, { dryRun: true }).then(
      () => 'accepted',
      (error: Error) => error.message,
    );
  const eventually = async (object: KubeObject) => {
    let said = '';
    for (let attempt = 0; attempt < 100 && !said.includes('refused'); attempt++) {
      said = await refusal(object);
      await new Promise((done) => setTimeout(done, 100));
    }
    return said;
  };

  test('refuses it by the rules before and after, until it is acknowledged', async () => {
    const given = colours({ active: BLUE });
    await api.apply(of({}).find(({ kind }) => kind === 'Namespace')!);
    await api.apply(members({}));
    for (const rules of [{}, given]) {
      for (const object of of(rules).filter(({ kind }) => kinds.includes(kind))) await api.apply(object);
      expect(await eventually(members(given))).toContain('is refused');
      const restartedCoordinator = members(given).data.coordinator;
      expect(await refusal(members({ ...given, acknowledge: { restartedCoordinator } }))).toBe('accepted');
    }
  });
});
