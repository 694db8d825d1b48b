import { clickhouse, Cpu } from 'bigdata-constructs';
import { Duration, Size } from 'cdk8s';
import { clickHouseRules } from '../../lib/clickhouse/rules';
import { reportedByConstruct, rulesSuite } from '../helpers/rules-suite';
import { cluster, store } from './clusters';

/** Props that differ from the four that are enough, and zones that differ from three. */
type Changes = Partial<clickhouse.ClickHouseClusterProps> & { readonly zones?: string[] };

const size = (cpu: Cpu, memory: Size) => ({ cpu, memory });
const tiered = (cache: Size, moveWhenFree?: number) => ({ tieredStorage: { store, cache, moveWhenFree } });
const release = (text: string) => ({ version: clickhouse.ClickHouseVersion.of(text) });
const image = (component: string) => ({
  version: clickhouse.ClickHouseVersion.of('26.3.35.3', { images: { [component]: { image: 'mine/clickhouse' } } }),
});
const quota = (interval: Duration) => ({ quotas: [{ name: 'hourly', interval }] });

rulesSuite<Changes>('the rules of a ClickHouse cluster', {
  rules: clickHouseRules,
  reported: reportedByConstruct(({ zones = ['a', 'b', 'c'], ...props }) => cluster(props, { name: 'test', zones }).app),
  cases: {
    CH001: { refused: { shards: 0 }, given: '0', passes: { shards: 1 } },
    CH002: { refused: { replicas: 1.5 }, given: '1.5', passes: { replicas: 3 } },
    CH003: { refused: { replicas: 1 }, given: '1', passes: { replicas: 1, highAvailability: false } },
    CH004: { refused: { keeper: { members: 2 } }, given: '2', passes: { keeper: { members: 5 } } },
    CH005: {
      refused: { keeper: { members: 1 } },
      given: '1',
      passes: { keeper: { members: 1 }, highAvailability: false },
    },
    CH006: { refused: { replicas: 4 }, given: '4 where there are 3 zones', passes: { replicas: 3 } },
    CH007: { refused: { zones: ['a', 'b'] }, given: '2', passes: {} },
    CH008: {
      refused: { size: size(Cpu.units(1), Size.gibibytes(1)) },
      given: '1Gi',
      passes: { size: size(Cpu.units(1), Size.gibibytes(2)) },
    },
    CH009: {
      refused: { size: size(Cpu.millis(100), Size.gibibytes(8)) },
      given: '100m',
      passes: { size: size(Cpu.millis(500), Size.gibibytes(8)) },
    },
    CH010: { refused: { storage: Size.mebibytes(100) }, given: '100Mi', passes: { storage: Size.gibibytes(1) } },
    CH011: {
      refused: { overrides: { settings: { uncompressed_cache_size: 8e9 } } },
      given: '11435134976 bytes where 7301234688 is half',
      passes: { overrides: { settings: { uncompressed_cache_size: 1e9 } } },
    },
    CH012: {
      refused: { profiles: { heavy: { max_memory_usage: 17e9 } } },
      given: '17000000000 in profile heavy',
      passes: { profiles: { heavy: { max_memory_usage: 14e9 } } },
    },
    CH013: { refused: { users: [{ name: 'a-b' }] }, given: "'a-b'", passes: { users: [{ name: 'a_b' }] } },
    CH014: { refused: { users: [{ name: 'default' }] }, given: "'default'", passes: { users: [{ name: 'etl' }] } },
    CH015: {
      refused: { users: [{ name: 'etl' }, { name: 'ETL' }] },
      given: "'ETL' again",
      passes: { users: [{ name: 'etl' }, { name: 'etl2' }] },
    },
    CH016: {
      refused: { users: [{ name: 'etl', profile: 'missing' }] },
      given: "'missing' where there are default, readonly",
      passes: { users: [{ name: 'etl', profile: 'batch' }], profiles: { batch: {} } },
    },
    CH017: {
      refused: { users: [{ name: 'etl', quota: 'missing' }] },
      given: "'missing' where there is default",
      passes: { users: [{ name: 'etl', quota: 'hourly' }], ...quota(Duration.hours(1)) },
    },
    CH018: {
      refused: { overrides: { settings: { 's3/x/secret_access_key': 'abc' } } },
      given: 'text for s3/x/secret_access_key',
      passes: {
        overrides: {
          settings: { 's3/x/secret_access_key': { valueFrom: { secretKeyRef: { name: 'x', key: 'y' } } } },
        },
      },
    },
    CH019: [
      {
        refused: { backup: { store, schedule: 'daily' } },
        given: "'daily'",
        passes: { backup: { store, schedule: '*/30 1-5 1,15 * MON-FRI' } },
      },
      { refused: { backup: { store, schedule: '0 2 * *' } }, given: "'0 2 * *'", passes: { backup: { store } } },
    ],
    CH020: { refused: {}, given: 'none', passes: { backup: { store } } },
    CH021: { refused: tiered(Size.gibibytes(600)), given: '600Gi of 1Ti', passes: tiered(Size.gibibytes(512)) },
    CH022: { refused: tiered(Size.gibibytes(1), 20), given: '20', passes: tiered(Size.gibibytes(1), 0.5) },
    CH023: [
      {
        refused: { systemLogRetention: Duration.hours(36) },
        given: '36 hours',
        passes: { systemLogRetention: Duration.hours(48) },
      },
      {
        refused: { systemLogRetention: Duration.days(0) },
        given: '0 seconds',
        passes: { systemLogRetention: Duration.days(1) },
      },
    ],
    CH024: [
      { refused: release('latest'), given: "'latest'", passes: release('26.8.15.10') },
      { refused: release('24.8.1.1'), given: "'24.8.1.1'", passes: release('25.3.1.1') },
      { refused: { keeper: release('24.8.1.1') }, given: "'24.8.1.1'", passes: { keeper: release('25.8.1.1') } },
    ],
    CH025: {
      refused: quota(Duration.millis(10)),
      given: "10 milliseconds for quota 'hourly'",
      passes: quota(Duration.seconds(1)),
    },
    CH026: {
      refused: { backup: { store, prefix: '/backups/' } },
      given: "'/backups/'",
      passes: { backup: { store, prefix: 'olap/backups' } },
    },
    CH033: {
      refused: { restoreFrom: { store, prefix: '/backups' } },
      given: "'/backups'",
      passes: { restoreFrom: { store, prefix: 'clickhouse/olap/backups' } },
    },
    CH027: {
      refused: image('client'),
      given: "one for 'client' where there are server, keeper",
      passes: image('server'),
    },
    CH028: {
      refused: { overrides: { pods: { servers: {} } } },
      given: "'servers'",
      passes: { overrides: { pods: { server: {}, keeper: {}, backup: {}, probe: {} } } },
    },
    CH029: ['config.d/backup.xml', 'users.d/cluster-users.xml', 'conf.d/my.xml', 'my.xml'].map((file) => ({
      refused: { overrides: { files: { [file]: '<clickhouse/>' } } },
      given: `'${file}'`,
      passes: { overrides: { files: { 'config.d/my.xml': '', 'users.d/my.xml': '', 'config.d/ca.pem': '' } } },
    })),
    CH031: [
      {
        refused: { overrides: { settings: { 'merge_tree/allow_remote_fs_zero_copy_replication': 1 } } },
        given: 'merge_tree/allow_remote_fs_zero_copy_replication of 1: replicas share objects',
        passes: { overrides: { settings: { 'merge_tree/allow_remote_fs_zero_copy_replication': 0 } } },
      },
      {
        refused: { overrides: { keeperSettings: { 'keeper_server/coordination_settings/force_sync': false } } },
        given: 'keeper_server/coordination_settings/force_sync of false: Keeper confirms',
        passes: {
          overrides: { keeperSettings: { 'keeper_server/coordination_settings/force_sync': false } },
          acknowledge: { riskySettings: ['keeper_server/coordination_settings/force_sync'] },
        },
      },
    ],
    CH030: [
      {
        refused: { overrides: { keeperSettings: { 'keeper_server/coordination_settings/use_xid_64': 0 } } },
        given: 'keeper_server/coordination_settings/use_xid_64',
        passes: { overrides: { keeperSettings: { 'keeper_server/coordination_settings/session_timeout_ms': 1 } } },
      },
      {
        refused: { overrides: { settings: { 'zookeeper/use_xid_64': 0 } } },
        given: 'zookeeper/use_xid_64',
        passes: { overrides: { settings: { 'zookeeper/session_timeout_ms': 60000 } } },
      },
    ],
    CH032: {
      refused: { keeper: release('25.3.1.1'), ...release('26.8.15.10') },
      given: "'25.3.1.1' with servers of 26.8.15.10",
      passes: { keeper: release('25.8.30.16'), ...release('26.8.15.10') },
    },
    CH034: [
      {
        refused: { profiles: { batch: { max_memory_usge: 1e9 } } },
        given: "'max_memory_usge', which is close to 'max_memory_usage', in profile batch",
        passes: {
          profiles: { batch: { max_memory_usage: 1e9, profile: 'default', 'constraints/max_threads/max': 8 } },
        },
      },
      {
        refused: { profiles: { default: { SQL_tenant: 'a' } } },
        given: "'SQL_tenant' in profile default",
        passes: {
          profiles: { default: { SQL_tenant: 'a' } },
          overrides: { settings: { custom_settings_prefixes: 'my_, SQL_' } },
        },
      },
      {
        // A setting that came later.
        refused: { ...release('25.8.30.16'), overrides: { settings: { 'merge_tree/escape_index_filenames': 1 } } },
        given: "'merge_tree/escape_index_filenames' in overrides.settings",
        passes: { ...release('26.3.35.3'), overrides: { settings: { 'merge_tree/escape_index_filenames': 1 } } },
      },
      {
        // One that went.
        refused: { ...release('26.3.35.3'), overrides: { settings: { cgroup_memory_watcher_hard_limit_ratio: 0.9 } } },
        given: "'cgroup_memory_watcher_hard_limit_ratio' in overrides.settings",
        passes: { ...release('25.8.30.16'), overrides: { settings: { cgroup_memory_watcher_hard_limit_ratio: 0.9 } } },
      },
      {
        refused: { overrides: { settings: { max_concurrent_querys: 9 } } },
        given: "'max_concurrent_querys', which is close to 'max_concurrent_queries', in overrides.settings",
        passes: { overrides: { settings: { max_concurrent_queries: 9, my_own_section: 1, 'macros/region': 'eu' } } },
      },
      {
        refused: { overrides: { settings: { 'merge_tree/parts_to_throw_inserts': 9 } } },
        given: "'merge_tree/parts_to_throw_inserts', which is close to 'parts_to_throw_insert',",
        passes: {
          overrides: { settings: { 'merge_tree/parts_to_throw_inserts': 9 } },
          acknowledge: { unknownSettings: ['merge_tree/parts_to_throw_inserts'] },
        },
      },
      {
        refused: { profiles: { batch: { later: 1 } } },
        given: "'later' in profile batch",
        passes: { ...release('26.8.15.10'), profiles: { batch: { later: 1 } } },
      },
    ],
    CH035: {
      refused: { overrides: { settings: { include_from: '/etc/metrika.xml' } } },
      given: 'include_from',
      passes: { overrides: { settings: { max_connections: 10 } } },
    },
  },
});
