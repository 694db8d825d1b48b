import { Duration } from 'cdk8s';
import { majority } from '../../core/internal';
import { AlertProps, Comparison, Expression, Metric, Severity, SloProps } from '../../monitoring';
import { sinceSuccess } from '../../monitoring/internal';
import { KEEPER, SERVER, SERVER_FAULTS } from '../metrics';

const of = (template: string, ...metrics: Metric[]) => Expression.of(template, ...metrics);

/**
 * Failed queries for which the server is at fault, by server: of those that failed, at most as many as there were errors that are not the
 * query's. ClickHouse does not say of a failed query why it failed, and counts errors of background work too, so the smaller number of both
 * is the closest that its metrics allow.
 */
function faults(failed: Metric): Expression {
  const errors = SERVER_FAULTS.map((_, index) => `sum by (pod) (rate($${index + 2}[5m]))`).join(' + ');
  const queries = 'sum by (pod) (rate($1[5m]))';
  return of(`sum((${queries} < (${errors})) or (${errors}))`, failed, ...SERVER_FAULTS);
}

const total = (queries: Metric) => of('sum(rate($1[5m]))', queries);

/** How far a replica may be behind before what it answers counts as stale. */
const STALE_SECONDS = 300;

/** What a cluster promises. */
export function slos(): SloProps[] {
  return [
    {
      name: 'QueryAvailability',
      description: 'SELECT queries are answered. Those that fail through their own fault do not count.',
      objective: 99.9,
      bad: faults(SERVER.failedSelectQueries),
      total: total(SERVER.selectQueries),
      minimumRate: 0.05,
    },
    {
      name: 'InsertAvailability',
      description: 'INSERT queries are taken. Those that fail through their own fault do not count.',
      objective: 99.9,
      bad: faults(SERVER.failedInsertQueries),
      total: total(SERVER.insertQueries),
      minimumRate: 0.05,
    },
    {
      name: 'ReplicationFreshness',
      description: `No replica is more than ${STALE_SECONDS} seconds behind: counted in replicas and time.`,
      objective: 99.5,
      bad: of(`sum($1 > bool ${STALE_SECONDS})`, SERVER.replicationDelay),
      total: of('count($1)', SERVER.replicationDelay),
    },
  ];
}

/** What the alerts depend on. */
export interface AlertsInput {
  readonly keeperMembers: number;
  /** The CronJob that backs up, if there is one. */
  readonly backupJob?: string;
  /** The CronJob that probes, if there is one. */
  readonly probeJob?: string;
}

/** What is known to go wrong with a cluster. */
export function alerts({ keeperMembers, backupJob, probeJob }: AlertsInput): AlertProps[] {
  return [
    ...serverAlerts(),
    ...storageAlerts(),
    ...keeperAlerts(keeperMembers),
    ...(backupJob === undefined ? [] : [backupAlert(backupJob)]),
    ...(probeJob === undefined ? [] : [probeAlert(probeJob)]),
  ];
}

