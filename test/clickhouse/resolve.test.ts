import { clickhouse, Environment } from 'bigdata-constructs';
import { App, Duration, Size } from 'cdk8s';
import { resolveClickHouse } from '../../lib/clickhouse/resolve';
import { everything, minimal } from './clusters';

const { ClickHouseVersion } = clickhouse;
const environment = Environment.attach(new App(), {
  name: 'test',
  storageClasses: { data: 'gp3', quorum: 'gp3-fast' },
});

test('everything that is left out has a default', () => {
  expect(resolveClickHouse('events', minimal, environment)).toMatchObject({
    name: 'events',
    version: { line: '26.3' },
    storageClass: 'gp3',
    highAvailability: true,
    keeper: { version: { line: '26.3' }, members: 3, storage: Size.gibibytes(10), storageClass: 'gp3-fast' },
    maxUnavailable: 1,
    users: [],
    probe: true,
    suspend: false,
    overrides: { settings: {}, files: {}, keeperSettings: {} },
    acknowledge: { shards: undefined, keeperMembers: undefined, restartedKeeper: undefined, release: undefined },
  });
});

test('one member of Keeper is enough without high availability', () => {
  expect(resolveClickHouse('events', { ...minimal, highAvailability: false }, environment).keeper.members).toBe(1);
});

test('Keeper has the release of the servers, or its own', () => {
  const [version, older] = [ClickHouseVersion.of('26.8.15.10'), ClickHouseVersion.V25_8];
  const keeperOf = (keeper?: clickhouse.ClickHouseKeeperOptions) =>
    resolveClickHouse('events', { ...minimal, version, keeper }, environment).keeper.version;
  expect([keeperOf(), keeperOf({ members: 5 }), keeperOf({ version: older })]).toEqual([version, version, older]);
});

test('what is given stays, and what belongs to it is filled in', () => {
  const resolved = resolveClickHouse('events', everything, environment);
  expect(resolved).toMatchObject({
    keeper: everything.keeper,
    profiles: everything.profiles,
    quotas: everything.quotas,
    overrides: everything.overrides,
    tieredStorage: everything.tieredStorage,
    backup: { deadline: Duration.hours(12) },
  });
  expect(resolved.users.map(({ profile, quota, networks }) => [profile, quota, networks])).toEqual([
    ['readonly', 'hourly', ['::/0']],
    ['batch', 'default', ['10.0.0.0/8']],
    ['default', 'default', ['::/0']],
  ]);
});
