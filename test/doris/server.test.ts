import { createConnection, RowDataPacket } from 'mysql2/promise';
import { describeWithCommand } from '../helpers/authorities';
import { byMariadb, ClientAnswer, SignIn } from './client';
import { twoStageHash } from './server/accounts';
import { ObjectStore } from './server/backups';
import { DorisServer, DorisServerOptions } from './server/doris-server';
import { HttpServer } from './server/http-server';

let server: DorisServer;
const start = async (options: DorisServerOptions = {}) => (server = await DorisServer.start(options));
afterEach(() => server.stop());

/** Sends one statement by mysql2's client, and returns its rows. */
async function ask(statement: string, { user = 'root', password = '', frontend }: SignIn = {}) {
  const connection = await createConnection({ host: '127.0.0.1', port: server.port(frontend), user, password });
  try {
    const [rows] = await connection.query<RowDataPacket[]>(statement);
    return rows as Record<string, string>[];
  } finally {
    connection.destroy();
  }
}

const refused = (statement: string, as?: SignIn) =>
  ask(statement, as).then(
    () => 'done',
    (error: Error) => error.message,
  );

describe('signing in', () => {
  test('needs the password', async () => {
    await start({ rootPassword: 'a secret' });
    expect(await refused('SELECT 1')).toContain('Access denied');
    expect(await refused('SELECT 1', { password: 'another' })).toContain('Access denied');
    expect(await refused('SELECT 1', { user: 'nobody', password: 'a secret' })).toContain('Access denied');
    expect(await ask('SELECT CURRENT_USER()', { password: 'a secret' })).toEqual([{ 'current_user()': "'root'@'%'" }]);
  });

  test('changes with the password, however that is said', async () => {
    await start();
    const own = { user: 'admin', password: "it's 'new'" };
    await ask("SET PASSWORD FOR 'admin'@'%' = PASSWORD('it''s \\'new\\'')");
    await ask('SELECT 1', own);
    await ask(`SET PASSWORD = '${twoStageHash('password')}'`, own);
    expect(await refused('SELECT 1', own)).toContain('Access denied');
    const admin = { user: 'admin', password: 'password' };
    // What MySQL documents: https://dev.mysql.com/doc/refman/5.7/en/encryption-functions.html#function_password
    const documented = '*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19';
    expect(await ask("SELECT PASSWORD('password')", admin)).toEqual([{ password: documented }]);
    expect(await refused("SET PASSWORD = 'password'", admin)).toContain('41-digit');
    expect(await refused("SET PASSWORD FOR 'root' = PASSWORD('x')", admin)).toContain('except root itself');
  });
});

