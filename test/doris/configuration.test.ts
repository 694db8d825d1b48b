import { Duration, Size } from 'cdk8s';
import { beConf, computeGroupConf, computeNodeConf } from '../../lib/doris/config/backend-conf';
import { Conf, confFile, SHELL_VARIABLE } from '../../lib/doris/config/conf-file';
import { feConf } from '../../lib/doris/config/frontend-conf';
import { whoSays } from '../../lib/doris/config/held-settings';
import { ConfFile, knownKeys, keyTable } from '../../lib/doris/config/known/known-keys';
import { BACKEND_LOGS, FRONTEND_LOGS, META_SERVICE_LOGS } from '../../lib/doris/config/logs';
import { msConf, retentionFor } from '../../lib/doris/config/meta-service-conf';
import { faultOfText, faultOfValue, faultOfVariable } from '../../lib/doris/config/values';
import { beSizing } from '../../lib/doris/sizing';
import {
  backend,
  computeGroup,
  computeNode,
  container,
  frontend,
  fullBackend,
  fullFrontend,
  metaService,
} from './conf-inputs';
import { asBackend, asShell } from './conf-readers';

const FILES: [name: string, file: ConfFile, conf: Conf][] = [
  ['a frontend', 'fe.conf', feConf(frontend)],
  ['a frontend with everything', 'fe.conf', feConf(fullFrontend)],
  ['a backend', 'be.conf', beConf(backend)],
  ['a backend with everything', 'be.conf', beConf(fullBackend)],
  ['a compute node', 'be.conf', computeNodeConf(computeNode)],
  ['a member of a compute group', 'be.conf', computeGroupConf(computeGroup)],
  ['a meta service', 'doris_cloud.conf', msConf(metaService)],
];
const GIB = 1024 ** 3;

/** What is no key, and the operator reads. */
const OF_THE_OPERATOR: Record<ConfFile, string[]> = {
  'fe.conf': [],
  'be.conf': ['enable_fqdn_mode'],
  'doris_cloud.conf': ['broker_ipc_port'],
};

describe.each(FILES)('the file of %s', (_, file, conf) => {
  const known = Object.entries(conf).flatMap(([name, value]) => {
    const key = knownKeys(file).get(name);
    return key ? [{ key, value }] : [];
  });

  test('holds what sources read, of the types that they read', () => {
    expect(Object.keys(conf).filter((name) => !keyTable(file, '4.1').knows(name))).toEqual([]);
    expect(known.flatMap(({ key, value }) => faultOfValue(key, value) ?? [])).toEqual([]);
    // What is no key is read by scripts and the operator.
    const others = Object.keys(conf).filter((name) => !knownKeys(file).has(name) && !SHELL_VARIABLE.test(name));
    expect(others).toEqual(OF_THE_OPERATOR[file]);
  });

  test('means the same to all that read it', () => {
    const faultOf = (name: string, value: string) =>
      SHELL_VARIABLE.test(name) ? faultOfVariable(name, value) : faultOfText(name, value);
    expect(Object.entries(conf).flatMap(([name, value]) => faultOf(name, value) ?? [])).toEqual([]);
  });

  test('is read line by line as it was meant, and ends with a line feed', () => {
    const text = confFile(conf);
    const quoted = Object.entries(conf).map(([name, value]) => [
      name,
      SHELL_VARIABLE.test(name) ? `"${value}"` : value,
    ]);
    expect(asBackend(text)).toEqual(Object.fromEntries(quoted));
    expect(asShell(text)).toEqual(
      Object.fromEntries(Object.entries(conf).filter(([name]) => SHELL_VARIABLE.test(name))),
    );
    expect(text.endsWith('\n')).toBe(true);
  });

  test('can be overridden in nothing that the construct relies on', () => {
    // These are choices: whoever has others in mind may say so.
    const free =
      /^(log_|sys_log_(level|mode|roll)|audit_log_roll|\w+_sys_accumulated|warn_log|enable_all_http_auth|storage_(flood|high)|priority_networks|force_olap|soft_mem|AWS_|qe_max_connection|max_tablet_version|enable_file_cache|file_cache_path)/;
    const name = (each: string) => whoSays(file, each) === undefined && !free.test(each);
    expect(Object.keys(conf).filter(name)).toEqual([]);
  });
});

describe('fe.conf', () => {
  test('has names instead of addresses, passwords on HTTP, and the hash of the first password from its environment', () => {
    expect(feConf(frontend)).toMatchObject({
      enable_fqdn_mode: 'true',
      enable_all_http_auth: 'true',
      drop_backend_after_decommission: 'false',
      initial_root_password: '${ROOT_PASSWORD_HASH}',
      meta_dir: '/opt/apache-doris/fe/doris-meta',
      arrow_flight_sql_port: '-1',
    });
  });

  test('says nothing of the decoupled mode, which the image says', () => {
    expect(Object.keys(feConf(fullFrontend))).not.toContain('deploy_mode');
  });

  test('has one heap, from the start, and no room for dumps of it', () => {
    const { JAVA_OPTS_FOR_JDK_17: options } = feConf(fullFrontend);
    const flags = options.split(' ');
    expect(flags).toEqual(expect.arrayContaining(['-Xms8192m', '-Xmx8192m', '-XX:-HeapDumpOnOutOfMemoryError']));
    expect(flags.at(-1)).toBe('-XX:MaxGCPauseMillis=100');
  });

  test("refuses loads from a tenth that is left of the smallest volume, of which the engine's default is a gigabyte", () => {
    const { smallestVolume, ...without } = fullFrontend;
    expect(feConf({ ...without, smallestVolume: Size.gibibytes(100) })).toMatchObject({
      storage_flood_stage_usage_percent: '90',
      storage_flood_stage_left_capacity_bytes: `${10 * GIB}`,
    });
    expect(Object.keys(feConf(without)).filter((name) => name.startsWith('storage_'))).toEqual([]);
    expect(smallestVolume).toBeDefined();
  });

  test('keeps logs that its room is enough for', () => {
    const conf = feConf(frontend);
    const gigabytes = ['info', 'warn', 'audit'].map((log) => Number(conf[`${log}_sys_accumulated_file_size`]));
    const open = (3 * Number(conf.log_roll_size_mb)) / 1024;
    const most = gigabytes.reduce((sum, each) => sum + each, open + 1);
    expect(conf.log_rollover_strategy).toBe('size');
    expect(most).toBeLessThanOrEqual(FRONTEND_LOGS.toGibibytes());
  });

  test('lets overrides win', () => {
    expect(feConf(fullFrontend).qe_max_connection).toBe('4096');
  });
});

