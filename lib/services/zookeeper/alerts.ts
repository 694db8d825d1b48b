import { Duration, Size } from 'cdk8s';
import { bytesOf } from '../../core/internal';
import { AlertProps, Comparison, Metric, Severity } from '../../monitoring';
import { followersAlerts, of, quorumAlerts, volumeAlerts, waitingAlert } from '../../monitoring/internal';
import { ZooKeeperMetrics } from './metrics';

/** What the alerts depend on. */
export interface ZooKeeperAlertsInput {
  /** What their names start with: the engine's title. */
  readonly title: string;
  readonly metrics: ZooKeeperMetrics;
  /** The StatefulSet of the members. */
  readonly setName: string;
  readonly members: number;
  readonly treeLimit: Size;
}

/** What is known to go wrong with a ZooKeeper. */
export function zooKeeperAlerts(input: ZooKeeperAlertsInput): AlertProps[] {
  const named = [...electionAlerts(input), ...latencyAlerts(input), ...capacityAlerts(input)];
  return named.map((alert) => ({ ...alert, name: `${input.title}ZooKeeper${alert.name}` }));
}

function electionAlerts({ metrics, members }: ZooKeeperAlertsInput): AlertProps[] {
  return [
    ...quorumAlerts({
      members,
      one: 'A member of ZooKeeper',
      all: 'members of ZooKeeper',
      without: 'nobody can be elected and nothing written',
      up: metrics.up,
      names: { down: 'Down', atRisk: 'QuorumAtRisk' },
    }),
    {
      name: 'NoLeader',
      severity: Severity.PAGE,
      // A member has an uptime only while it serves, and it serves only with a leader.
      value: of('count($1) or 0 * count($2)', metrics.uptime, metrics.up),
      comparison: Comparison.BELOW,
      threshold: 1,
      holdFor: Duration.minutes(2),
      summary: 'no member of ZooKeeper serves',
      description:
        'The members have no leader. Who needs ZooKeeper cannot elect or write anything until they have one.',
    },
    ...followersAlerts({ name: 'FollowersBehind', members, of: 'ZooKeeper', synced: metrics.syncedFollowers }),
    {
      name: 'TreesDiffer',
      severity: Severity.PAGE,
      value: of('sum by (pod) (increase($1[10m]))', metrics.digestMismatches),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.seconds(0),
      summary: '{{ $labels.pod }} holds another tree than its leader',
      description:
        'After a change that both applied, the member had another tree. What clients read from it may be wrong.',
    },
  ];
}

function latencyAlerts({ metrics }: ZooKeeperAlertsInput): AlertProps[] {
  const mean = (sum: Metric, count: Metric) =>
    of('sum by (pod) (rate($1[5m])) / (sum by (pod) (rate($2[5m])) > 0)', sum, count);
  return [
    {
      name: 'Slow',
      severity: Severity.TICKET,
      value: mean(metrics.writeTime, metrics.writes),
      comparison: Comparison.ABOVE,
      threshold: 100,
      holdFor: Duration.minutes(15),
      summary: '{{ $labels.pod }} takes {{ $value | humanize }} ms for a write',
      description: 'Clients wait for each write. Their sessions end when it gets worse.',
    },
    {
      name: 'FsyncSlow',
      severity: Severity.TICKET,
      value: mean(metrics.syncTime, metrics.syncs),
      comparison: Comparison.ABOVE,
      threshold: 50,
      holdFor: Duration.minutes(15),
      summary: '{{ $labels.pod }} takes {{ $value | humanize }} ms to force its log to disk',
      description: 'Every write waits for a majority of such disks.',
    },
    waitingAlert('RequestsPileUp', metrics.outstanding),
    {
      name: 'Pauses',
      severity: Severity.TICKET,
      value: of('sum by (pod) (rate($1[5m])) / 1000', metrics.pauses),
      comparison: Comparison.ABOVE,
      threshold: 0.1,
      holdFor: Duration.minutes(15),
      summary: '{{ $labels.pod }} stands still {{ $value | humanizePercentage }} of the time',
      description:
        'The JVM collects garbage, or the node has no processor for it. Heartbeats that it misses end sessions.',
    },
  ];
}

function capacityAlerts({ metrics, setName, treeLimit }: ZooKeeperAlertsInput): AlertProps[] {
  return [
    {
      name: 'ConnectionsRefused',
      severity: Severity.TICKET,
      value: of('sum by (pod) (increase($1[10m]))', metrics.rejectedConnections),
      comparison: Comparison.ABOVE,
      threshold: 0,
      summary: '{{ $labels.pod }} refuses connections',
      description: 'A client has as many connections as one may have, and gets no more.',
    },
    {
      name: 'TreeLarge',
      severity: Severity.TICKET,
      value: of('max by (pod) ($1)', metrics.treeSize),
      comparison: Comparison.ABOVE,
      threshold: bytesOf(treeLimit),
      holdFor: Duration.minutes(30),
      summary: '{{ $labels.pod }} holds a tree of {{ $value | humanize1024 }}B',
      description:
        'All of it is in memory, several times as large as it is counted. At the limit of the heap the member ends.',
    },
    ...volumeAlerts({
      title: '',
      claims: `(data|log)-${setName}-[0-9]+`,
      description: 'A member that cannot write its log ends itself.',
    }),
  ];
}