describe('a statement', () => {
  test.each([
    'SHOW BACKEND',
    'SHOW FRONTENDS; SHOW BACKENDS',
    'DROP BACKEND "be-0:9050"',
    'ALTER SYSTEM DECOMMISSION BACKEND be-0:9050',
    "CREATE USER IF EXISTS 'bi'",
    'CREATE REPOSITORY IF NOT EXISTS store WITH S3 ON LOCATION "s3://a" PROPERTIES ("s3.region" = "a")',
    'BACKUP DATABASE sales TO store',
    'BACKUP SNAPSHOT sales.night-1 TO store',
    "GRANT 'x' SELECT_PRIV ON sales TO 'bi'",
    'SELECT 1 -- and more\n; DROP DATABASE sales',
    'CREATE COMPUTE GROUP etl',
    "SET PASSWORD = 'unended",
  ])('that the grammar does not have is refused: %s', async (statement) => {
    await start();
    expect(await refused(statement)).toContain('mismatched input');
    expect(server.doris.sent).toMatchObject([{ user: 'root', statement, refused: expect.any(String) as string }]);
  });

  test.each([
    ['ALTER SYSTEM DROP BACKEND "be-0:9050"', 'DROPP'],
    ['ADMIN SET FRONTEND CONFIG ("disable_balance" = "true", "disable_tablet_scheduler" = "true")', 'not equal to 1'],
    ['ADMIN SET FRONTEND CONFIG ("http_port" = "1")', 'not mutable'],
    ['ALTER SYSTEM DROP FOLLOWER "fe-0:9010"', 'master'],
    ["GRANT ADMIN_PRIV ON internal.sales.* TO 'admin'", 'only be granted on'],
    ["GRANT READ_PRIV ON *.*.* TO 'admin'", 'Unknown privilege'],
    ["CREATE WORKLOAD GROUP 'etl' PROPERTIES ('cpu_share' = '10')", 'deprecated'],
    ["CREATE WORKLOAD GROUP 'etl' PROPERTIES ('min_cpu_percent' = '50', 'max_cpu_percent' = '10')", 'more than'],
    ["DROP WORKLOAD GROUP 'normal'", 'can not drop'],
    ["CREATE CATALOG lake PROPERTIES ('type' = 'delta')", 'Unknown catalog type'],
    ["REVOKE LOAD_PRIV ON internal.sales.* FROM 'admin'", 'no such grant'],
    ["SET PROPERTY FOR 'admin' 'workload_group' = 'etl'", 'Unknown user property'],
    ['CREATE REPOSITORY `store` WITH S3 ON LOCATION "s3://a" PROPERTIES ("region" = "a")', 'Unknown property'],
  ])('that Doris does not carry out is refused: %s', async (statement, message) => {
    await start();
    expect(await refused(statement)).toContain(message);
  });

  test('needs the privileges that the documentation says', async () => {
    await start();
    server.doris.tables.createDatabase('sales', false);
    server.doris.tables.createTable('sales', 'orders', { rows: [{ id: '1' }] });
    await ask("CREATE USER 'bi'@'%' IDENTIFIED BY 'p'");
    const bi = { user: 'bi', password: 'p' };
    const count = 'SELECT COUNT(*) FROM sales.orders';
    const denied = [count, 'SHOW BACKENDS', "CREATE USER 'x'", 'SHOW REPOSITORIES', 'BACKUP SNAPSHOT sales.x TO r'];
    for (const statement of denied) expect(await refused(statement, bi)).toContain('Access denied');
    expect(await ask('SHOW DATABASES', bi)).toEqual([{ Database: 'information_schema' }, { Database: 'mysql' }]);
    await ask("GRANT SELECT_PRIV ON internal.sales.* TO 'bi'@'%'");
    expect(await ask(count, bi)).toEqual([{ 'count(*)': '1' }]);
    expect(await ask("SHOW GRANTS FOR 'bi'")).toMatchObject([
      {
        UserIdentity: "'bi'@'%'",
        GlobalPrivs: null,
        DatabasePrivs:
          'internal.information_schema: Select_priv; internal.mysql: Select_priv; internal.sales: Select_priv',
        WorkloadGroupPrivs: 'normal: Usage_priv',
      },
    ]);
    await ask("REVOKE SELECT_PRIV ON internal.sales.* FROM 'bi'@'%'");
    expect(await refused(count, bi)).toContain('Access denied');
    // Administrators do everything but change nodes.
    expect(await refused('ALTER SYSTEM ADD BACKEND "be-9:9050"', { user: 'admin' })).toContain('NODE_PRIV');
  });
});

