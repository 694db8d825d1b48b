import { clickhouse, Cpu } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { describeWithControlPlane } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';
import { minimal, cluster as rendered } from './clusters';

const { ClickHouseVersion } = clickhouse;
type Props = Partial<clickhouse.ClickHouseClusterProps>;

/** In a namespace of its own: suites run beside each other. */
const objectsOf = (props: Props) =>
  rendered({ ...minimal, ...props }, { name: 'test', zones: ['a', 'b', 'c'] }, 'guarded-olap').objects();
const servers = (props: Props) => find(objectsOf(props), 'ClickHouseInstallation');
const keeper = (props: Props) => find(objectsOf(props), 'ClickHouseKeeperInstallation');

/** With an acknowledgement of the restart that this makes of Keeper. */
const restarting = (props: Props): Props => {
  const annotations = keeper(props).metadata.annotations as Record<string, string>;
  const restartedKeeper = annotations['bigdata-constructs.io/restart-checksum'];
  return { ...props, acknowledge: { ...props.acknowledge, restartedKeeper } };
};

/** An object with another annotation. */
const annotated = (object: KubeObject, annotations: Record<string, string>): KubeObject => ({
  ...object,
  metadata: { ...object.metadata, annotations: { ...(object.metadata.annotations as object), ...annotations } },
});

/** An object with other text in it, as an editor changes it. */
const edited = (object: KubeObject, from: string, to: string): KubeObject => ({
  ...object,
  spec: JSON.parse(JSON.stringify(object.spec).split(from).join(to)) as object,
});

/** What is stored first: the release before, and settings of one's own. */
const before: Props = {
  version: ClickHouseVersion.V25_8,
  overrides: { settings: { max_connections: 1000 }, keeperSettings: { 'logger/level': 'warning' } },
};
const others: Props = {
  overrides: { settings: { max_connections: 2000 }, keeperSettings: { 'logger/level': 'debug' } },
};

