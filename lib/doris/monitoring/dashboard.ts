import { DashboardRow } from '../../monitoring';
import { MAX, MAX_BY_POD, panel, RATE, RATE_BY_POD } from '../../monitoring/internal';
import { BACKEND, COMPUTE_NODE, FRONTEND, PLATFORM } from '../metrics';
import { ALL_QUERIES, ALL_USERS } from './slos';

const rateOf = (matchers: string) => `sum(rate($1{${matchers}}[$__rate_interval]))`;
const quantileOf = (quantile: string, matchers = '') => `max by (pod) ($1{${matchers}quantile="${quantile}"})`;

/**
 * The rows below that of the objectives.
 *
 * @param compute whether there are compute nodes
 */
export function dashboardRows(compute: boolean): DashboardRow[] {
  const ofBackends = [...commonRows('fe|be|cn'), storage(), tablets(), metadata()];
  return compute ? [...ofBackends, computeNodes()] : ofBackends;
}

/**
 * The rows of what clusters have wherever their data lies.
 *
 * @param sets what StatefulSets are called after the cluster, as a regular expression
 */
export function commonRows(sets: string): DashboardRow[] {
  return [traffic(), errors(sets), latency(), saturation()];
}

function traffic(): DashboardRow {
  return {
    title: 'Traffic',
    panels: [
      panel('Queries', 'reqps', 'Queries a second, by frontend.', [
        `sum by (pod) (rate($1{${ALL_QUERIES}}[$__rate_interval]))`,
        '{{pod}}',
        FRONTEND.queries,
      ]),
      panel('Connections', 'short', "Open connections of MySQL's protocol, by frontend.", [
        `max by (pod) ($1{${ALL_USERS}})`,
        '{{pod}}',
        FRONTEND.connections,
      ]),
      panel(
        'Rows',
        'rowsps',
        'Rows that backends read for queries, and loaded, a second.',
        [RATE, 'read', BACKEND.scannedRows],
        [RATE, 'loaded', BACKEND.loadedRows],
      ),
      panel(
        'Bytes',
        'Bps',
        'Bytes that backends read for queries, and loaded, a second.',
        [RATE, 'read', BACKEND.scannedBytes],
        [RATE, 'loaded', BACKEND.loadedBytes],
      ),
    ],
  };
}

function errors(sets: string): DashboardRow {
  return {
    title: 'Errors',
    panels: [
      panel(
        'Queries that fail or are slow',
        'reqps',
        'Failed: without those that could not be analyzed. Slow: more than five seconds.',
        [rateOf(ALL_QUERIES), 'failed', FRONTEND.failedQueries],
        [RATE, 'slow', FRONTEND.slowQueries],
      ),
      panel(
        'Loads',
        'reqps',
        'Transactions of loads: those that ended well, failed, or were refused before they began.',
        [rateOf('type="success"'), 'success', FRONTEND.transactions],
        [rateOf('type="failed"'), 'failed', FRONTEND.transactions],
        [rateOf('type="reject"'), 'refused', FRONTEND.transactions],
      ),
      panel('Failed tasks', 'ops', 'Work on tablets that failed, by kind. None is normal.', [
        'sum by (type) (rate($1{status="failed"}[$__rate_interval]))',
        '{{type}}',
        BACKEND.tasks,
      ]),
      panel('Restarts', 'short', 'Containers that were started again within an hour.', [
        `sum by (pod) (increase($1{pod=~"$cluster-(${sets})-[0-9]+"}[1h]))`,
        '{{pod}}',
        PLATFORM.restarts,
      ]),
    ],
  };
}

function latency(): DashboardRow {
  return {
    title: 'Latency',
    panels: [
      panel('99 of 100 queries take less than', 'ms', 'Of recent queries, by frontend; it stays while nobody asks.', [
        quantileOf('0.99', `${ALL_QUERIES},`),
        '{{pod}}',
        FRONTEND.latency,
      ]),
      panel('3 of 4 queries take less than', 'ms', 'Of recent queries, by frontend; it stays while nobody asks.', [
        quantileOf('0.75', `${ALL_QUERIES},`),
        '{{pod}}',
        FRONTEND.latency,
      ]),
      panel(
        'Entries of the edit log',
        'ms',
        '99 of 100 are written in less: every load and every change waits for one.',
        [quantileOf('0.99'), '{{pod}}', FRONTEND.editLogLatency],
      ),
      panel(
        'Routine loads',
        'short',
        'Messages that are not read yet, and rows that are read a second.',
        [MAX, 'lag', FRONTEND.routineLoadLag],
        [RATE, 'read', FRONTEND.routineLoadRows],
        [RATE, 'wrong', FRONTEND.routineLoadErrors],
      ),
    ],
  };
}

function saturation(): DashboardRow {
  return {
    title: 'Saturation',
    panels: [
      panel('Heap of frontends', 'percentunit', 'Share of the heap; it falls with each collection.', [
        'max by (pod) ($1{type="used"}) / (max by (pod) ($1{type="max"}) > 0)',
        '{{pod}}',
        FRONTEND.heap,
      ]),
      panel('Memory of backends', 'bytes', 'What the process uses of the container.', [
        MAX_BY_POD,
        '{{pod}}',
        BACKEND.memory,
      ]),
      panel(
        'Work of backends',
        'short',
        'Parts of queries and loads that run, and calls that wait for a thread.',
        ['sum($1)', 'parts of queries', BACKEND.fragments],
        ['sum($1)', 'loads', BACKEND.loadChannels],
        ['sum($1)', 'waiting calls', BACKEND.heavyQueue],
      ),
      panel(
        'Threads and files',
        'short',
        'Threads of backends, and file descriptors that are open.',
        [MAX, 'threads', BACKEND.threads],
        [MAX, 'files', BACKEND.openFiles],
        ['min($1)', 'files at most', BACKEND.maxFiles],
      ),
    ],
  };
}

