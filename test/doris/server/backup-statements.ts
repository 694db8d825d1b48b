import { DONE, isLike, Refusal, table } from './answer';
import { Job } from './backups';
import type { Doris, Handler, Session } from './doris';
import { Captures } from './grammar';

const REPOSITORIES = ['RepoId', 'RepoName', 'CreateTime', 'IsReadOnly', 'Location', 'Broker', 'Type', 'ErrMsg'];
const BACKUPS = [
  ...['JobId', 'SnapshotName', 'DbName', 'State', 'BackupObjs', 'CreateTime', 'SnapshotFinishedTime'],
  ...['UploadFinishedTime', 'FinishedTime', 'UnfinishedTasks', 'Progress', 'TaskErrMsg', 'Status', 'Timeout'],
];
const RESTORES = [
  ...['JobId', 'Label', 'Timestamp', 'DbName', 'State', 'AllowLoad', 'ReplicationNum', 'ReplicaAllocation'],
  ...['ReserveReplica', 'ReserveDynamicPartitionEnable', 'RestoreObjs', 'CreateTime', 'MetaPreparedTime'],
  ...['SnapshotFinishedTime', 'DownloadFinishedTime', 'FinishedTime', 'UnfinishedTasks', 'Progress', 'TaskErrMsg'],
  ...['Status', 'Timeout'],
];

/** The database that a statement names, or the one in use. */
function databaseIn(captures: Captures, session: Session): string {
  const database = captures.maybe('database') ?? session.database;
  if (database === undefined) throw new Refusal('No database selected', 1046);
  return database;
}

function demandLoad(doris: Doris, captures: Captures, session: Session): string {
  const database = databaseIn(captures, session);
  doris.demand(session, 'LOAD_PRIV', `internal.${database}.*`);
  return database;
}

function start(kind: Job['kind'], doris: Doris, captures: Captures, session: Session) {
  if (doris.decoupled) throw new Refusal('denied');
  const database = demandLoad(doris, captures, session);
  const [label, repository] = [captures.one('snapshot'), captures.one('repository')];
  doris.backups.start(kind, { database, label, repository, properties: captures.properties() });
  return DONE;
}

const shared = ({ id, database, state, created, finished, message }: Job) => ({
  ...{ JobId: id, DbName: database, State: state, CreateTime: created, FinishedTime: finished, Timeout: 86400 },
  ...{ TaskErrMsg: message, Status: state === 'CANCELLED' ? `[COMMON_ERROR, msg: ${message}]` : '[OK]' },
});

export const backupStatements: Record<string, Handler> = {
  'create repository': (doris, captures, session) => {
    doris.demand(session, 'ADMIN_PRIV');
    if (!captures.has('S3')) throw new Refusal('only S3 is there');
    const readOnly = captures.has('READ');
    const [name, location] = [captures.one('name'), captures.one('location')];
    doris.backups.create({ name, location, readOnly, properties: captures.properties() });
    return DONE;
  },

  'alter repository': (doris, captures, session) => {
    doris.demand(session, 'ADMIN_PRIV');
    Object.assign(doris.backups.repository(captures.one('name')).properties, captures.properties());
    return DONE;
  },

  'drop repository': (doris, captures, session) => {
    doris.demand(session, 'ADMIN_PRIV');
    doris.backups.repositories.delete(doris.backups.repository(captures.one('name')).name);
    return DONE;
  },

  'show repositories': (doris, _, session) => {
    doris.demand(session, 'ADMIN_PRIV');
    const rows = [...doris.backups.repositories.values()].map(({ name, location, readOnly }, index) => ({
      ...{ RepoId: index + 1, RepoName: name, IsReadOnly: readOnly, Location: location, Broker: '-', Type: 'S3' },
    }));
    return table(REPOSITORIES, rows);
  },

  backup: (doris, captures, session) => start('backup', doris, captures, session),

  restore: (doris, captures, session) => start('restore', doris, captures, session),

  'show backup': (doris, captures, session) => {
    const database = demandLoad(doris, captures, session);
    const [left, pattern] = [captures.maybe('left'), captures.maybe('right') ?? '%'];
    if (left !== undefined && left.toLowerCase() !== 'snapshotname')
      throw new Refusal('Where clause should looks like: SnapshotName = "x"');
    const matches = ({ label }: Job) =>
      captures.maybe('operator') === '=' ? label === pattern : isLike(label, pattern);
    const rows = doris.backups.jobsOf(database, 'backup').filter(matches);
    return table(
      BACKUPS,
      rows.map((job) => ({ SnapshotName: job.label, ...shared(job) })),
    );
  },

  'show restore': (doris, captures, session) => {
    const rows = doris.backups.jobsOf(demandLoad(doris, captures, session), 'restore').map((job) => ({
      ...{ Label: job.label, Timestamp: job.properties.backup_timestamp, ...shared(job) },
      ReserveReplica: job.properties.reserve_replica ?? 'false',
    }));
    const left = captures.has('BRIEF') ? ['RestoreObjs', 'Progress', 'TaskErrMsg'] : [];
    return table(
      RESTORES.filter((column) => !left.includes(column)),
      rows,
    );
  },

  'show snapshot': (doris, captures, session) => {
    doris.demand(session, 'ADMIN_PRIV');
    const wanted = Object.fromEntries(
      captures.all('left').map((key, index) => [key.toLowerCase(), captures.all('right')[index]]),
    );
    if (wanted.timestamp && !wanted.snapshot)
      throw new Refusal("Where clause should looks like: SNAPSHOT = 'your_snapshot_name'");
    const rows = doris.backups
      .snapshotsIn(captures.one('repository'))
      .filter(
        ({ label, timestamp }) =>
          [label, undefined].includes(wanted.snapshot) && [timestamp, undefined].includes(wanted.timestamp),
      )
      .map(({ label, timestamp, database }) => ({
        Snapshot: label,
        Timestamp: timestamp,
        Database: database,
        Details: '',
        Status: 'OK',
      }));
    const details = wanted.snapshot && wanted.timestamp ? ['Database', 'Details'] : [];
    return table(['Snapshot', 'Timestamp', ...details, 'Status'], rows);
  },

  'cancel job': (doris, captures, session) => {
    doris.backups.cancel(demandLoad(doris, captures, session), captures.has('BACKUP') ? 'backup' : 'restore');
    return DONE;
  },
};
