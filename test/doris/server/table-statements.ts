import { twoStageHash } from './accounts';
import { DONE, isLike, Refusal, table } from './answer';
import type { Doris, Handler, Session } from './doris';
import { Captures } from './grammar';

type Row = Record<string, string>;

/** What is in tables that nobody made: of the tables that a user may see, what our programs ask. */
function informationSchema(doris: Doris, session: Session, name: string): Row[] {
  const visible = doris.tables.all.filter((each) => sees(doris, session, each.database, each.name));
  const place = (each: { database: string; name: string }) => ({ TABLE_SCHEMA: each.database, TABLE_NAME: each.name });
  if (name === 'partitions') {
    return visible
      .filter((each) => each.table.kind !== 'view')
      .map((each) => ({
        ...{ ...place(each), PARTITION_NAME: each.name, STORAGE_POLICY: each.table.storagePolicy },
        REPLICA_NUM: String(each.table.replicas),
      }));
  }
  if (name === 'tables') {
    return visible.map((each) => ({ ...place(each), TABLE_TYPE: each.table.kind === 'view' ? 'VIEW' : 'BASE TABLE' }));
  }
  throw new Refusal(`Unknown table 'information_schema.${name}'`, 1051);
}

function sees(doris: Doris, session: Session, database: string, name: string): boolean {
  const path = `internal.${database}.${name}`;
  return ['SELECT_PRIV', 'LOAD_PRIV', 'ALTER_PRIV', 'CREATE_PRIV', 'DROP_PRIV'].some((privilege) =>
    doris.accounts.may(session.user, privilege, path),
  );
}

function rowsOf(doris: Doris, captures: Captures, session: Session): { columns: string[]; rows: Row[] } {
  const database = captures.maybe('database') ?? session.database;
  if (database === undefined) throw new Refusal('No database selected', 1046);
  const name = captures.one('table');
  // What nobody made is no exception, and what is of no table is one.
  if (doris.decoupled) doris.runningOn(session.user, session.computeGroup);
  if (database.toLowerCase() === 'information_schema') {
    const rows = informationSchema(doris, session, name.toLowerCase());
    return { columns: Object.keys(rows.at(0) ?? {}), rows };
  }
  doris.demand(session, 'SELECT_PRIV', `internal.${database}.${name}`);
  const { columns, rows } = doris.tables.table(database, name);
  return { columns, rows };
}

const HOLDS: Record<string, (a: string, b: string) => boolean> = {
  '=': (a, b) => a === b,
  '<>': (a, b) => a !== b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => Number(a) < Number(b),
  '<=': (a, b) => Number(a) <= Number(b),
  '>': (a, b) => Number(a) > Number(b),
  '>=': (a, b) => Number(a) >= Number(b),
  LIKE: isLike,
};

function selected(doris: Doris, captures: Captures, session: Session): { columns: string[]; rows: Row[] } {
  const { columns, rows } = rowsOf(doris, captures, session);
  const [operators, values] = [captures.all('operator'), captures.all('right')];
  const conditions = captures
    .all('left')
    .map((column, index) => ({ column, operator: operators[index].toUpperCase(), value: values[index] }));
  for (const { column } of conditions) {
    if (rows.length > 0 && !columns.includes(column)) throw new Refusal(`Unknown column '${column}'`, 1054);
  }
  const holds = (row: Row) => conditions.every(({ column, operator, value }) => HOLDS[operator](row[column], value));
  return { columns, rows: rows.filter(holds) };
}

