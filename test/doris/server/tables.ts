import { Refusal } from './answer';

export interface Table {
  readonly columns: string[];
  readonly keys: string[];
  readonly unique: boolean;
  readonly buckets: number;
  readonly replicas: number;
  /** Empty: none. */
  readonly storagePolicy: string;
  readonly kind: 'table' | 'view' | 'asynchronous view';
  rows: Record<string, string>[];
}

export type Database = Map<string, Table>;

const SYSTEM = ['__internal_schema', 'information_schema', 'mysql'];

/** Databases with their tables and rows. */
export class Tables {
  public readonly databases = new Map<string, Database>(SYSTEM.map((name) => [name, new Map()]));
  /** Labels of loads. */
  public readonly labels = new Set<string>();

  /** Every table that has partitions, with where it is. */
  public get all(): { database: string; name: string; table: Table }[] {
    return [...this.databases].flatMap(([database, tables]) =>
      [...tables].map(([name, table]) => ({ database, name, table })),
    );
  }

  /** The most replicas that any partition has. */
  public get mostReplicas(): number {
    return Math.max(0, ...this.all.filter(({ table }) => table.kind !== 'view').map(({ table }) => table.replicas));
  }

  public database(name: string): Database {
    const database = this.databases.get(name);
    if (!database) throw new Refusal(`Unknown database '${name}'`, 1049);
    return database;
  }

  public createDatabase(name: string, ifNotExists: boolean): void {
    if (this.databases.has(name) && !ifNotExists)
      throw new Refusal(`Can't create database '${name}'; database exists`, 1007);
    if (!this.databases.has(name)) this.databases.set(name, new Map());
  }

  public createTable(database: string, name: string, made: Partial<Table>, ifNotExists = false): void {
    const tables = this.database(database);
    if (tables.has(name) && !ifNotExists) throw new Refusal(`Table '${name}' already exists`, 1050);
    if (tables.has(name)) return;
    tables.set(name, {
      ...{ columns: ['id'], keys: ['id'], unique: false, buckets: 1, replicas: 3, storagePolicy: '', rows: [] },
      ...{ kind: 'table', ...made },
    });
  }

  public table(database: string, name: string): Table {
    const found = this.database(database).get(name);
    if (!found) throw new Refusal(`Unknown table '${name}'`, 1051);
    return found;
  }

  /** Puts rows into a table. With a unique key the last one counts. */
  public insert(table: Table, rows: Record<string, string>[]): void {
    const keyOf = (row: Record<string, string>) => JSON.stringify(table.keys.map((key) => row[key]));
    if (!table.unique) table.rows.push(...rows);
    else table.rows = [...new Map([...table.rows, ...rows].map((row) => [keyOf(row), row])).values()];
  }
}
