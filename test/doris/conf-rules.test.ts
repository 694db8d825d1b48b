import { placed } from '../../lib/core/internal';
import { ConfInput, confRules } from '../../lib/doris/config/conf-rules';
import { ConfFile } from '../../lib/doris/config/known/known-keys';
import { tableSuite } from '../helpers/rules-suite';

const PLACES: Record<ConfFile, string> = {
  'fe.conf': 'overrides.frontend',
  'be.conf': 'overrides.backend',
  'doris_cloud.conf': 'overrides.metaService',
};

const right: ConfInput = {
  given: [
    { file: 'fe.conf', place: 'overrides.frontend', settings: { qe_max_connection: '4096', TZ: 'UTC' } },
    { file: 'be.conf', place: 'overrides.backend', settings: { user_files_secure_path: '${DORIS_HOME}/files' } },
    { file: 'doris_cloud.conf', place: 'overrides.metaService', settings: { recycle_concurrency: '32' } },
  ],
  flags: [placed('-XX:MaxGCPauseMillis=100', 'fe')],
  line: '4.1',
  unknownSettings: [],
  riskySettings: [],
};

const conf = (file: ConfFile, name: string, value: string): Partial<ConfInput> => ({
  given: [{ file, place: PLACES[file], settings: { [name]: value } }],
});
const flag = (text: string): Partial<ConfInput> => ({ flags: [placed(text, 'fe')] });

