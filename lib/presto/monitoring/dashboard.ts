import { DashboardRow } from '../../monitoring';
import { heapPanel, MAX, MAX_BY_POD, panel, RATE, RATE_BY_POD, SHARE_BY_POD } from '../../monitoring/internal';
import { activeWorkers, COORDINATOR, PLATFORM, WORKER } from '../metrics';

/** Each coordinator counts its own. */
const SUM = 'sum($1)';

/** What the rows depend on. */
export interface RowsInput {
  /** The Deployment of workers. */
  readonly workers: string;
  /** Whether there are resource managers, and several coordinators. */
  readonly managed: boolean;
  /** Whether the use of heap and code cache is known. */
  readonly memoryOfJvm: boolean;
}

/** The rows below that of the objectives. */
export function dashboardRows({ workers, managed, memoryOfJvm }: RowsInput): DashboardRow[] {
  return [queryRow(), failureRow(), memoryRow(), workerRow(workers, managed), jvmRow(memoryOfJvm)];
}

function queryRow(): DashboardRow {
  return {
    title: 'Queries',
    panels: [
      panel(
        'At once',
        'short',
        'Queries that run, and that wait in a queue.',
        [SUM, 'running', COORDINATOR.running],
        [SUM, 'waiting', COORDINATOR.queued],
      ),
      panel(
        'Throughput',
        'reqps',
        'Queries a second: sent, begun and ended. What is not even begun has a fault, or was refused.',
        [RATE, 'sent', COORDINATOR.submitted],
        [RATE, 'begun', COORDINATOR.started],
        [RATE, 'ended', COORDINATOR.completed],
      ),
      panel(
        'Time of the slowest twentieth',
        'ms',
        'Of the last 15 minutes, recent ones first: waiting, and all together.',
        [MAX, 'waiting', COORDINATOR.queuedTime],
        [MAX, 'all together', COORDINATOR.executionTime],
      ),
      panel('CPU', 'short', 'Cores that queries took, counted when they end.', [RATE, 'cores', COORDINATOR.cpuTime]),
      panel('Read', 'Bps', 'Bytes that queries read a second, counted when they end.', [
        RATE,
        'read',
        COORDINATOR.inputBytes,
      ]),
    ],
  };
}

function failureRow(): DashboardRow {
  return {
    title: 'Failures',
    panels: [
      panel(
        'Failures by whose fault they are',
        'reqps',
        'Queries a second. The user’s are many at any time; the engine’s are none.',
        [RATE, 'user', COORDINATOR.userErrors],
        [RATE, 'engine', COORDINATOR.internalFailures],
        [RATE, 'memory, time or queue', COORDINATOR.insufficientResources],
        [RATE, 'catalog', COORDINATOR.externalFailures],
      ),
      panel('Queries that fail', 'percentunit', 'Share of all that end, whoever is at fault.', [
        'sum(rate($1[$__rate_interval])) / (sum(rate($2[$__rate_interval])) > 0)',
        'failed',
        COORDINATOR.failed,
        COORDINATOR.completed,
      ]),
      panel('Given up', 'reqps', 'Queries a second whose client went away.', [RATE, 'given up', COORDINATOR.abandoned]),
      panel('Tasks that fail', 'ops', 'A second, by worker.', [RATE_BY_POD, '{{pod}}', WORKER.failedTasks]),
      panel('Started again', 'short', 'Containers, in the last hour.', [
        'sum by (pod) (increase($1{container=~"coordinator|worker"}[1h]))',
        '{{pod}}',
        PLATFORM.restarts,
      ]),
    ],
  };
}

