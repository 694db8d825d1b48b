import { kubernetes } from 'bigdata-constructs';
import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { GuardedMembers } from '../../lib/kubernetes/internal';
import { describeWithControlPlane } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { find, yamlObjects } from '../helpers/synth';

/** A release by its prop, and the line that is acknowledged. */
type Releases = Record<string, [text: string, acknowledged?: string]>;

const objectsOf = (releases: Releases): KubeObject[] => {
  const app = new App();
  const chart = new kubernetes.NamespaceChart(app, 'guarded-releases');
  const guarded = GuardedMembers.of(new Construct(chart, 'Store'), { engine: 'shop', cluster: 'store' });
  for (const [prop, [text, acknowledged]] of Object.entries(releases)) {
    const release = { prop, versions: 'ShelfVersion', fallback: 'the first one', advice: 'empty it first.' };
    guarded.addRelease({ ...release, text, acknowledged });
  }
  return yamlObjects(app);
};
const membersOf = (releases: Releases) => find<KubeObject>(objectsOf(releases), 'ConfigMap', 'store-shop-members');

test('releases stand under their props, each with its own acknowledgement', () => {
  const members = membersOf({ version: ['3.4.3', '3.5'], 'index.version': ['3.9.5'] });
  expect(members).toMatchObject({ data: { version: '3.4.3', 'index.version': '3.9.5' } });
  expect(members.metadata.annotations).toEqual({ 'bigdata-constructs.io/acknowledge-version': '3.5' });
});

describeWithControlPlane('the release of a cluster on a real API server', (api) => {
  const answerTo = (object: KubeObject): Promise<string> =>
    api.apply(object, { dryRun: true }).then(
      () => 'accepted',
      (error: Error) => error.message,
    );
  /** What the API server says of a change from what is stored. */
  const change = async (before: KubeObject, now: Releases): Promise<string> => {
    await api.delete(before);
    await api.apply(before);
    return answerTo(membersOf(now));
  };

  beforeAll(async () => {
    for (const object of objectsOf({ version: ['3.4.3'], 'index.version': ['3.9.5'] })) await api.apply(object);
    // A policy works a moment after it is stored.
    for (const later of [{ version: ['9.0.0'] }, { 'index.version': ['9.0.0'] }] as Releases[]) {
      for (let attempt = 0; attempt < 100 && (await answerTo(membersOf(later))) === 'accepted'; attempt++) {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  });

  test.each<[string, Releases, Releases, string]>([
    ['to a later line', { version: ['3.4.3'] }, { version: ['3.5.0'] }, 'from 3.4 to 3.5'],
    ['to an earlier line', { version: ['3.5.0'] }, { version: ['3.4.3'] }, 'from 3.5 to 3.4'],
    ['to a line that begins alike', { version: ['3.1.9'] }, { version: ['3.10.0'] }, 'from 3.1 to 3.10'],
    ['to what tells no line', { version: ['3.4.3'] }, { version: ['newest'] }, 'from 3.4 to unknown'],
    ['acknowledged for a later one', { version: ['3.4.3'] }, { version: ['3.5.0', '3.6'] }, 'from 3.4 to 3.5'],
    ['acknowledged for the one before', { version: ['3.5.0'] }, { version: ['3.6.0', '3.5'] }, 'from 3.5 to 3.6'],
    [
      'acknowledged for another part',
      { version: ['3.4.3'], 'index.version': ['3.4.3'] },
      { version: ['3.5.0'], 'index.version': ['3.4.3', '3.5'] },
      'from 3.4 to 3.5',
    ],
    [
      'of the other part',
      { version: ['3.4.3'], 'index.version': ['3.9.5'] },
      { version: ['3.4.3', '3.10'], 'index.version': ['3.10.0'] },
      'from 3.9 to 3.10',
    ],
  ])('is refused %s', async (_what, before, now, expected) => {
    expect(await change(membersOf(before), now)).toContain(`a change of release ${expected} is refused`);
  });

  test('is refused with what to do', async () => {
    const message = await change(membersOf({ 'index.version': ['3.9.5'] }), { 'index.version': ['3.10.0'] });
    expect(message).toContain(
      "To stay, give index.version: ShelfVersion.of('3.9.5'); where none is given, it is the first one.",
    );
    expect(message).toContain('To go on: empty it first.');
    expect(message).toContain('Then set the annotation bigdata-constructs.io/acknowledge-index.version to 3.10.');
  });

  test.each<[string, Releases, Releases]>([
    ['stays', { version: ['3.4.3'] }, { version: ['3.4.3'] }],
    ['changes within its line', { version: ['3.4.3'] }, { version: ['3.4.10'] }],
    ['has the line that is acknowledged', { version: ['3.4.3'] }, { version: ['3.5.0', '3.5'] }],
    ['was not there before', { 'index.version': ['3.9.5'] }, { 'index.version': ['3.9.5'], version: ['3.5.0'] }],
    ['goes with its part', { version: ['3.4.3'], 'index.version': ['3.9.5'] }, { version: ['3.4.3'] }],
    ['told no line before', { version: ['newest'] }, { version: ['3.5.0'] }],
  ])('is accepted where it %s', async (_what, before, now) => {
    expect(await change(membersOf(before), now)).toBe('accepted');
  });

  test('is accepted where nothing was stored before', async () => {
    const { data: _none, ...empty } = membersOf({ version: ['3.4.3'] }) as KubeObject & { data: unknown };
    expect(await change(empty, { version: ['3.5.0'] })).toBe('accepted');
  });
});
