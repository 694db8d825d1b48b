import { Refusal } from './answer';
import { Table, Tables } from './tables';

const BACKUP = ['PENDING', 'SNAPSHOTING', 'UPLOAD_SNAPSHOT', 'UPLOADING', 'SAVE_META', 'UPLOAD_INFO', 'FINISHED'];
const RESTORE = ['PENDING', 'SNAPSHOTING', 'DOWNLOAD', 'DOWNLOADING', 'COMMIT', 'COMMITTING', 'FINISHED'];

export interface Snapshot {
  readonly label: string;
  readonly timestamp: string;
  readonly database: string;
  readonly tables: Map<string, Table>;
}

/** What outlives a cluster: snapshots by the place that a repository is at. */
export type ObjectStore = Map<string, Snapshot[]>;

export interface Repository {
  readonly name: string;
  readonly location: string;
  readonly readOnly: boolean;
  properties: Record<string, string>;
}

export interface Job {
  readonly id: number;
  readonly kind: 'backup' | 'restore';
  readonly database: string;
  readonly label: string;
  readonly repository: string;
  readonly properties: Record<string, string>;
  readonly created: string;
  state: string;
  message: string;
  finished: string | null;
}

const S3_PROPERTIES = [
  ...['s3.endpoint', 's3.region', 's3.access_key', 's3.secret_key', 's3.session_token', 'use_path_style'],
  ...['s3.role_arn', 's3.external_id', 's3.credentials_provider_type', 's3.connection.maximum'],
  ...['s3.connection.request.timeout', 's3.connection.timeout'],
];
const PROVIDERS = [
  ...['DEFAULT', 'ENV', 'SYSTEM_PROPERTIES', 'WEB_IDENTITY', 'CONTAINER', 'INSTANCE_PROFILE', 'ANONYMOUS'],
];
const BACKUP_PROPERTIES = ['type', 'timeout', 'content'];
const RESTORE_PROPERTIES = [
  ...['backup_timestamp', 'replication_num', 'replication_allocation', 'reserve_replica', 'reserve_colocate'],
  ...['reserve_dynamic_partition_enable', 'timeout', 'meta_version', 'allow_load', 'clean_tables', 'clean_partitions'],
  ...['atomic_restore', 'force_replace', 'is_being_synced', 'storage_vault_name'],
];
/** How many jobs of a database are remembered. */
const REMEMBERED = 10;

function refuseOthers(properties: Record<string, string>, known: string[]): void {
  const other = Object.keys(properties).find((key) => !known.includes(key));
  if (other !== undefined) throw new Refusal(`Unknown property: ${other}`);
}

/** Repositories, and the jobs that go there and back. */
export class Backups {
  public readonly repositories = new Map<string, Repository>();
  public readonly jobs: Job[] = [];
  /** What the next jobs fail with, when they are half done. */
  public readonly failures: string[] = [];
  /** How many states a job goes through while a statement is answered. */
  public pace = 1;
  private nextId = 20_001;

  public constructor(
    private readonly tables: Tables,
    private readonly store: ObjectStore,
    private readonly now: () => Date,
  ) {}

  public create(repository: Repository): void {
    const { name, location, properties } = repository;
    if (!/^[a-zA-Z][a-zA-Z0-9\-_]{0,255}$/.test(name)) throw new Refusal(`Incorrect repository name '${name}'`);
    if (this.repositories.has(name)) throw new Refusal(`Repository with name '${name}' already exist`);
    if (!/^s3:\/\/[^/]+/.test(location)) throw new Refusal(`Invalid location ${location}`);
    this.checkStore(properties);
    this.repositories.set(name, repository);
    if (!this.store.has(location)) this.store.set(location, []);
  }

  public repository(name: string): Repository {
    const repository = this.repositories.get(name);
    if (!repository) throw new Refusal(`Repository ${name} does not exist`);
    return repository;
  }

  public snapshotsIn(name: string): Snapshot[] {
    return this.store.get(this.repository(name).location) ?? [];
  }

  /** The latest job of a database of a kind, or of any. */
  public latest(database: string, kind?: Job['kind']): Job | undefined {
    return this.jobs.filter((job) => job.database === database && (kind === undefined || job.kind === kind)).at(-1);
  }

  public jobsOf(database: string, kind: Job['kind']): Job[] {
    return this.jobs
      .filter((job) => job.database === database)
      .slice(-REMEMBERED)
      .filter((job) => job.kind === kind);
  }