describe('be.conf', () => {
  test('has its memory in bytes of the container, its threads from the container, and its volumes with their media', () => {
    expect(beConf(fullBackend)).toMatchObject({
      // 0.9 of 64 GiB, in whole MiB.
      mem_limit: `${58982 * 1024 ** 2}`,
      soft_mem_limit_frac: '0.9',
      num_cores: '8',
      storage_root_path: '/opt/apache-doris/be/storage,medium:SSD;/opt/apache-doris/be/storage1,medium:HDD',
      storage_flood_stage_left_capacity_bytes: `${50 * GIB}`,
      grace_shutdown_wait_seconds: '120',
      max_tablet_version_num: '3000',
    });
  });

  test('gives a container of 8 GiB less than that, whatever machine it is on', () => {
    const conf = beConf({ ...backend, sizing: beSizing(container(8)) });
    expect(Number(conf.mem_limit)).toBeLessThan(8 * GIB);
    expect(conf.mem_limit).toMatch(/^\d+$/);
  });

  test('does not end a backend with its JVM', () => {
    const { JAVA_OPTS_FOR_JDK_17: options } = beConf(fullBackend);
    expect(options.split(' ')).toEqual(expect.arrayContaining(['-Xmx2048m', '-Duser.timezone=UTC']));
    expect(options).not.toMatch(/OnOutOfMemoryError=|ExitOnOutOfMemoryError/);
  });

  test('of a compute node holds no data', () => {
    expect(computeNodeConf(computeNode)).toMatchObject({ be_node_role: 'computation', enable_file_cache: 'true' });
    expect(Object.keys(computeNodeConf({ ...computeNode, cache: undefined }))).not.toContain('file_cache_path');
    expect(Object.keys(beConf(backend))).not.toContain('be_node_role');
  });

  test('of a compute group has caches that are smaller than their volumes, as JSON', () => {
    const conf = computeGroupConf(computeGroup);
    expect(conf.deploy_mode).toBe('cloud');
    expect(JSON.parse(conf.file_cache_path)).toEqual([
      { path: '/opt/apache-doris/be/file_cache', total_size: 80 * GIB },
      { path: '/opt/apache-doris/be/file_cache1', total_size: 160 * GIB },
    ]);
  });

  test('keeps logs that their room is enough for', () => {
    const conf = beConf(backend);
    const [size] = /\d+$/.exec(conf.sys_log_roll_mode)!;
    const most = (4 * Number(size) * Number(conf.sys_log_roll_num)) / 1024;
    expect(most).toBeLessThanOrEqual(BACKEND_LOGS.toGibibytes() - 1);
  });
});

describe('doris_cloud.conf', () => {
  test('keeps whatever backups may name as long as they are kept, also what was compacted or dropped', () => {
    const conf = msConf(metaService);
    const kept = Object.entries(conf).filter(([name]) => name.endsWith('retention_seconds'));
    // What the recycler bounds by a key of its own: https://doris.apache.org/docs/4.x/compute-storage-decoupled/recycler
    expect(Object.fromEntries(kept)).toEqual({
      retention_seconds: '691200',
      compacted_rowset_retention_seconds: '691200',
      dropped_index_retention_seconds: '691200',
      dropped_partition_retention_seconds: '691200',
    });
    // No other bound of the recycler is of data that metadata names.
    const bounds = [...knownKeys('doris_cloud.conf').keys()].filter((name) => /(^|_)retention_seconds$/.test(name));
    expect(Object.keys(conf)).toEqual(expect.arrayContaining(bounds));
  });

  test.each([
    ['no backups', undefined, 3],
    ['backups of a day', 1, 3],
    ['backups of two days', 2, 3],
    ['backups of ten days', 10, 11],
  ])('keeps for %s', (_, days, expected) => {
    expect(retentionFor(days === undefined ? undefined : Duration.days(days)).toDays()).toBe(expected);
  });

  test('has its token from its environment, and no address of FoundationDB, which the image appends', () => {
    const conf = msConf(metaService);
    expect(conf.http_token).toBe('${META_SERVICE_TOKEN}');
    expect(Object.keys(conf)).not.toContain('fdb_cluster');
  });

  test('keeps logs that their room is enough for', () => {
    const conf = msConf(metaService);
    const files = Number(conf.log_filenum_quota) + Number(conf.warn_log_filenum_quota);
    expect((files * Number(conf.log_size_mb)) / 1024).toBeLessThanOrEqual(META_SERVICE_LOGS.toGibibytes());
  });
});
