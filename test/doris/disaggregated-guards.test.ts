import { doris } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { describeWithControlPlane } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';
import { clusterApart, minimalApart } from './clusters';

const { DorisVersion } = doris;
type Props = Partial<doris.DorisDisaggregatedClusterProps>;

const [etl] = minimalApart.computeGroups;
const adHoc = { ...etl, name: 'ad_hoc' };
const pods = { be: { labels: { team: 'olap' } } };

/** What is stored first, in a namespace of its own: suites run beside each other. */
const before: Props = {
  computeGroups: [etl, adHoc],
  frontends: { observers: 1 },
  overrides: { pods },
};
const objectsOf = (props: Props = {}) =>
  clusterApart({ ...before, ...props }, { name: 'test', zones: ['a', 'b', 'c'] }, 'guarded-lakehouse').objects();
const made = (props: Props = {}) => find(objectsOf(props), 'DorisDisaggregatedCluster');
const members = (number: number): Props => ({ computeGroups: [{ ...etl, members: number }, adHoc] });

/** With the checksum that the object has as it is rendered with these props. */
const checksum = (props: Props) =>
  (made(props).metadata.annotations as Record<string, string>)['bigdata-constructs.io/restart-checksum'];

describeWithControlPlane('the guards of a DorisDisaggregatedCluster on a real API server', (api) => {
  const refusal = (object: KubeObject): Promise<string> =>
    api.apply(object, { dryRun: true }).then(
      () => 'accepted',
      (error: Error) => error.message,
    );

  /** What the operator says, of the group that members come to and go from. */
  async function says(phase: string, seen = true): Promise<void> {
    const stored = await api.get(made());
    const generation = stored!.metadata.generation as number;
    await api.setStatus(stored!, {
      observedGeneration: seen ? generation : generation - 1,
      computeGroupStatuses: [{ uniqueId: 'etl', phase }],
    });
  }

  beforeAll(async () => {
    for (const object of objectsOf()) await api.apply(object);
    // A policy works a moment after it is stored.
    const attempt = () => refusal(made({ frontends: { observers: 0 } }));
    for (let tries = 0; tries < 100 && (await attempt()) === 'accepted'; tries++) {
      await new Promise((done) => setTimeout(done, 100));
    }
  });

  afterAll(async () => {
    for (const object of objectsOf()) if (object.kind.startsWith('Validating')) await api.delete(object);
  });

  test('let through what takes nothing away, of one part', async () => {
    await says('Ready');
    expect(await refusal(made())).toBe('accepted');
    expect(await refusal(made(members(6)))).toBe('accepted');
    expect(await refusal(made({ computeGroups: [etl, adHoc, { ...etl, name: 'bi' }] }))).toBe('accepted');
    expect(await refusal(made({ overrides: { pods, backend: { max_tablet_version_num: '3000' } } }))).toBe('accepted');
  });

  test('fewer frontends are refused until the new number is acknowledged, and followers stay', async () => {
    const fewer: Props = { frontends: { observers: 0 } };
    expect(await refusal(made(fewer))).toContain('a decrease of frontends from 4 to 3 is refused');
    expect(await refusal(made({ ...fewer, acknowledge: { frontends: 3 } }))).toBe('accepted');
    expect(await refusal(made({ frontends: { followers: 5 } }))).toContain(
      'a change of followers from 3 to 5 is refused',
    );
  });

  test('the volumes of frontends and of a group stay as they are', async () => {
    expect(await refusal(made({ frontends: { observers: 1, storage: Size.gibibytes(60) } }))).toContain(
      "a change of a volume's first size",
    );
    expect(await refusal(made({ computeGroups: [{ ...etl, cache: Size.tebibytes(1) }, adHoc] }))).toContain(
      'another size of the cache of a compute group is refused',
    );
  });

  test('a group goes on purpose alone', async () => {
    const gone: Props = { computeGroups: [etl] };
    expect(await refusal(made(gone))).toContain('the end of the compute groups ad_hoc is refused');
    expect(await refusal(made({ ...gone, acknowledge: { removedGroups: ['ad_hoc'] } }))).toBe('accepted');
    expect(await refusal(made({ ...gone, acknowledge: { removedGroups: ['etl'] } }))).toContain('is refused');
  });

  describe('the number of members of a group', () => {
    const refused = 'another number of members of a compute group is refused while the last one is still carried out';

    test('goes down and up, one step at a time', async () => {
      await says('Ready');
      expect(await refusal(made(members(2)))).toBe('accepted');
      await says('Decommissioning');
      expect(await refusal(made(members(2)))).toContain(refused);
      expect(await refusal(made())).toBe('accepted');
      await says('Ready', false);
      expect(await refusal(made(members(2)))).toContain(refused);
    });

    test('of another group is free meanwhile', async () => {
      await says('Decommissioning');
      expect(await refusal(made({ computeGroups: [etl, { ...adHoc, members: 5 }] }))).toBe('accepted');
    });
  });

  describe('another release', () => {
    const [V4_0, V4_1] = [DorisVersion.V4_0, DorisVersion.V4_1];
    const acknowledge = { release: '4.1' };
    const first: Props = { metaService: { version: V4_1 } };

    test('is refused, with what to do to stay and to go', async () => {
      expect(await refusal(made(first))).toContain('a change of release from 4.0 to 4.1 is refused');
      expect(await refusal(made({ ...first, acknowledge }))).toBe('accepted');
    });

    test('comes to one part after the other', async () => {
      const together: Props = { version: V4_1, frontends: { observers: 1, version: V4_0 }, acknowledge };
      expect(await refusal(made(together))).toContain('would be replaced at the same time');
      const rolledTogether = checksum(together);
      expect(await refusal(made({ ...together, acknowledge: { ...acknowledge, rolledTogether } }))).toBe('accepted');
    });
  });

  test('what the operator leaves on pods is refused to go until it is acknowledged', async () => {
    const less: Props = { overrides: {} };
    expect(await refusal(made(less))).toContain('pods would keep what is no longer named');
    expect(await refusal(made({ ...less, acknowledge: { takenAway: checksum(less) } }))).toBe('accepted');
  });

  test('the cluster is not deleted by mistake', async () => {
    await expect(api.delete(made())).rejects.toThrow('acknowledge-deletion');
  });
});