  public start(kind: Job['kind'], job: Pick<Job, 'database' | 'label' | 'repository' | 'properties'>): void {
    const { database, label, repository, properties } = job;
    this.repository(repository);
    refuseOthers(properties, kind === 'backup' ? BACKUP_PROPERTIES : RESTORE_PROPERTIES);
    if (Number(properties.timeout ?? 600) < 600) throw new Refusal('timeout must be at least 600');
    this.tables.database(database);
    if (this.isRunning(this.latest(database))) {
      throw new Refusal('Can only run one backup or restore job of a database at same time');
    }
    const there = this.snapshotsIn(repository).find((each) => each.label === label);
    if (kind === 'backup') {
      if (!/^[-\w]{1,128}$/.test(label)) throw new Refusal(`Incorrect label name '${label}'`);
      if (this.repository(repository).readOnly) throw new Refusal(`Repository ${repository} is read only`);
      if (there) throw new Refusal(`Snapshot with name '${label}' already exist in repository`);
    } else {
      if (properties.backup_timestamp === undefined) throw new Refusal('Missing backup_timestamp property');
      if (there?.timestamp !== properties.backup_timestamp) {
        throw new Refusal(`Failed to get info of snapshot '${label}'. Maybe specified wrong backup timestamp`);
      }
    }
    const state = { state: 'PENDING', message: '', finished: null, created: this.time(' ', ':') };
    this.jobs.push({ id: this.nextId++, kind, ...job, ...state });
  }

  public cancel(database: string, kind: Job['kind']): void {
    const job = this.latest(database);
    if (job?.kind !== kind || !this.isRunning(job)) throw new Refusal('No backup or restore job is currently running');
    Object.assign(job, { state: 'CANCELLED', message: 'user cancelled', finished: this.time(' ', ':') });
  }

  public isRunning(job: Job | undefined): boolean {
    return job !== undefined && !['FINISHED', 'CANCELLED'].includes(job.state);
  }

  /** Time goes on. */
  public advance(): void {
    for (let step = 0; step < this.pace; step++) {
      for (const job of this.jobs.filter((each) => this.isRunning(each))) this.step(job);
    }
  }

  /** The time as text. */
  public time(between: string, within: string): string {
    const [date, time] = this.now().toISOString().slice(0, 19).split('T');
    return `${date}${between}${time.replaceAll(':', within)}`;
  }

  private step(job: Job): void {
    const states = job.kind === 'backup' ? BACKUP : RESTORE;
    const next = states[states.indexOf(job.state) + 1];
    const failure = /LOADING/.test(next) ? this.failures.shift() : undefined;
    if (failure !== undefined) {
      Object.assign(job, { state: 'CANCELLED', message: failure, finished: this.time(' ', ':') });
      return;
    }
    job.state = next;
    if (next !== 'FINISHED') return;
    job.finished = this.time(' ', ':');
    if (job.kind === 'backup') this.keep(job);
    else this.bringBack(job);
  }

  private keep({ database, label, repository }: Job): void {
    const tables = [...this.tables.database(database)].filter(
      ([, table]) => table.storagePolicy === '' && table.kind !== 'asynchronous view',
    );
    const copies = tables.map(([name, table]): [string, Table] => [name, { ...table, rows: [...table.rows] }]);
    this.snapshotsIn(repository).push({ label, timestamp: this.time('-', '-'), database, tables: new Map(copies) });
  }

  private bringBack({ database, label, repository, properties }: Job): void {
    const snapshot = this.snapshotsIn(repository).find((each) => each.label === label);
    for (const [name, table] of snapshot?.tables ?? []) {
      const replicas = properties.reserve_replica === 'true' ? table.replicas : Number(properties.replication_num ?? 3);
      this.tables.database(database).set(name, { ...table, replicas, rows: [...table.rows] });
    }
  }

  private checkStore(properties: Record<string, string>): void {
    refuseOthers(properties, S3_PROPERTIES);
    const { 's3.access_key': access, 's3.secret_key': secret, 's3.credentials_provider_type': provider } = properties;
    if ((access === undefined) !== (secret === undefined))
      throw new Refusal('both the access key and the secret key must be set');
    if (!properties['s3.endpoint'] && !properties['s3.region']) throw new Refusal('s3.endpoint or s3.region is needed');
    if (provider !== undefined && !PROVIDERS.includes(provider.toUpperCase().replaceAll('-', '_'))) {
      throw new Refusal(`Unknown credentials provider ${provider}`);
    }
  }
}