describe('compute groups', () => {
  const bi = { user: 'bi', password: 'p' };
  const select = 'SELECT * FROM sales.orders';
  const group = "ON COMPUTE GROUP 'etl'";
  const prepared = async () => {
    await start({ decoupled: true, computeGroups: { etl: ['etl-0'], ad_hoc: ['ad-hoc-0'] } });
    server.doris.tables.createDatabase('sales', false);
    server.doris.tables.createTable('sales', 'orders', { rows: [{ id: '1' }] });
    await ask("CREATE USER 'bi'@'%' IDENTIFIED BY 'p'");
    await ask("GRANT SELECT_PRIV ON internal.sales.* TO 'bi'@'%'");
  };

  test('run what those ask who may use them, and of nobody else', async () => {
    await prepared();
    for (const statement of [select, 'SELECT * FROM information_schema.tables']) {
      expect(await refused(statement, bi)).toContain('NO_AUTH_TO_USE_ANY_COMPUTE_GROUP');
    }
    expect(await ask('SELECT 1', bi)).toEqual([{ 1: '1' }]);
    expect(await ask(select)).toEqual([{ id: '1' }]);
    await ask(`GRANT USAGE_PRIV ${group} TO 'bi'@'%'`);
    expect(await ask(select, bi)).toEqual([{ id: '1' }]);
    expect(await ask("SHOW GRANTS FOR 'bi'")).toMatchObject([{ ComputeGroupPrivs: 'etl: Cluster_usage_priv' }]);
    expect(await refused('USE @ad_hoc', bi)).toContain('USAGE denied');
    expect(await refused('USE @other')).toContain('Compute Group other not exist');
    server.doris.nodes.removePod('etl-0');
    expect(await refused(select, bi)).toContain('NO_ALIVE_BE');
    await ask(`REVOKE USAGE_PRIV ${group} FROM 'bi'@'%'`);
    expect(await refused(select, bi)).toContain('NO_AUTH_TO_USE_ANY_COMPUTE_GROUP');
  });

  test('are the default of those alone who may use them', async () => {
    await prepared();
    const property = "SET PROPERTY FOR 'bi' 'default_compute_group' = 'etl'";
    expect(await refused(property)).toContain('has no permission to use compute group');
    await ask(`GRANT USAGE_PRIV ON COMPUTE GROUP '%' TO 'bi'@'%'`);
    await ask(property);
    server.doris.nodes.removePod('etl-0');
    expect(await refused(select, bi)).toContain('NO_ALIVE_BE');
  });

  test('hold no table: without a vault none is made', async () => {
    await prepared();
    const table = `CREATE TABLE sales.more (id INT) UNIQUE KEY (id) DISTRIBUTED BY HASH (id) BUCKETS 1 PROPERTIES ("replication_num" = "3")`;
    expect(await refused(table)).toContain('No default storage vault');
    await ask("CREATE STORAGE VAULT data PROPERTIES ('type' = 'S3')");
    await ask('SET data AS DEFAULT STORAGE VAULT');
    await ask(table);
    expect(server.doris.tables.table('sales', 'more').replicas).toBe(1);
  });
});

describe('nodes', () => {
  const backends = ['be-0', 'be-1', 'be-2', 'be-3'];
  const rows = async () =>
    (await ask('SHOW BACKENDS')).map((row) => `${row.Host} ${row.SystemDecommissioned} ${row.TabletNum}`);
  const decommission = 'ALTER SYSTEM DECOMMISSION BACKEND "be-3:9050"';

  test('that are decommissioned lose their tablets over time, and then their row', async () => {
    await start({ backends });
    await ask(decommission);
    expect(await rows()).toContain('be-3 true 30');
    await ask('CANCEL DECOMMISSION BACKEND "be-3:9050"');
    expect(await rows()).toContain('be-3 false 20');
    await ask(decommission);
    await rows();
    expect((await rows()).map((row) => row.slice(0, 4))).toEqual(['be-0', 'be-1', 'be-2']);
    // The pod lives, and is as new when it starts again.
    server.doris.nodes.restartPod('be-3');
    expect(await rows()).toContain('be-3 false 0');
  });

  test('stay, where that is asked for, and where it stalls', async () => {
    await start({ backends });
    await ask('ADMIN SET FRONTEND CONFIG ("drop_backend_after_decommission" = "false")');
    server.doris.nodes.stalled = true;
    await ask(decommission);
    expect(await rows()).toContain('be-3 true 40');
    server.doris.nodes.stalled = false;
    for (let seen = 0; seen < 5; seen++) await rows();
    expect(await rows()).toContain('be-3 true 0');
  });

  test('are never fewer than the copies of a table', async () => {
    await start({ backends });
    server.doris.tables.createDatabase('sales', false);
    server.doris.tables.createTable('sales', 'orders', { replicas: 4 });
    expect(await refused(decommission)).toContain('insufficient');
    const unknown = 'ALTER SYSTEM DECOMMISSION BACKEND "be-3:9050", "be-8:9050"';
    expect(await refused(unknown)).toContain('does not exist');
  });

  test('of which the master changes, or starts anew, forget what was set', async () => {
    await start({ frontends: ['fe-0', 'fe-1'] });
    const frontend = 'fe-1';
    const balance = async () => (await ask("SHOW FRONTEND CONFIG LIKE 'disable_balance'", { frontend }))[0].Value;
    // Sent on to the master.
    await ask('ADMIN SET FRONTEND CONFIG ("disable_balance" = "true")', { frontend });
    expect(await balance()).toBe('true');
    server.doris.nodes.elect(server.doris.nodes.frontends[1]);
    expect(await balance()).toBe('false');
    await ask('ADMIN SET FRONTEND CONFIG ("disable_balance" = "true")');
    server.restartFrontend('fe-1');
    expect(await balance()).toBe('false');
    const masters = (await ask('SHOW FRONTENDS')).map(({ Host, IsMaster }) => `${Host} ${IsMaster}`);
    expect(masters).toEqual(['fe-0 false', 'fe-1 true']);
  });
});