function memoryRow(): DashboardRow {
  return {
    title: 'Memory of queries',
    panels: [
      panel(
        'All nodes',
        'bytes',
        'What queries have, and what there is for them.',
        [MAX, 'there is', COORDINATOR.memoryTotal],
        [MAX, 'taken', COORDINATOR.memoryReserved],
        [MAX, 'free', COORDINATOR.memoryFree],
      ),
      panel(
        'Nodes without free memory',
        'short',
        'Nothing goes on there. With it queries that were ended to make room, in the last hour.',
        [MAX, 'blocked', COORDINATOR.blockedNodes],
        ['sum(increase($1[1h]))', 'ended', COORDINATOR.killed],
      ),
      panel('By worker', 'percentunit', 'Share of what each has for queries.', [
        SHARE_BY_POD,
        '{{pod}}',
        WORKER.poolReserved,
        WORKER.poolMax,
      ]),
      panel('Free by worker', 'bytes', 'A query that finds none waits.', [MAX_BY_POD, '{{pod}}', WORKER.poolFree]),
      panel('Spilled', 'Bps', 'Bytes written to disk a second for want of memory.', [
        RATE_BY_POD,
        '{{pod}}',
        WORKER.spilled,
      ]),
    ],
  };
}

function workerRow(workers: string, managed: boolean): DashboardRow {
  const active = activeWorkers(managed);
  return {
    title: 'Workers',
    panels: [
      panel(
        'Workers',
        'short',
        'Those that should be there, and how the coordinator sees those that are.',
        [`max($1{deployment="${workers}"})`, 'wanted', PLATFORM.wanted],
        [active.text.slice(1, -1), 'active', ...active.metrics],
        [MAX, 'leaving', COORDINATOR.leavingNodes],
        [MAX, 'lost', COORDINATOR.inactiveNodes],
      ),
      panel('Scraped', 'short', 'Nodes that answer Prometheus.', ['sum($1)', 'workers', WORKER.up]),
      panel('Tasks', 'short', 'By worker.', [MAX_BY_POD, '{{pod}}', WORKER.tasks]),
      panel('Splits', 'short', 'That each works on: as many as it has threads for, where it is busy.', [
        MAX_BY_POD,
        '{{pod}}',
        WORKER.splits,
      ]),
      panel(
        'Throughput of tasks',
        'Bps',
        'Bytes that tasks read and hand on a second.',
        [RATE, 'read', WORKER.inputBytes],
        [RATE, 'handed on', WORKER.outputBytes],
      ),
    ],
  };
}

function jvmRow(memoryOfJvm: boolean): DashboardRow {
  const gc = 'sum by (pod) (rate($1[$__rate_interval])) / 1000';
  const pauses = 'sum by (pod) (increase($1[1h]) + increase($2[1h]) + increase($3[1h]))';
  const code = 'sum by (pod) ($1) / sum by (pod) ($2)';
  return {
    title: 'Processes',
    panels: [
      panel(
        'Time to collect garbage',
        'percentunit',
        'Share of the time.',
        [gc, '{{pod}}', COORDINATOR.gcTime],
        [gc, '{{pod}}', WORKER.gcTime],
      ),
      panel(
        'Pauses',
        'short',
        'Times that a JVM stood still for more than a second, in the last hour.',
        [
          pauses,
          '{{pod}}',
          COORDINATOR.pausesOfSeconds,
          COORDINATOR.pausesOfTensOfSeconds,
          COORDINATOR.pausesOfMinutes,
        ],
        [pauses, '{{pod}}', WORKER.pausesOfSeconds, WORKER.pausesOfTensOfSeconds, WORKER.pausesOfMinutes],
      ),
      panel(
        'Threads',
        'short',
        'Threads by node.',
        [MAX_BY_POD, '{{pod}}', COORDINATOR.threads],
        [MAX_BY_POD, '{{pod}}', WORKER.threads],
      ),
      ...(memoryOfJvm
        ? [
            heapPanel('Heap of the coordinator', COORDINATOR),
            heapPanel('Heap of workers', WORKER),
            panel(
              'Code cache',
              'percentunit',
              'Share of it. When it is full, queries run uncompiled.',
              [code, '{{pod}}', COORDINATOR.codeUsed, COORDINATOR.codeMax],
              [code, '{{pod}}', WORKER.codeUsed, WORKER.codeMax],
            ),
          ]
        : []),
    ],
  };
}