function storage(): DashboardRow {
  return {
    title: 'Storage',
    panels: [
      panel(
        'Volumes of backends',
        'percentunit',
        'Share that is free: below 15 % nothing is moved there, below 10 % loads are refused.',
        ['min by (pod, path) ($1 / ($2 > 0))', '{{pod}} {{path}}', BACKEND.diskFree, BACKEND.diskTotal],
      ),
      panel('Trash', 'bytes', 'What deleted tablets still take, for a day by default.', [
        'sum by (pod) ($1)',
        '{{pod}}',
        BACKEND.diskTrash,
      ]),
      panel('Bad volumes', 'short', 'Volumes that cannot be read and written. None is normal.', [
        'sum by (pod) ($1 == bool 0)',
        '{{pod}}',
        BACKEND.diskState,
      ]),
      panel(
        'Reads and writes',
        'Bps',
        'Bytes that backends read from and wrote to their volumes a second.',
        [RATE_BY_POD, 'read {{pod}}', BACKEND.localReads],
        [RATE_BY_POD, 'written {{pod}}', BACKEND.localWrites],
      ),
    ],
  };
}

function tablets(): DashboardRow {
  return {
    title: 'Tablets',
    panels: [
      panel(
        'Repair and balance',
        'short',
        'Tablets that are being repaired or moved, and those that lack replicas beside them.',
        [MAX, 'scheduled', FRONTEND.scheduledTablets],
        ['max($1{type="unhealthy"})', 'unhealthy', FRONTEND.checkedTablets],
      ),
      panel('Tablets of backends', 'short', 'They are alike where balance works.', [
        'max by (backend) ($1)',
        '{{backend}}',
        FRONTEND.tablets,
      ]),
      panel(
        'Versions that wait for compaction',
        'short',
        'Of the tablet that has most. At 2000 loads are refused.',
        [MAX, 'all', FRONTEND.compactionScore],
        [MAX, 'base', BACKEND.baseScore],
        [MAX, 'cumulative', BACKEND.cumulativeScore],
      ),
      panel(
        'Compactions',
        'short',
        'What compactions weigh that run, and that wait.',
        ['sum($1)', 'run', BACKEND.compactions],
        ['sum($1)', 'wait', BACKEND.compactionsWaiting],
      ),
    ],
  };
}

function computeNodes(): DashboardRow {
  return {
    title: 'Compute nodes',
    panels: [
      panel(
        'Compute nodes',
        'short',
        'Those that answer, and those that there should be.',
        ['sum($1)', 'answer', COMPUTE_NODE.up],
        ['max($1{statefulset="$cluster-cn"})', 'wanted', PLATFORM.wanted],
      ),
      panel(
        'Work of compute nodes',
        'short',
        'Parts of queries that run on the busiest, by which their number goes, and calls that wait for a thread.',
        [MAX, 'parts of queries', COMPUTE_NODE.fragments],
        ['sum($1)', 'waiting calls', COMPUTE_NODE.heavyQueue],
      ),
      panel('Memory of compute nodes', 'bytes', 'What the process uses of the container.', [
        MAX_BY_POD,
        '{{pod}}',
        COMPUTE_NODE.memory,
      ]),
      panel(
        'Scans of compute nodes',
        'short',
        'Rows and bytes that they read for queries a second.',
        [RATE, 'rows', COMPUTE_NODE.scannedRows],
        [RATE, 'bytes', COMPUTE_NODE.scannedBytes],
      ),
    ],
  };
}

/** What frontends keep. */
export function metadata(): DashboardRow {
  return {
    title: 'Metadata',
    panels: [
      panel(
        'Members',
        'short',
        'Frontends and backends that answer, and masters: one is right.',
        ['sum($1)', 'frontends', FRONTEND.up],
        ['sum($1)', 'backends', BACKEND.up],
        ['sum($1{type="is_master"})', 'masters', FRONTEND.nodes],
      ),
      panel('Behind', 'short', 'Entries of the edit log that a frontend lacks.', [
        'scalar(max($1)) - max by (pod) ($1)',
        '{{pod}}',
        FRONTEND.journal,
      ]),
      panel('Edit log', 'ops', 'Entries that are written a second.', [
        'sum(rate($1{type="write"}[$__rate_interval]))',
        'written',
        FRONTEND.editLog,
      ]),
      panel(
        'Images',
        'short',
        'Images of the metadata that were written, and what failed, within an hour.',
        ['sum(increase($1{type="success"}[1h]))', 'written', FRONTEND.imageWrites],
        ['sum(increase($1{type="failed"}[1h]))', 'not written', FRONTEND.imageWrites],
        ['sum(increase($1{type="failed"}[1h]))', 'not sent', FRONTEND.imagePushes],
        ['sum(increase($1{type="failed"}[1h]))', 'not deleted', FRONTEND.imageCleans],
        ['sum(increase($1{type="failed"}[1h]))', 'logs not deleted', FRONTEND.editLogCleans],
      ),
      panel(
        'Transactions and reports',
        'short',
        'Loads that run, and reports of backends that wait.',
        ['max($1{db=""})', 'loads', FRONTEND.runningTransactions],
        [MAX, 'reports', FRONTEND.reportQueue],
      ),
    ],
  };
}