describe('backups', () => {
  const repository =
    'CREATE REPOSITORY `store` WITH S3 ON LOCATION "s3://backups/olap" PROPERTIES ("s3.region" = "eu-central-1")';
  const lastState = async (statement: string) => {
    let state = '';
    while (!['FINISHED', 'CANCELLED'].includes(state)) state = (await ask(statement)).at(-1)?.State ?? '';
    return state;
  };
  const withSales = async (options: DorisServerOptions = {}) => {
    await start(options);
    server.doris.tables.createDatabase('sales', false);
    server.doris.tables.createTable('sales', 'orders', { rows: [{ id: '1' }] });
    server.doris.tables.createTable('sales', 'cold', { storagePolicy: 'to-s3' });
    await ask(repository);
  };

  test('move from state to state, and hold what Doris backs up', async () => {
    const store: ObjectStore = new Map();
    await withSales({ store });
    expect(await refused(repository)).toContain('already exist');
    await ask('BACKUP SNAPSHOT sales.`one` TO store');
    expect(await refused('BACKUP SNAPSHOT sales.`two` TO store')).toContain('Can only run one');
    expect(await lastState('SHOW BACKUP FROM sales')).toBe('FINISHED');
    expect(await refused('BACKUP SNAPSHOT sales.`one` TO store')).toContain('already exist in repository');
    const [{ Timestamp }] = await ask('SHOW SNAPSHOT ON store WHERE SNAPSHOT = "one"');
    // Another cluster, which knows the same place.
    await server.stop();
    await start({ store });
    await ask(repository);
    await ask('CREATE DATABASE sales');
    const restore = (timestamp: string) =>
      `RESTORE SNAPSHOT sales.one FROM store PROPERTIES ("backup_timestamp" = "${timestamp}")`;
    expect(await refused(restore('2020-01-01-00-00-00'))).toContain('wrong backup timestamp');
    await ask(restore(Timestamp));
    expect(await lastState('SHOW RESTORE FROM sales')).toBe('FINISHED');
    expect(await ask('SHOW TABLES FROM sales')).toEqual([{ Tables_in_sales: 'orders' }]);
    expect(await ask('SELECT * FROM sales.orders')).toEqual([{ id: '1' }]);
  });

  test('that fail say why', async () => {
    await withSales();
    server.doris.backups.failures.push('no space left');
    await ask('BACKUP SNAPSHOT sales.`one` TO store');
    expect(await lastState('SHOW BACKUP FROM sales')).toBe('CANCELLED');
    expect((await ask('SHOW BACKUP FROM sales'))[0]).toMatchObject({ TaskErrMsg: 'no space left' });
    await ask('BACKUP SNAPSHOT sales.`one` TO store');
  });
});

