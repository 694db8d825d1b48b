import { DashboardRow } from '../../monitoring';
import { MAX_BY_POD, MEAN, panel, RATE, RATE_BY_POD, SHARE_BY_POD } from '../../monitoring/internal';
import { KEEPER, SERVER } from '../metrics';

/** The rows below that of the objectives. */
export function dashboardRows(): DashboardRow[] {
  return [
    {
      title: 'Traffic',
      panels: [
        panel(
          'Queries',
          'reqps',
          'Queries a second by kind.',
          [RATE, 'select', SERVER.selectQueries],
          [RATE, 'insert', SERVER.insertQueries],
        ),
        panel('Running queries', 'short', 'Queries that run now, by server.', [MAX_BY_POD, '{{pod}}', SERVER.queries]),
        panel(
          'Rows',
          'rowsps',
          'Rows read and inserted a second.',
          [RATE, 'read', SERVER.selectedRows],
          [RATE, 'inserted', SERVER.insertedRows],
        ),
        panel(
          'Connections',
          'short',
          'Open connections by protocol.',
          ['sum($1)', 'native', SERVER.tcpConnections],
          ['sum($1)', 'http', SERVER.httpConnections],
        ),
      ],
    },
    {
      title: 'Errors',
      panels: [
        panel(
          'Failed queries',
          'reqps',
          'Queries that failed a second, whoever is at fault.',
          [RATE, 'select', SERVER.failedSelectQueries],
          [RATE, 'insert', SERVER.failedInsertQueries],
        ),
        panel(
          'Inserts delayed and refused',
          'reqps',
          'Not zero where a partition has too many parts.',
          [RATE, 'delayed', SERVER.delayedInserts],
          [RATE, 'refused', SERVER.rejectedInserts],
        ),
        panel('Errors on the way to Keeper', 'ops', 'Network errors between servers and Keeper.', [
          RATE_BY_POD,
          '{{pod}}',
          SERVER.keeperHardwareExceptions,
        ]),
      ],
    },
    {
      title: 'Latency',
      panels: [
        panel('Mean time of a SELECT', 'µs', 'A mean: the servers expose no distribution.', [
          MEAN,
          'select',
          SERVER.selectTime,
          SERVER.selectQueries,
        ]),
        panel('Mean time of an INSERT', 'µs', 'A mean: the servers expose no distribution.', [
          MEAN,
          'insert',
          SERVER.insertTime,
          SERVER.insertQueries,
        ]),
        panel('Mean time of a request to Keeper', 'ms', 'As Keeper itself counts it, by member.', [
          MAX_BY_POD,
          '{{pod}}',
          KEEPER.averageLatency,
        ]),
      ],
    },
    {
      title: 'Saturation',
      panels: [
        panel('Processors', 'short', 'Cores that are busy, by server.', [
          'sum by (pod) (rate($1[$__rate_interval])) / 1e6',
          '{{pod}}',
          SERVER.cpuTime,
        ]),
        panel('Waiting for a processor', 'short', 'Threads that wait for a core: more than the cores is too many.', [
          'sum by (pod) (rate($1[$__rate_interval])) / 1e6',
          '{{pod}}',
          SERVER.cpuWait,
        ]),
        panel('Memory', 'percentunit', 'Share of the memory that the container may use.', [
          SHARE_BY_POD,
          '{{pod}}',
          SERVER.memoryUsed,
          SERVER.memoryTotal,
        ]),
        panel('Merges', 'short', 'Merges and mutations that run.', [MAX_BY_POD, '{{pod}}', SERVER.merges]),
      ],
    },
    {
      title: 'Storage',
      panels: [
        panel('Free space', 'percentunit', 'Share of the data volume that is free.', [
          'min by (pod) ($1 / $2)',
          '{{pod}}',
          SERVER.diskFree,
          SERVER.diskTotal,
        ]),
        panel(
          'Disks',
          'Bps',
          'Bytes read and written a second.',
          [RATE, 'read', SERVER.diskReads],
          [RATE, 'written', SERVER.diskWrites],
        ),
        panel('Parts of the largest partition', 'short', 'Inserts are slowed down at 1000 and refused at 3000.', [
          MAX_BY_POD,
          '{{pod}}',
          SERVER.maxParts,
        ]),
      ],
    },
    {
      title: 'Replication',
      panels: [
        panel('Behind', 's', 'How far the slowest table of each server is behind.', [
          MAX_BY_POD,
          '{{pod}}',
          SERVER.replicationDelay,
        ]),
        panel('Queue', 'short', 'The longest replication queue.', [MAX_BY_POD, '{{pod}}', SERVER.replicationQueue]),
        panel('Read-only tables', 'short', 'Not zero where a server has lost Keeper.', [
          MAX_BY_POD,
          '{{pod}}',
          SERVER.readonlyReplicas,
        ]),
        panel('Inserts on their way to other shards', 'short', 'Files that wait to be sent.', [
          MAX_BY_POD,
          '{{pod}}',
          SERVER.distributedFiles,
        ]),
      ],
    },
    {
      title: 'Keeper',
      panels: [
        panel(
          'Members',
          'short',
          'Members that answer, and followers that are up to date.',
          ['sum($1)', 'members', KEEPER.up],
          ['max($1)', 'synced followers', KEEPER.syncedFollowers],
        ),
        panel('Requests', 'reqps', 'Requests a second, by member.', [RATE_BY_POD, '{{pod}}', KEEPER.requests]),
        panel('Requests that wait', 'short', 'Rises when Keeper does not keep up.', [
          MAX_BY_POD,
          '{{pod}}',
          KEEPER.outstanding,
        ]),
        panel('Size of the tree', 'bytes', 'All of it is in memory.', [MAX_BY_POD, '{{pod}}', KEEPER.dataSize]),
      ],
    },
  ];
}