export const tableStatements: Record<string, Handler> = {
  'create database': (doris, captures, session) => {
    const name = captures.one('database');
    doris.demand(session, 'CREATE_PRIV', `internal.${name}.*`);
    doris.tables.createDatabase(name, captures.has('EXISTS'));
    return DONE;
  },

  'drop database': (doris, captures, session) => {
    const name = captures.one('database');
    doris.demand(session, 'DROP_PRIV', `internal.${name}.*`);
    if (!captures.has('EXISTS')) doris.tables.database(name);
    doris.tables.databases.delete(name);
    return DONE;
  },

  'show databases': (doris, _, session) => {
    const seen = [...doris.tables.databases.keys()].filter((name) => sees(doris, session, name, '*'));
    return table(
      ['Database'],
      seen.sort().map((Database) => ({ Database })),
    );
  },

  'show tables': (doris, captures, session) => {
    const database = captures.maybe('database') ?? session.database ?? '';
    const names = [...doris.tables.database(database).keys()].filter((name) => sees(doris, session, database, name));
    return table(
      [`Tables_in_${database}`],
      names.map((name) => ({ [`Tables_in_${database}`]: name })),
    );
  },

  'create table': (doris, captures, session) => {
    const database = captures.maybe('database') ?? session.database ?? '';
    doris.demand(session, 'CREATE_PRIV', `internal.${database}.${captures.one('table')}`);
    const properties = captures.properties();
    if (doris.decoupled && doris.defaultStorageVault === undefined) throw new Refusal('No default storage vault.');
    // An object store has one.
    const replicas = doris.decoupled ? 1 : Number(properties.replication_num ?? 3);
    // Copies go to hosts that differ.
    if (!doris.decoupled && doris.nodes.available.length < replicas) {
      throw new Refusal(
        `replication num should be less than the number of available backends. replication num is ${replicas}, available backend num is ${doris.nodes.available.length}`,
      );
    }
    const columns = captures.all('column');
    const made = { columns, keys: captures.all('keyColumn'), unique: captures.has('UNIQUE'), replicas };
    const storagePolicy = properties.storage_policy ?? '';
    const buckets = Number(captures.one('buckets'));
    doris.tables.createTable(
      database,
      captures.one('table'),
      { ...made, storagePolicy, buckets },
      captures.has('EXISTS'),
    );
    return DONE;
  },

  use: (doris, captures, session) => {
    const [database, group] = [captures.maybe('database'), captures.maybe('computeGroup')];
    if (group !== undefined) session.computeGroup = doris.computeGroup(session.user, group);
    if (database !== undefined) doris.tables.database(database);
    session.database = database ?? session.database;
    return DONE;
  },

  'show storage policy using': (doris, captures, session) => {
    doris.demand(session, 'ADMIN_PRIV');
    const policy = captures.maybe('policy');
    const used = doris.tables.all.filter(
      (each) => each.table.storagePolicy !== '' && [undefined, each.table.storagePolicy].includes(policy),
    );
    const rows = used.map((each) => ({
      PolicyName: each.table.storagePolicy,
      Database: each.database,
      Table: each.name,
      Partitions: 'ALL',
    }));
    return table(['PolicyName', 'Database', 'Table', 'Partitions'], rows);
  },

  'select constant': (_doris, captures) =>
    table([captures.one('constant')], [{ [captures.one('constant')]: captures.one('constant') }]),

  'select current user': (_doris, _captures, { user }) =>
    table(['current_user()'], [{ 'current_user()': `'${user.name}'@'${user.host}'` }]),

  'select database': (_doris, _captures, { database = null }) => table(['DATABASE()'], [{ 'DATABASE()': database }]),

  'select password': (_doris, captures) => table(['password'], [{ password: twoStageHash(captures.one('plain')) }]),

  'select views': (doris, captures, session) => {
    const { database } = captures.properties();
    if (database === undefined) throw new Refusal('missing database');
    const views = [...doris.tables.database(database)].filter(
      ([name, made]) => made.kind === 'asynchronous view' && sees(doris, session, database, name),
    );
    return table(
      captures.all('column'),
      views.map(([Name]) => ({ Name, State: 'NORMAL', RefreshState: 'SUCCESS' })),
    );
  },

  'select maximum': (doris, captures, session) => {
    const column = captures.one('column');
    const values = selected(doris, captures, session).rows.map((row) => Number(row[column]));
    return table(['max'], [{ max: values.length === 0 ? null : Math.max(...values) }]);
  },

  'select count': (doris, captures, session) =>
    table(['count(*)'], [{ 'count(*)': selected(doris, captures, session).rows.length }]),

  select: (doris, captures, session) => {
    const { columns, rows } = selected(doris, captures, session);
    const wanted = captures.has('column') ? captures.all('column') : columns;
    const unknown = wanted.find((column) => rows.length > 0 && !columns.includes(column));
    if (unknown !== undefined) throw new Refusal(`Unknown column '${unknown}'`, 1054);
    return table(wanted, rows);
  },
};
