import { doris } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { describeWithControlPlane } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';
import { cluster } from './clusters';

const { DorisVersion } = doris;
type Props = Partial<doris.DorisClusterProps>;

/** What is stored first, in a namespace of its own: suites run beside each other. */
const before: Props = {
  version: DorisVersion.V4_0,
  frontends: { observers: 1 },
  volumes: [{ size: Size.gibibytes(100) }],
  overrides: { pods: { fe: { labels: { team: 'olap' } } } },
};
const objectsOf = (props: Props, pool?: string) =>
  cluster(
    { ...before, ...props },
    {
      name: 'test',
      zones: ['a', 'b', 'c'],
      nodeClasses: pool
        ? { stateful: { nodeSelector: { pool }, taints: [{ key: 'data', effect: 'NoSchedule' }] } }
        : {},
    },
    'guarded-warehouse',
  ).objects();
const made = (props: Props = {}, pool?: string) => find(objectsOf(props, pool), 'DorisCluster');

/** With the checksum that the object has as it is rendered with these props. */
const checksum = (props: Props, pool?: string) =>
  (made(props, pool).metadata.annotations as Record<string, string>)['bigdata-constructs.io/restart-checksum'];

describeWithControlPlane('the guards of a DorisCluster on a real API server', (api) => {
  const refusal = (object: KubeObject): Promise<string> =>
    api.apply(object, { dryRun: true }).then(
      () => 'accepted',
      (error: Error) => error.message,
    );

  beforeAll(async () => {
    for (const object of objectsOf({}, 'data')) await api.apply(object);
    // A policy works a moment after it is stored.
    for (let attempt = 0; attempt < 100 && (await refusal(made({ backends: 3 }, 'data'))) === 'accepted'; attempt++) {
      await new Promise((done) => setTimeout(done, 100));
    }
  });

  afterAll(async () => {
    for (const object of objectsOf({}, 'data')) if (object.kind.startsWith('Validating')) await api.delete(object);
  });

  test('let through what takes nothing away, of one component', async () => {
    expect(await refusal(made({}, 'data'))).toBe('accepted');
    expect(await refusal(made({ backends: 6 }, 'data'))).toBe('accepted');
    expect(await refusal(made({ grownTo: Size.tebibytes(1) }, 'data'))).toBe('accepted');
    expect(
      await refusal(made({ overrides: { ...before.overrides, backend: { max_tablet_version_num: '3000' } } }, 'data')),
    ).toBe('accepted');
  });

  test('fewer backends are refused until the new number is acknowledged', async () => {
    expect(await refusal(made({ backends: 3 }, 'data'))).toContain('a decrease of backends from 4 to 3 is refused');
    expect(await refusal(made({ backends: 3, acknowledge: { backends: 3 } }, 'data'))).toBe('accepted');
    expect(await refusal(made({ backends: 3, acknowledge: { backends: 4 } }, 'data'))).toContain('is refused');
  });

  describe('backends that leave', () => {
    const emptied = 'bigdata-constructs.io/emptied-backends';
    const generation = async () => (await api.get(made({}, 'data')))!.metadata.generation as number;
    const { apiVersion, kind, metadata } = made({}, 'data');
    const { name, namespace } = metadata;
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: `${name}-leave`, namespace } };
    /** What the job says, by the account and the rights that it has. */
    const say = async (text: string, spec?: object) =>
      (await api.as(account)).apply(
        { apiVersion, kind, metadata: { name, namespace, annotations: { [emptied]: text } }, ...(spec && { spec }) },
        { manager: 'leave' },
      );
    const fewer = made({ backends: 3 }, 'data');
    const refused = 'a decrease of backends from 4 to 3 is refused';

    // As it was for the other tests.
    afterEach(() => api.apply(made({}, 'data')));

    test('go when they were said to leave before and hold nothing, and neither alone is enough', async () => {
      await say(`3@${await generation()}`);
      expect(await refusal(fewer)).toContain(refused);
      await api.apply(made({ leaving: 1 }, 'data'));
      expect(await refusal(fewer)).toBe('accepted');
      // What a job says for a cluster that runs on as it was.
      expect(await refusal(made({ leaving: 1, grownTo: Size.tebibytes(2) }, 'data'))).toBe('accepted');
      await say('2@1');
      expect(await refusal(fewer)).toContain(refused);
      expect(await refusal(fewer)).toContain('Give leaving: 1');
    });

    test('stay when the cluster has changed since they held nothing', async () => {
      await api.apply(made({ leaving: 1 }, 'data'));
      await say(`3@${await generation()}`);
      expect(await refusal(fewer)).toBe('accepted');
      await api.apply(made({ leaving: 1, backends: 5 }, 'data'));
      expect(await refusal(fewer)).toContain('from 5 to 3 is refused');
      await api.apply(made({ leaving: 2, backends: 5 }, 'data'));
      expect(await refusal(fewer)).toContain('from 5 to 3 is refused');
      await say(`3@${await generation()}`);
      expect(await refusal(fewer)).toBe('accepted');
      expect(await refusal(made({ backends: 4 }, 'data'))).toContain('from 5 to 4 is refused');
      await api.apply(fewer);
      // What was said is of the object as it was.
      await api.apply(made({ leaving: 1 }, 'data'));
      expect(await refusal(fewer)).toContain(refused);
    });

    test('are told of by an account that may change nothing else of the cluster', async () => {
      await expect(say('3@1', { beSpec: { replicas: 5 } })).rejects.toThrow('may change nothing but an annotation');
      const other = { ...made({}, 'data'), metadata: { ...metadata, name: 'other' } };
      await expect((await api.as(account)).apply(other)).rejects.toThrow('forbidden');
    });
  });

  test('fewer frontends are refused until the new number is acknowledged, and followers stay', async () => {
    const fewer: Props = { frontends: { observers: 0 } };
    expect(await refusal(made(fewer, 'data'))).toContain('a decrease of frontends from 4 to 3 is refused');
    expect(await refusal(made({ ...fewer, acknowledge: { frontends: 3 } }, 'data'))).toBe('accepted');
    expect(await refusal(made({ frontends: { followers: 5, observers: 0 } }, 'data'))).toContain(
      'a change of followers from 3 to 5 is refused',
    );
  });

  test('another first size of a volume is refused, as the operator would pass over it', async () => {
    const refused = "a change of a volume's first size";
    expect(await refusal(made({ storage: Size.tebibytes(1) }, 'data'))).toContain(refused);
    expect(await refusal(made({ volumes: [{ size: Size.gibibytes(200) }] }, 'data'))).toContain(refused);
    expect(await refusal(made({ frontends: { observers: 1, storage: Size.gibibytes(60) } }, 'data'))).toContain(
      refused,
    );
  });

  describe('another release', () => {
    const [V4_0, V4_1] = [DorisVersion.V4_0, DorisVersion.V4_1];
    const backends: Props = { version: V4_1, frontends: { ...before.frontends, version: V4_0 } };

    test('of the backends is refused, with what to do to stay and to go', async () => {
      const message = await refusal(made(backends, 'data'));
      expect(message).toContain('a change of release from 4.0 to 4.1 is refused');
      expect(message).toContain("give version: DorisVersion.of('4.0.7')");
      expect(message).toContain('bigdata-constructs.io/acknowledge-release-be to 4.1');
    });

    test('that is acknowledged comes to the backends, and not to both at once', async () => {
      const acknowledge = { release: '4.1' };
      expect(await refusal(made({ ...backends, acknowledge }, 'data'))).toBe('accepted');
      const together = { version: V4_1, acknowledge };
      expect(await refusal(made(together, 'data'))).toContain(
        'frontends and backends would be replaced at the same time',
      );
      const rolledTogether = checksum(together, 'data');
      expect(await refusal(made({ ...together, acknowledge: { ...acknowledge, rolledTogether } }, 'data'))).toBe(
        'accepted',
      );
    });

    test('within the line needs no acknowledgement', async () => {
      expect(
        await refusal(made({ version: DorisVersion.of('4.0.8'), frontends: { observers: 1, version: V4_0 } }, 'data')),
      ).toBe('accepted');
    });

    test('of images of one own is known by what is stated of them', async () => {
      const images = { be: { image: 'registry.example.com/doris-be', digest: `sha256:${'0'.repeat(64)}` } };
      const own = (release: string) => ({
        version: DorisVersion.of(release, { images }),
        frontends: { observers: 1, version: V4_0 },
      });
      expect(await refusal(made(own('4.0.9'), 'data'))).toBe('accepted');
      expect(await refusal(made(own('4.1.9'), 'data'))).toContain('from 4.0 to 4.1');
    });
  });

  test.each<[string, Props, string | undefined]>([
    ['a label', { overrides: {} }, 'data'],
    ['a toleration and a label of nodes', {}, undefined],
  ])('what the operator leaves on pods is refused to go until it is acknowledged: %s', async (_, props, pool) => {
    const rolledTogether = checksum(props, pool);
    const refused = await refusal(made({ ...props, acknowledge: { rolledTogether } }, pool));
    expect(refused).toContain('pods would keep what is no longer named');
    const acknowledge = { rolledTogether, takenAway: rolledTogether };
    expect(await refusal(made({ ...props, acknowledge }, pool))).toBe('accepted');
  });

  test('the cluster is not deleted by mistake', async () => {
    await expect(api.delete(made({}, 'data'))).rejects.toThrow('acknowledge-deletion');
  });
});
