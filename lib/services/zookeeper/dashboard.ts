import { DashboardRow } from '../../monitoring';
import { MAX_BY_POD, MEAN_BY_POD, panel, RATE } from '../../monitoring/internal';
import { ZooKeeperMetrics } from './metrics';

/** What a ZooKeeper adds to its engine's dashboard. */
export function zooKeeperRows(metrics: ZooKeeperMetrics): DashboardRow[] {
  return [
    {
      title: 'ZooKeeper',
      panels: [
        panel(
          'Members',
          'short',
          'Members that answer, that serve, and followers that are in step.',
          ['sum($1)', 'members', metrics.up],
          ['count($1)', 'serving', metrics.uptime],
          ['max($1)', 'followers in step', metrics.syncedFollowers],
        ),
        panel(
          'Requests of ZooKeeper',
          'reqps',
          'Reads and writes a second.',
          [RATE, 'reads', metrics.reads],
          [RATE, 'writes', metrics.writes],
        ),
        panel('Time of a write', 'ms', 'Mean time, by member: each waits for the disks of a majority.', [
          MEAN_BY_POD,
          '{{pod}}',
          metrics.writeTime,
          metrics.writes,
        ]),
        panel('Time to force the log', 'ms', 'Mean time of the disk, by member.', [
          MEAN_BY_POD,
          '{{pod}}',
          metrics.syncTime,
          metrics.syncs,
        ]),
      ],
    },
    {
      title: 'ZooKeeper: room',
      panels: [
        panel('Requests that wait in ZooKeeper', 'short', 'Rises when a member does not keep up.', [
          MAX_BY_POD,
          '{{pod}}',
          metrics.outstanding,
        ]),
        panel('Connections to ZooKeeper', 'short', 'Connections of clients, by member.', [
          MAX_BY_POD,
          '{{pod}}',
          metrics.connections,
        ]),
        panel('Size of the tree', 'bytes', 'As ZooKeeper counts it. In memory it is several times as large.', [
          MAX_BY_POD,
          '{{pod}}',
          metrics.treeSize,
        ]),
        panel('Heap of ZooKeeper', 'percentunit', 'Share of the heap, by member; it falls with each collection.', [
          'max by (pod) ($1{area="heap"} / $2{area="heap"})',
          '{{pod}}',
          metrics.heapUsed,
          metrics.heapMax,
        ]),
      ],
    },
  ];
}