tableSuite('the rules of settings', confRules, right, {
  DO100: [
    {
      refused: conf('fe.conf', 'meta_dir', '/meta'),
      given: "'meta_dir', which volumes, start scripts and the operator hang on, for overrides.frontend",
      passes: conf('fe.conf', 'tmp_dir', '/tmp'),
    },
    {
      refused: conf('be.conf', 'mem_limit', '90%'),
      given: "'mem_limit', which follows from the size of the container, for overrides.backend",
      passes: conf('be.conf', 'soft_mem_limit_frac', '0.8'),
    },
    {
      refused: conf('be.conf', 'LIBHDFS_OPTS', '-Xmx1g'),
      given: "'LIBHDFS_OPTS', which the start script says, for overrides.backend",
      passes: conf('be.conf', 'HADOOP_USER_NAME', 'doris'),
    },
    {
      refused: conf('fe.conf', 'HTTP_PROXY', 'http://proxy:3128'),
      given: "'HTTP_PROXY', with which the start script stops, for overrides.frontend",
      passes: conf('fe.conf', 'TZ', 'UTC'),
    },
    {
      refused: conf('doris_cloud.conf', 'compacted_rowset_retention_seconds', '10800'),
      given: "'compacted_rowset_retention_seconds', which follows from the backups that are kept, for",
      passes: conf('doris_cloud.conf', 'recycle_interval_seconds', '600'),
    },
  ],
  DO101: [
    {
      refused: conf('fe.conf', 'qe_max_conection', '4096'),
      given: "'qe_max_conection', which is close to 'qe_max_connection', for overrides.frontend",
      passes: { ...conf('fe.conf', 'qe_max_conection', '4096'), unknownSettings: ['qe_max_conection'] },
    },
    {
      refused: { ...conf('fe.conf', 'enable_python_udf', 'true'), line: '4.0' },
      given: "'enable_python_udf', which 4.0 does not have but other releases do, for overrides.frontend",
      passes: conf('fe.conf', 'enable_python_udf', 'true'),
    },
    {
      refused: conf('be.conf', 'MY_VARIABLE', 'x'),
      given: "'MY_VARIABLE' for overrides.backend",
      passes: conf('be.conf', 'TZ', 'UTC'),
    },
    {
      // Of a line that nothing is known of, whatever any source has is known.
      refused: { ...conf('fe.conf', 'nobody_reads_this', '1'), line: '5.0' },
      given: "'nobody_reads_this' for overrides.frontend",
      passes: { ...conf('fe.conf', 'enable_python_udf', 'true'), line: '5.0' },
    },
  ],
  DO102: [
    {
      refused: conf('fe.conf', 'qe_max_connection', 'many'),
      given: "'many' of qe_max_connection, which is a whole number of 32 bits, 1024 by default, for overrides.frontend",
      passes: conf('fe.conf', 'qe_max_connection', '2147483647'),
    },
    {
      refused: conf('fe.conf', 'qe_max_connection', '2147483648'),
      given: "'2147483648' of qe_max_connection",
      passes: conf('fe.conf', 'catalog_trash_expire_second', '2147483648'),
    },
    {
      refused: conf('be.conf', 'disable_storage_page_cache', 'True'),
      given: "'True' of disable_storage_page_cache, which is true or false, false by default,",
      passes: conf('be.conf', 'disable_storage_page_cache', 'true'),
    },
    {
      refused: conf('be.conf', 'soft_mem_limit_frac', '90%'),
      given: "'90%' of soft_mem_limit_frac, which is a number, 0.9 by default,",
      passes: conf('be.conf', 'soft_mem_limit_frac', '0.85'),
    },
  ],
  DO103: [
    {
      refused: conf('be.conf', 'user_files_secure_path', 'C:\\files'),
      given: "'C:\\files' of user_files_secure_path, which has a '\\', for overrides.backend",
      passes: conf('be.conf', 'user_files_secure_path', '/files'),
    },
    {
      refused: conf('be.conf', 'user_files_secure_path', '${DORIS_HOME'),
      given: "'${DORIS_HOME' of user_files_secure_path, which has '${' without the name of a variable and '}',",
      passes: conf('be.conf', 'user_files_secure_path', '${DORIS_HOME}'),
    },
    {
      refused: conf('fe.conf', 'tmp_dir', '/opt/meta_dir'),
      given: "'/opt/meta_dir' of tmp_dir, which a start script takes for meta_dir,",
      passes: conf('fe.conf', 'tmp_dir', '/opt/metadata'),
    },
    {
      refused: conf('fe.conf', 'TZ', '$(date)'),
      given: "'$(date)' of TZ, which has a '$',",
      passes: conf('fe.conf', 'TZ', '$ZONE'),
    },
  ],
  DO104: [
    {
      refused: conf('fe.conf', 'auth_token', 'hunter2'),
      given: 'text of auth_token for overrides.frontend',
      passes: conf('fe.conf', 'auth_token', '${AUTH_TOKEN}'),
    },
    {
      refused: conf('doris_cloud.conf', 'arn_sk', 'AbCd'),
      given: 'text of arn_sk for overrides.metaService',
      passes: conf('be.conf', 's3_get_bucket_tokens', '1000'),
    },
  ],
  DO105: [
    {
      refused: conf('fe.conf', 'master_sync_policy', 'NO_SYNC'),
      given: 'master_sync_policy of NO_SYNC: frontends confirm what is on no disk yet',
      passes: { ...conf('fe.conf', 'master_sync_policy', 'NO_SYNC'), riskySettings: ['master_sync_policy'] },
    },
    {
      refused: conf('be.conf', 'enable_all_http_auth', 'false'),
      given: 'enable_all_http_auth of false: whoever reaches a port',
      passes: conf('be.conf', 'enable_all_http_auth', 'true'),
    },
    {
      refused: conf('doris_cloud.conf', 'use_mem_kv', 'true'),
      given: 'use_mem_kv of true: all metadata is gone',
      passes: conf('doris_cloud.conf', 'use_mem_kv', 'false'),
    },
  ],
  DO106: [
    { refused: flag('-XX:A=1 -XX:B=2'), given: "'-XX:A=1 -XX:B=2' for fe", passes: flag('-XX:A=1') },
    { refused: flag('-Dx=$(id)'), given: "'-Dx=$(id)' for fe", passes: flag('-Dx=${HOSTNAME}') },
    { refused: flag('XX:A=1'), given: "'XX:A=1' for fe", passes: flag('-XX:A=1') },
  ],
  DO107: { refused: flag('-Xmx4g'), given: "'-Xmx4g' for fe", passes: flag('-Xss1m') },
  DO108: { refused: flag('-Ddb.password=x'), given: 'text for -Ddb.password for fe', passes: flag('-Ddb.user=x') },
  DO109: {
    refused: conf('fe.conf', 'a b', 'x'),
    given: "'a b' for overrides.frontend",
    passes: conf('fe.conf', 'qe_max_connection', '1'),
  },
});