function serverAlerts(): AlertProps[] {
  return [
    {
      name: 'ClickHouseServerDown',
      severity: Severity.PAGE,
      value: of('$1', SERVER.up),
      comparison: Comparison.BELOW,
      threshold: 1,
      summary: '{{ $labels.pod }} cannot be scraped',
      description: 'The server does not answer. Its shard has one replica fewer, or none.',
    },
    {
      name: 'ClickHouseReplicaReadOnly',
      severity: Severity.PAGE,
      value: of('max by (pod) ($1)', SERVER.readonlyReplicas),
      comparison: Comparison.ABOVE,
      threshold: 0,
      summary: '{{ $labels.pod }} has {{ $value }} read-only tables',
      description: 'Inserts into these tables fail on this server. It has lost Keeper, or what Keeper knew of them.',
    },
    {
      name: 'ClickHouseKeeperSessionLost',
      severity: Severity.PAGE,
      value: of('max by (pod) ($1)', SERVER.keeperSessions),
      comparison: Comparison.NOT,
      threshold: 1,
      summary: '{{ $labels.pod }} has {{ $value }} sessions with Keeper instead of one',
      description: 'Without a session the replicated tables of this server take no writes.',
    },
    {
      name: 'ClickHouseReplicationLag',
      severity: Severity.TICKET,
      value: of('max by (pod) ($1)', SERVER.replicationDelay),
      comparison: Comparison.ABOVE,
      threshold: STALE_SECONDS,
      holdFor: Duration.minutes(15),
      summary: '{{ $labels.pod }} is {{ $value | humanizeDuration }} behind',
      description: 'Queries that this replica answers see old data.',
    },
    {
      name: 'ClickHouseDataLoss',
      severity: Severity.PAGE,
      value: of('sum by (pod) (increase($1[10m]))', SERVER.dataLoss),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.seconds(0),
      summary: '{{ $labels.pod }} found parts that no replica has',
      description: 'Data is gone from the cluster. Restore it from the backup before it is too old.',
    },
    {
      name: 'ClickHouseRejectedInserts',
      severity: Severity.PAGE,
      value: of('sum by (pod) (rate($1[5m]))', SERVER.rejectedInserts),
      comparison: Comparison.ABOVE,
      threshold: 0,
      summary: '{{ $labels.pod }} refuses {{ $value | humanize }} inserts a second',
      description: 'A partition has more parts than the server merges. Whoever does not insert again loses data.',
    },
    {
      name: 'ClickHouseTooManyParts',
      severity: Severity.TICKET,
      // The server slows inserts down at 1000 and refuses them at 3000.
      value: of('max by (pod) ($1)', SERVER.maxParts),
      comparison: Comparison.ABOVE,
      threshold: 500,
      holdFor: Duration.minutes(15),
      summary: '{{ $labels.pod }} has a partition of {{ $value }} parts',
      description: 'Merges do not keep up with inserts, which the server slows down at 1000 parts and refuses at 3000.',
    },
    {
      name: 'ClickHouseDelayedInserts',
      severity: Severity.TICKET,
      value: of('sum by (pod) (rate($1[5m]))', SERVER.delayedInserts),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.minutes(10),
      summary: '{{ $labels.pod }} slows inserts down',
      description: 'A partition has more than 1000 parts. At 3000 inserts are refused.',
    },
    {
      name: 'ClickHouseBrokenDistributedInserts',
      severity: Severity.TICKET,
      value: of('max by (pod) ($1)', SERVER.brokenDistributedFiles),
      comparison: Comparison.ABOVE,
      threshold: 0,
      summary: '{{ $labels.pod }} gave up {{ $value }} inserts on their way to other shards',
      description: 'Rows that were taken by a Distributed table lie in a folder and are in no shard.',
    },
    {
      name: 'ClickHouseMemoryHigh',
      severity: Severity.TICKET,
      value: of('max by (pod) ($1 / ($2 > 0))', SERVER.memoryUsed, SERVER.memoryTotal),
      comparison: Comparison.ABOVE,
      threshold: 0.95,
      holdFor: Duration.minutes(10),
      summary: '{{ $labels.pod }} uses {{ $value | humanizePercentage }} of its memory',
      description: 'Queries fail soon for lack of memory, or the kernel ends the server.',
    },
  ];
}

function storageAlerts(): AlertProps[] {
  return [
    {
      name: 'ClickHouseDiskLow',
      severity: Severity.TICKET,
      value: of('min by (pod) ($1 / $2)', SERVER.diskFree, SERVER.diskTotal),
      comparison: Comparison.BELOW,
      threshold: 0.2,
      holdFor: Duration.minutes(30),
      summary: '{{ $labels.pod }} has {{ $value | humanizePercentage }} of its volume left',
      description: 'Merges need free space as large as the parts that they merge. Make the volume larger.',
    },
    {
      name: 'ClickHouseDiskFull',
      severity: Severity.PAGE,
      value: of('min by (pod) ($1 / $2)', SERVER.diskFree, SERVER.diskTotal),
      comparison: Comparison.BELOW,
      threshold: 0.1,
      summary: '{{ $labels.pod }} has {{ $value | humanizePercentage }} of its volume left',
      description: 'Large merges fail already, then inserts do.',
    },
    {
      name: 'ClickHouseDiskFullSoon',
      severity: Severity.PAGE,
      value: of('min by (pod) (predict_linear($1[6h], 86400))', SERVER.diskFree),
      comparison: Comparison.BELOW,
      threshold: 0,
      holdFor: Duration.hours(1),
      summary: '{{ $labels.pod }} runs out of space within a day',
      description: 'At the pace of the last six hours the volume is full in less than a day.',
    },
  ];
}

