import { Duration } from 'cdk8s';
import { AlertProps, Comparison, Severity } from '../../monitoring';
import { downAlert, of } from '../../monitoring/internal';
import { SERVER } from '../metrics';
import { STALE_SECONDS } from './slos';

/** What the servers of a cluster should be. */
export interface ServersInput {
  readonly shards: number;
  readonly replicas: number;
  /** Below which share of free space old parts leave the volume by themselves. Default: they stay. */
  readonly moveWhenFree?: number;
}

/** What goes wrong with servers, and with their volumes. */
export function serverAlerts(input: ServersInput): AlertProps[] {
  return [
    ...presenceAlerts(input),
    ...replicaAlerts(),
    ...insertAlerts(),
    ...mergeAlerts(),
    ...memoryAlerts(),
    ...roomAlerts(input),
  ];
}

/** Series of servers with the label `shard`, from the names that the operator gives to pods: `chi-events-main-0-1-0`. */
const byShard = (series: string) =>
  `label_replace(${series}, "shard", "\${shard}", "pod", "chi-.+-(?P<shard>[0-9]+)-[0-9]+-[0-9]+")`;

/** A server whose pod has no address is no target, and has no series that could be wrong. */
function presenceAlerts({ shards, replicas }: ServersInput): AlertProps[] {
  const servers = shards * replicas;
  return [
    {
      name: 'ClickHouseServersMissing',
      severity: Severity.PAGE,
      value: of('count($1)', SERVER.up),
      comparison: Comparison.BELOW,
      threshold: servers,
      // A node that comes for one has come by then.
      holdFor: Duration.minutes(15),
      summary: `{{ $value }} of ${servers} servers are there`,
      description: 'The pods of the others have no node or do not start. Their shards have one replica fewer, or none.',
    },
    {
      // Not `Down`: it is about no pod.
      name: 'ClickHouseShardUnavailable',
      severity: Severity.PAGE,
      value: of(`count(max by (shard) (${byShard('$1')}) > 0)`, SERVER.up),
      comparison: Comparison.BELOW,
      threshold: shards,
      holdFor: Duration.minutes(3),
      summary: `{{ $value }} of ${shards} shards have a server that answers`,
      description: 'Queries over Distributed tables fail, and inserts of a shard are taken by nobody.',
    },
    ...(replicas > 1 ? [tablesDiffer()] : []),
  ];
}

function tablesDiffer(): AlertProps {
  const tables = byShard('$1');
  return {
    name: 'ClickHouseReplicaTablesDiffer',
    severity: Severity.PAGE,
    value: of(`max by (shard) (${tables}) - min by (shard) (${tables})`, SERVER.replicatedTables),
    comparison: Comparison.ABOVE,
    threshold: 0,
    // Of a statement that runs ON CLUSTER, the last one has ended by then.
    holdFor: Duration.minutes(10),
    summary: 'a replica of shard {{ $labels.shard }} has {{ $value }} replicated tables fewer than another',
    description:
      'Its volume is new, or a table was made on one replica alone. Rows are copied, tables are not: its queries fail, or find nothing.',
  };
}

function replicaAlerts(): AlertProps[] {
  return [
    downAlert({
      name: 'ClickHouseServerDown',
      severity: Severity.PAGE,
      up: SERVER.up,
      description: 'The server does not answer. Its shard has one replica fewer, or none.',
    }),
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
  ];
}

function insertAlerts(): AlertProps[] {
  return [
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
      name: 'ClickHouseDistributedInsertsPileUp',
      severity: Severity.TICKET,
      value: of('max by (pod) (min_over_time($1[15m]))', SERVER.distributedFiles),
      comparison: Comparison.ABOVE,
      threshold: 100,
      summary: '{{ $labels.pod }} has had {{ $value }} inserts for other shards for a quarter of an hour',
      description: 'It does not send them as fast as they come. Their rows are in no query until it does.',
    },
  ];
}

function mergeAlerts(): AlertProps[] {
  const inTenMinutes = (index: number) => `increase($${index}[10m])`;
  return [
    {
      name: 'ClickHouseTooManyPartsInAll',
      severity: Severity.TICKET,
      value: of('max by (pod) ($1)', SERVER.activeParts),
      comparison: Comparison.ABOVE,
      // Half of what one table may have: `max_parts_in_total`.
      threshold: 50_000,
      holdFor: Duration.minutes(15),
      summary: '{{ $labels.pod }} has {{ $value }} parts',
      description:
        'Mostly a key of partitions that is too fine. A table of 100,000 parts takes no inserts, and starts take long before.',
    },
    {
      name: 'ClickHouseMergesFail',
      severity: Severity.TICKET,
      // There is no counter of merges that fail: those that began are neither at an end nor running.
      value: of(
        `sum by (pod) (${inTenMinutes(1)} - ${inTenMinutes(2)} - ${inTenMinutes(3)} - on (pod) delta($4[10m]))`,
        SERVER.startedMerges,
        SERVER.mergedIntoWide,
        SERVER.mergedIntoCompact,
        SERVER.runningMerges,
      ),
      comparison: Comparison.ABOVE,
      threshold: 5,
      holdFor: Duration.minutes(10),
      summary: '{{ $value | humanize }} merges of {{ $labels.pod }} failed in ten minutes',
      description: 'Parts that cannot be merged become more, until inserts are refused: hours or days from now.',
    },
  ];
}

function memoryAlerts(): AlertProps[] {
  return [
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

/** Where old parts leave the volume by themselves, it is as full as was asked for, and what tells is that they do not. */
function roomAlerts({ moveWhenFree }: ServersInput): AlertProps[] {
  const low = moveWhenFree === undefined ? 0.2 : moveWhenFree * 0.75;
  const full = moveWhenFree === undefined ? 0.1 : moveWhenFree * 0.4;
  const free = of('min by (pod) ($1 / $2)', SERVER.diskFree, SERVER.diskTotal);
  return [
    {
      name: 'ClickHouseDiskLow',
      severity: Severity.TICKET,
      value: free,
      comparison: Comparison.BELOW,
      threshold: low,
      holdFor: Duration.minutes(30),
      summary: '{{ $labels.pod }} has {{ $value | humanizePercentage }} of its volume left',
      description:
        moveWhenFree === undefined
          ? 'Merges need free space as large as the parts that they merge. Make the volume larger.'
          : `Below ${moveWhenFree * 100} % parts move to the store, and do not do it as fast as rows come.`,
    },
    {
      name: 'ClickHouseDiskFull',
      severity: Severity.PAGE,
      value: free,
      comparison: Comparison.BELOW,
      threshold: full,
      summary: '{{ $labels.pod }} has {{ $value | humanizePercentage }} of its volume left',
      description: 'Large merges fail already, then inserts do.',
    },
    {
      name: 'ClickHouseDiskFullSoon',
      severity: Severity.PAGE,
      value: of(
        `min by (pod) (predict_linear($1[6h], 86400)${moveWhenFree === undefined ? '' : ` and $1 / $2 < ${low}`})`,
        SERVER.diskFree,
        ...(moveWhenFree === undefined ? [] : [SERVER.diskTotal]),
      ),
      comparison: Comparison.BELOW,
      threshold: 0,
      holdFor: Duration.hours(1),
      summary: '{{ $labels.pod }} runs out of space within a day',
      description: 'At the pace of the last six hours the volume is full in less than a day.',
    },
  ];
}
