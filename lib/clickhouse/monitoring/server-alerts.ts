import { Duration } from 'cdk8s';
import { AlertProps, Comparison, Severity } from '../../monitoring';
import { downAlert, of } from '../../monitoring/internal';
import { SERVER } from '../metrics';
import { STALE_SECONDS } from './slos';

/** What goes wrong with servers, and with their volumes. */
export function serverAlerts(): AlertProps[] {
  return [...replicaAlerts(), ...insertAlerts(), ...roomAlerts()];
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
  ];
}

function roomAlerts(): AlertProps[] {
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