function keeperAlerts(members: number): AlertProps[] {
  const needed = majority(members);
  return [
    {
      name: 'ClickHouseKeeperDown',
      severity: members > 1 ? Severity.TICKET : Severity.PAGE,
      value: of('$1', KEEPER.up),
      comparison: Comparison.BELOW,
      threshold: 1,
      summary: '{{ $labels.pod }} cannot be scraped',
      description: `A member of Keeper does not answer. ${needed} of ${members} must run.`,
    },
    {
      name: 'ClickHouseKeeperQuorumAtRisk',
      severity: Severity.PAGE,
      value: of('sum($1)', KEEPER.up),
      comparison: Comparison.BELOW,
      threshold: Math.min(needed + 1, members),
      holdFor: Duration.minutes(10),
      summary: '{{ $value }} members of Keeper are left',
      description: `Without ${needed} of ${members} nothing can be inserted anywhere, and there is none to spare.`,
    },
    {
      name: 'ClickHouseKeeperNoLeader',
      severity: Severity.PAGE,
      value: of('sum($1)', KEEPER.isLeader),
      comparison: Comparison.NOT,
      threshold: 1,
      holdFor: Duration.minutes(2),
      summary: 'Keeper has {{ $value }} leaders instead of one',
      description: 'Without a leader nothing can be inserted anywhere.',
    },
    ...(members > 1
      ? [
          {
            name: 'ClickHouseKeeperFollowersBehind',
            severity: Severity.TICKET,
            value: of('max($1)', KEEPER.syncedFollowers),
            comparison: Comparison.BELOW,
            threshold: members - 1,
            holdFor: Duration.minutes(10),
            summary: `{{ $value }} of ${members - 1} followers of Keeper are up to date`,
            description: 'The loss of the leader now can cost the quorum.',
          },
        ]
      : []),
    {
      name: 'ClickHouseKeeperSlow',
      severity: Severity.TICKET,
      value: of('max by (pod) ($1)', KEEPER.averageLatency),
      comparison: Comparison.ABOVE,
      threshold: 100,
      holdFor: Duration.minutes(15),
      summary: '{{ $labels.pod }} takes {{ $value }} ms for a request',
      description: 'Every insert waits for Keeper several times.',
    },
    {
      name: 'ClickHouseKeeperRequestsPileUp',
      severity: Severity.TICKET,
      value: of('max by (pod) ($1)', KEEPER.outstanding),
      comparison: Comparison.ABOVE,
      threshold: 100,
      holdFor: Duration.minutes(10),
      summary: '{{ $labels.pod }} has {{ $value }} requests waiting',
      description: 'Keeper does not keep up. Servers lose their sessions next.',
    },
    {
      name: 'ClickHouseKeeperCommitsFailed',
      severity: Severity.PAGE,
      value: of('sum by (pod) (increase($1[10m]))', KEEPER.failedCommits),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.seconds(0),
      summary: '{{ $labels.pod }} could not commit',
      description: 'The member may hold another state than its quorum.',
    },
    {
      name: 'ClickHouseKeeperSnapshotsFailed',
      severity: Severity.TICKET,
      value: of('sum by (pod) (increase($1[6h]))', KEEPER.failedSnapshots),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.seconds(0),
      summary: '{{ $labels.pod }} could not write a snapshot',
      description: 'Its log grows until the volume is full, and a restart takes longer and longer.',
    },
    {
      name: 'ClickHouseKeeperMemoryFull',
      severity: Severity.PAGE,
      value: of('max by (pod) ($1)', KEEPER.overSoftLimit),
      comparison: Comparison.ABOVE,
      threshold: 0,
      summary: '{{ $labels.pod }} refuses writes for lack of memory',
      description: 'The tree has outgrown the member. Inserts fail.',
    },
    {
      name: 'ClickHouseKeeperFilesExhausted',
      severity: Severity.TICKET,
      value: of('max by (pod) ($1 / ($2 > 0))', KEEPER.openFiles, KEEPER.maxFiles),
      comparison: Comparison.ABOVE,
      threshold: 0.8,
      summary: '{{ $labels.pod }} has {{ $value | humanizePercentage }} of its file descriptors open',
      description: 'At the limit the member takes no connections.',
    },
  ];
}

function backupAlert(job: string): AlertProps {
  return {
    name: 'ClickHouseBackupTooOld',
    severity: Severity.TICKET,
    value: sinceSuccess(job),
    comparison: Comparison.ABOVE,
    threshold: 30 * 3600,
    holdFor: Duration.minutes(30),
    summary: 'the last backup that succeeded is {{ $value | humanizeDuration }} old',
    description: 'Replicas copy a DROP TABLE within a second. What was inserted since that backup would be lost.',
  };
}

function probeAlert(job: string): AlertProps {
  return {
    name: 'ClickHouseProbeFailing',
    severity: Severity.PAGE,
    value: sinceSuccess(job),
    comparison: Comparison.ABOVE,
    threshold: 15 * 60,
    summary: 'nobody could write to every shard and read it back for {{ $value | humanizeDuration }}',
    description: 'A client that inserts a row into each shard and selects them again fails, as users do.',
  };
}
