import { Duration } from 'cdk8s';
import { AlertProps, Comparison, Severity } from '../../monitoring';
import { followersAlerts, of, quorumAlerts, volumeAlerts, waitingAlert } from '../../monitoring/internal';
import { KEEPER } from '../metrics';

/** What goes wrong with Keeper. */
export function keeperAlerts(name: string, members: number): AlertProps[] {
  return [
    ...volumeAlerts({
      title: 'ClickHouseKeeper',
      claims: `data-chk-${name}-.+`,
      description:
        'A member that cannot write its log ends itself. With the second of three nothing can be inserted any more.',
    }),
    ...quorumAlerts({
      members,
      one: 'A member of Keeper',
      all: 'members of Keeper',
      without: 'nothing can be inserted anywhere',
      up: KEEPER.up,
      names: { down: 'ClickHouseKeeperDown', atRisk: 'ClickHouseKeeperQuorumAtRisk' },
    }),
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
    ...followersAlerts({
      name: 'ClickHouseKeeperFollowersBehind',
      members,
      of: 'Keeper',
      synced: KEEPER.syncedFollowers,
    }),
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
    waitingAlert('ClickHouseKeeperRequestsPileUp', KEEPER.outstanding),
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