describeWithControlPlane('the guards of a ClickHouseCluster on a real API server', (api) => {
  const refusal = (object: KubeObject): Promise<string> =>
    api.apply(object, { dryRun: true }).then(
      () => 'accepted',
      (error: Error) => error.message,
    );

  beforeAll(async () => {
    for (const object of objectsOf(before)) await api.apply(object);
    // A policy works a moment after it is stored.
    for (const object of [servers({ ...before, shards: 1 }), keeper({ ...before, keeper: { members: 5 } })]) {
      for (let attempt = 0; attempt < 100 && (await refusal(object)) === 'accepted'; attempt++) {
        await new Promise((done) => setTimeout(done, 100));
      }
    }
  });

  afterAll(async () => {
    for (const object of objectsOf(before)) if (object.kind.startsWith('Validating')) await api.delete(object);
  });

  test('let through what changes nothing of it', async () => {
    expect(await refusal(servers(before))).toBe('accepted');
    expect(await refusal(keeper(before))).toBe('accepted');
    expect(await refusal(servers({ ...before, storage: Size.tebibytes(2), suspend: true }))).toBe('accepted');
    expect(await refusal(keeper({ ...before, keeper: { storage: Size.gibibytes(20) }, suspend: true }))).toBe(
      'accepted',
    );
  });

  describe('another release', () => {
    const next = { ...before, version: ClickHouseVersion.V26_3 };

    test('of the servers is refused, with what to do to stay and to go', async () => {
      const message = await refusal(servers(next));
      expect(message).toContain('a change of release from 25.8 to 26.3 is refused');
      expect(message).toContain("give version: ClickHouseVersion.of('25.8.30.16')");
      expect(message).toContain('it is the default of bigdata-constructs, 26.3.35.3 in the release');
      expect(message).toContain('bigdata-constructs.io/acknowledge-release to 26.3');
    });

    test('that is the default, which nobody gave, is refused as well', async () => {
      const { version: _, ...given } = before;
      expect(await refusal(servers(given))).toContain('a change of release from 25.8 to 26.3');
    });

    test('of the servers is let through by its acknowledgement, and by none of another release', async () => {
      expect(await refusal(servers({ ...next, acknowledge: { release: '26.3' } }))).toBe('accepted');
      expect(await refusal(servers({ ...next, acknowledge: { release: '26.8' } }))).toContain('from 25.8 to 26.3');
    });

    test('of the same line needs none', async () => {
      expect(await refusal(servers({ ...before, version: ClickHouseVersion.of('25.8.31.1') }))).toBe('accepted');
    });

    test('is told where its image does not tell it', async () => {
      const image = (text: string, release: string, digest?: string) => ({
        ...before,
        version: ClickHouseVersion.of(release, { images: { server: { image: text, digest } } }),
      });
      const digest = `sha256:26${'3e'.repeat(31)}`;
      for (const own of ['localhost:5000/server:ours', 'localhost:5000/server:1.0-ours', 'mine.example.com/server']) {
        expect(await refusal(servers(image(own, '25.8.30.16')))).toBe('accepted');
        expect(await refusal(servers(image(own, '25.8.30.16', digest)))).toBe('accepted');
        expect(await refusal(servers(image(own, '26.3.35.3', digest)))).toContain('from 25.8 to 26.3');
      }
    });

    test.each([
      ['clickhouse/clickhouse-server:26.3.35.3', 'from 25.8 to 26.3'],
      ['localhost:5000/clickhouse-server:26.3.35.3', 'from 25.8 to 26.3'],
      [`clickhouse/clickhouse-server:26.3.35.3@sha256:${'0'.repeat(64)}`, 'from 25.8 to 26.3'],
      [`clickhouse/clickhouse-server@sha256:${'0'.repeat(64)}`, 'from 25.8 to unknown'],
      ['localhost:5000/clickhouse-server', 'from 25.8 to unknown'],
      ['clickhouse/clickhouse-server:latest', 'from 25.8 to unknown'],
      ['localhost:5000/clickhouse-server:25.8.31.1', 'accepted'],
    ])('by hand, to %s: %s', async (image, answer) => {
      const found = edited(servers(before), 'clickhouse/clickhouse-server:25.8.30.16"', `${image}"`);
      expect(await refusal(found)).toContain(answer);
    });

    test('of Keeper is refused, and is not that of the servers', async () => {
      const message = await refusal(keeper(next));
      expect(message).toContain('a change of release from 25.8 to 26.3');
      expect(message).toContain("give keeper.version: ClickHouseVersion.of('25.8.30.16')");
      const apart = { ...next, keeper: { version: ClickHouseVersion.V25_8 } };
      expect(await refusal(keeper(apart))).toBe('accepted');
      expect(await refusal(servers({ ...apart, acknowledge: { release: '26.3' } }))).toBe('accepted');
      expect(await refusal(keeper(restarting({ ...next, acknowledge: { release: '26.3' } })))).toBe('accepted');
    });
  });

  describe('an image and settings in one update', () => {
    const patch = { ...before, version: ClickHouseVersion.of('25.8.31.1') };

    test.each<[string, Props]>([
      ['settings', others],
      ['files', { overrides: { ...before.overrides, files: { 'config.d/mine.xml': '<clickhouse/>' } } }],
      ['profiles', { profiles: { batch: { max_execution_time: 10 } } }],
      ['users', { users: [{ name: 'reporting' }] }],
    ])('are refused, and each alone is not: %s', async (_, props) => {
      const message = await refusal(servers({ ...patch, ...props }));
      expect(message).toContain('a new image and other settings in one update, or a new image where earlier settings');
      expect(message).toContain("Make two: give version: ClickHouseVersion.of('25.8.30.16')");
      expect(await refusal(servers({ ...before, ...props }))).toBe('accepted');
      expect(await refusal(servers(patch))).toBe('accepted');
    });

    test('are let through by the acknowledgement of that image, and of no other', async () => {
      const both = { ...patch, ...others };
      expect(await refusal(servers({ ...both, acknowledge: { settingsWithRelease: '25.8.31.1' } }))).toBe('accepted');
      expect(await refusal(servers({ ...both, acknowledge: { settingsWithRelease: '25.8.30.16' } }))).toContain(
        'are refused',
      );
    });

    test('are two updates of Keeper as well', async () => {
      expect(await refusal(keeper(restarting({ ...patch, ...others })))).toContain('give keeper.version:');
      expect(await refusal(keeper(restarting(patch)))).toBe('accepted');
      const acknowledge = { settingsWithRelease: '25.8.31.1' };
      expect(await refusal(keeper(restarting({ ...patch, ...others, acknowledge })))).toBe('accepted');
    });

    test('are one update where the operator has not given out settings that came before', async () => {
      const suspended = { ...before, ...others, suspend: true };
      for (const make of [servers, keeper]) {
        await api.apply(make(make === keeper ? restarting(suspended) : suspended));
        const released = { ...suspended, ...patch, ...others };
        const resumed = { ...released, suspend: false };
        for (const next of [released, resumed]) {
          expect(await refusal(make(restarting(next)))).toContain('where earlier settings may still wait, are refused');
        }
        await api.apply(make(restarting(before)));
      }
    });

    test('are two for who goes to the next line: none of our own settings follows the release', async () => {
      for (const release of ['25.8.30.16', '26.3.35.3', '26.8.1.1', '27.3.1.1']) {
        const version = ClickHouseVersion.of(release);
        const acknowledge = { release: version.line };
        const { overrides } = before;
        expect([
          release,
          await refusal(servers({ overrides, version, acknowledge })),
          await refusal(keeper(restarting({ overrides, version, acknowledge }))),
        ]).toEqual([release, 'accepted', 'accepted']);
      }
    });
  });

  describe("a restart of all of Keeper's members", () => {
    const larger = { ...before, keeper: { size: { cpu: Cpu.units(2), memory: Size.gibibytes(4) } } };

    test.each<[string, Props]>([
      ['another size', larger],
      ['another image', { ...before, keeper: { version: ClickHouseVersion.of('25.8.31.1') } }],
      ['another setting', { ...before, ...others }],
      [
        'what all pods have',
        { ...before, overrides: { ...before.overrides, pods: { keeper: { labels: { a: 'b' } } } } },
      ],
    ])('is refused until it is acknowledged: %s', async (_, props) => {
      const message = await refusal(keeper(props));
      expect(message).toContain('the operator restarts all members at once');
      expect(message).toContain('Then set the annotation bigdata-constructs.io/acknowledge-keeper-restart to ');
      expect(await refusal(keeper(restarting(props)))).toBe('accepted');
      expect(await refusal(keeper({ ...props, acknowledge: { restartedKeeper: '0123456789abcdef' } }))).toContain(
        'is refused',
      );
    });

    test('is acknowledged by the checksum of what changes', async () => {
      const acknowledged = keeper(restarting(larger));
      const { annotations } = acknowledged.metadata as { annotations?: Record<string, string> };
      const acknowledgement = {
        'bigdata-constructs.io/acknowledge-keeper-restart': annotations!['bigdata-constructs.io/restart-checksum'],
      };
      expect(await refusal(annotated(keeper({ ...before, ...others }), acknowledgement))).toContain('is refused');
    });

    test('is refused by hand, an acknowledgement that was left behind or not', async () => {
      const acknowledged = keeper(restarting(before));
      for (const object of [keeper(before), acknowledged]) {
        expect(await refusal(edited(object, '"memory":"2Gi"', '"memory":"4Gi"'))).toContain('is refused');
        expect(await refusal({ ...object, spec: { ...(object.spec as object), stop: 'yes' } })).toContain('is refused');
      }
      await api.apply(acknowledged);
      expect(await refusal(edited(acknowledged, '"memory":"2Gi"', '"memory":"4Gi"'))).toContain('is refused');
      await api.apply(keeper(before));
    });
  });
});
