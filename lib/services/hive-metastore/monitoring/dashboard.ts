import { DashboardRow } from '../../../monitoring';
import { MAX, MAX_BY_POD, panel, RATE } from '../../../monitoring/internal';
import { METASTORE } from '../metrics';

/** The rows of the dashboard, below that of the objectives. */
export function metastoreRows(): DashboardRow[] {
  return [
    {
      title: 'Calls',
      panels: [
        panel('Replicas', 'short', 'Those that Prometheus reaches.', ['sum($1)', 'replicas', METASTORE.up]),
        panel('Calls', 'reqps', 'A second, of all replicas, by name: the ten that are made most.', [
          'topk(10, sum by (call) (rate($1[$__rate_interval])))',
          '{{call}}',
          METASTORE.calls,
        ]),
        panel('Time of the slowest calls', 'ms', 'The slowest twentieth of the last ones: the ten slowest calls.', [
          'topk(10, max by (call) ($1 and rate($2[5m]) > 0))',
          '{{call}}',
          METASTORE.slowest,
          METASTORE.calls,
        ]),
        panel('Clients', 'short', 'Connections, by replica. Each has a thread for itself.', [
          MAX_BY_POD,
          '{{pod}}',
          METASTORE.connections,
        ]),
      ],
    },
    {
      title: 'Tables',
      panels: [
        panel(
          'What there is',
          'short',
          'As it was counted when a replica started, and changed by it since.',
          [MAX, 'databases', METASTORE.databases],
          [MAX, 'tables', METASTORE.tables],
        ),
        panel('Partitions', 'short', 'Millions of them make calls slow, and the heap full.', [
          MAX,
          'partitions',
          METASTORE.partitions,
        ]),
        panel(
          'Made and dropped',
          'short',
          'Tables within half an hour.',
          ['sum(increase($1[30m]))', 'made', METASTORE.tablesMade],
          ['sum(increase($1[30m]))', 'dropped', METASTORE.tablesDropped],
        ),
        panel('Statements that failed', 'short', 'A second: what is asked the slow way instead.', [
          RATE,
          'failed',
          METASTORE.directSqlErrors,
        ]),
      ],
    },
    {
      title: 'JVM',
      panels: [
        panel('Heap', 'percentunit', 'Share of the heap, by replica; it falls with each collection.', [
          'max by (pod) ($1{area="heap"} / $2{area="heap"})',
          '{{pod}}',
          METASTORE.heapUsed,
          METASTORE.heapMax,
        ]),
        panel('Pauses', 'percentunit', 'Share of the time that a replica stands still.', [
          'sum by (pod) (rate($1[$__rate_interval])) / 1000',
          '{{pod}}',
          METASTORE.pauses,
        ]),
      ],
    },
  ];
}