describe('what serves HTTP', () => {
  const authorized = { Authorization: `Basic ${Buffer.from('root:p').toString('base64')}` };
  const url = (kind: 'frontend' | 'backend', path: string) =>
    `http://127.0.0.1:${HttpServer.portOf(server.http[kind])}${path}`;

  test('says how it is, and shows metrics to whom it knows', async () => {
    await start({ rootPassword: 'p' });
    expect(await (await fetch(url('frontend', '/api/health'))).json()).toMatchObject({
      data: { online_backend_num: 3, total_backend_num: 3 },
    });
    expect(await (await fetch(url('backend', '/api/health'))).json()).toMatchObject({ status: 'OK' });
    for (const kind of ['frontend', 'backend'] as const) {
      expect((await fetch(url(kind, '/metrics'))).status).toBe(401);
      expect(await (await fetch(url(kind, '/metrics'), { headers: authorized })).text()).toContain('doris_');
    }
    // No privilege is asked for: executeCheckPassword of frontends, TPrivilegeType::NONE of backends.
    server.doris.accounts.create('reader', '%', twoStageHash('r'));
    const reader = { Authorization: `Basic ${Buffer.from('reader:r').toString('base64')}` };
    expect((await fetch(url('backend', '/metrics'), { headers: reader })).status).toBe(200);
  });

  test('does not take a load from whoever does not ask before it sends', async () => {
    await start({ rootPassword: 'p' });
    const load = { method: 'PUT', headers: authorized, body: 'x' };
    const answer = await fetch(url('frontend', '/api/a/b/_stream_load'), load);
    expect(await answer.json()).toMatchObject({ msg: 'There is no 100-continue header' });
  });
});

describeWithCommand('mysql', "MariaDB's client", () => {
  const rowsOf = ({ output }: ClientAnswer) =>
    output
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'));

  test('reads rows, several statements after one another, from each frontend', async () => {
    await start({ rootPassword: 'p', frontends: ['fe-0', 'fe-1'] });
    const answer = await byMariadb(server, 'SHOW FRONTENDS; SHOW BACKENDS;', { password: 'p', frontend: 'fe-1' });
    expect(answer.error).toBe('');
    expect(rowsOf(answer).map(([, host]) => host)).toEqual(['Host', 'fe-0', 'fe-1', 'Host', 'be-0', 'be-1', 'be-2']);
    expect(await byMariadb(server, "SET PASSWORD = PASSWORD('q');", { password: 'p' })).toMatchObject({ status: 0 });
    expect((await byMariadb(server, 'SELECT 1', { password: 'p' })).error).toContain('ERROR 1045');
    expect(server.doris.sent.map(({ frontend, statement }) => `${frontend} ${statement}`)).toEqual([
      'fe-1 SHOW FRONTENDS',
      'fe-1 SHOW BACKENDS',
      "fe-0 SET PASSWORD = PASSWORD('q')",
    ]);
  });

  test('changes the compute group as it changes the database', async () => {
    await start({ decoupled: true, computeGroups: { etl: ['etl-0'], ad_hoc: ['ad-hoc-0'] } });
    server.doris.tables.createDatabase('sales', false);
    server.doris.tables.createTable('sales', 'orders', { rows: [{ id: '1' }] });
    server.doris.nodes.removePod('ad-hoc-0');
    const select = (group: string) => byMariadb(server, `USE @${group};\nSELECT * FROM sales.orders;`);
    expect(await select('etl')).toEqual({ status: 0, output: 'id\n1\n', error: '' });
    expect((await select('ad_hoc')).error).toContain('NO_ALIVE_BE');
    expect((await select('other')).error).toContain('Compute Group other not exist');
  });

  test('ends at a statement that is refused, and at a connection that is cut off', async () => {
    await start();
    expect(await byMariadb(server, 'SHOW BACKEND; SELECT 1;')).toMatchObject({ status: 1, output: '' });
    for (const when of ['before', 'after'] as const) {
      const then = jest.fn();
      server.cut = { at: server.doris.sent.length + 1, when, then };
      const answer = await byMariadb(server, `CREATE DATABASE at_${when};`);
      expect(answer).toMatchObject({ status: 1, error: expect.stringContaining('2013') as string });
      expect(then).toHaveBeenCalledTimes(1);
    }
    expect(server.doris.tables.databases.has('at_before')).toBe(false);
    expect(server.doris.tables.databases.has('at_after')).toBe(true);
  });
});
