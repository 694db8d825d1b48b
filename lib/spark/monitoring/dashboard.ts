import { DashboardRow } from '../../monitoring';
import { panel } from '../../monitoring/internal';
import { APPLICATION, DRIVER, EXECUTORS, OPERATED, OPERATOR_HEALTH, PLATFORM, QUEUE, SCHEDULE } from '../metrics';
import { controllers } from './platform-alerts';
import { queueMatchers } from './queue-alerts';

const BY_APPLICATION = 'application';

/**
 * The rows of a team's dashboard, below that of its objectives.
 *
 * @param clusterQueue the ClusterQueue that its applications wait in; default: they do not wait
 */
export function teamRows(team: string, clusterQueue?: string): DashboardRow[] {
  const own = `team="${team}"`;
  const queue = clusterQueue ? [queueRow(queueMatchers(clusterQueue))] : [];
  return [applicationRow(own), ...queue, scheduleRow(own), driverRow(own), executorRow(own)];
}

function applicationRow(own: string): DashboardRow {
  return {
    title: 'Applications',
    panels: [
      panel('By state', 'short', 'Those that are there, those that have ended included, as long as they are kept.', [
        `count by (state) ($1{${own}})`,
        '{{state}}',
        APPLICATION.state,
      ]),
      panel(
        'Ended in the last hour',
        'short',
        'Well, and not. What is removed sooner is not counted.',
        [`count(time() - $1{${own},state="COMPLETED"} < 3600) or vector(0)`, 'well', APPLICATION.ended],
        [`count(time() - $1{${own},state="FAILED"} < 3600) or vector(0)`, 'failed', APPLICATION.ended],
      ),
      panel(
        'Time until a driver runs',
        's',
        'From when an application is made, by the half and the slowest twentieth.',
        [`histogram_quantile(0.5, sum by (le) (rate($1{${own}}[30m])))`, 'half', OPERATED.startedWithin],
        [`histogram_quantile(0.95, sum by (le) (rate($1{${own}}[30m])))`, '95 %', OPERATED.startedWithin],
      ),
      panel(
        'Submissions',
        'short',
        'In half an hour, and those that failed.',
        [`sum(increase($1{${own}}[30m]))`, 'submitted', OPERATED.submissions],
        [`sum(increase($1{${own}}[30m]))`, 'failed', OPERATED.failedSubmissions],
      ),
    ],
  };
}

function queueRow(own: string): DashboardRow {
  return {
    title: 'Queue',
    panels: [
      panel(
        'In the queue',
        'short',
        'Those that wait, and those that have quota.',
        [`sum(max by (status) ($1{${own}}))`, 'wait', QUEUE.pending],
        [`max($1{${own}})`, 'have quota', QUEUE.holding],
      ),
      panel('Quota in use', 'percentunit', 'Above one, it is borrowed. Memory is that of heaps.', [
        `max by (resource) ($1{${own}}) / (max by (resource) ($2{${own}}) > 0)`,
        '{{resource}}',
        QUEUE.usage,
        QUEUE.nominal,
      ]),
      panel(
        'Time in the queue',
        's',
        'Of those that were let in, by the half and the slowest twentieth.',
        [`histogram_quantile(0.5, sum by (le) (rate($1{${own}}[1h])))`, 'half', QUEUE.waited],
        [`histogram_quantile(0.95, sum by (le) (rate($1{${own}}[1h])))`, '95 %', QUEUE.waited],
      ),
      panel('Put back', 'short', 'In an hour, by reason. They begin anew.', [
        `sum by (reason) (increase($1{${own}}[1h]))`,
        '{{reason}}',
        QUEUE.evicted,
      ]),
    ],
  };
}

function scheduleRow(own: string): DashboardRow {
  return {
    title: 'Schedules',
    panels: [
      panel(
        'Since the last run that ended well',
        's',
        'By schedule. It grows to the pause of the schedule and the time of a run.',
        [`time() - max by (schedule) ($1{${own},state="COMPLETED",schedule!=""})`, '{{schedule}}', APPLICATION.ended],
      ),
      panel('Until the next run', 's', 'Below zero a run is due, and has not begun.', [
        `max by (schedule) ($1{${own}}) - time()`,
        '{{schedule}}',
        SCHEDULE.nextRun,
      ]),
      panel('Since the last run began', 's', 'Whether it ended well or not.', [
        `time() - max by (schedule) ($1{${own}})`,
        '{{schedule}}',
        SCHEDULE.lastRun,
      ]),
    ],
  };
}

function driverRow(own: string): DashboardRow {
  const by = (metric: string) => `sum by (${BY_APPLICATION}) (${metric})`;
  return {
    title: 'Drivers',
    panels: [
      panel('Drivers', 'short', 'Those that Prometheus reaches.', [by(`$1{${own}}`), '{{application}}', DRIVER.up]),
      panel('Jobs', 'short', 'Jobs that go on, by application.', [
        by(`$1{${own}}`),
        '{{application}}',
        DRIVER.activeJobs,
      ]),
      panel(
        'Stages',
        'short',
        'All applications together: those that go on, wait, and failed and are tried again.',
        [`sum($1{${own}})`, 'running', DRIVER.runningStages],
        [`sum($1{${own}})`, 'waiting', DRIVER.waitingStages],
        [`sum($1{${own}})`, 'failed', DRIVER.failedStages],
      ),
    ],
  };
}

function executorRow(team: string): DashboardRow {
  const own = `${team},executor_id!="driver"`;
  const by = (expr: string) => `sum by (${BY_APPLICATION}) (${expr})`;
  const rate = (metric: string) => by(`rate(${metric}{${own}}[$__rate_interval])`);
  return {
    title: 'Executors',
    panels: [
      panel('Executors', 'short', 'By application.', [
        `count by (${BY_APPLICATION}) ($1{${own}})`,
        '{{application}}',
        EXECUTORS.slots,
      ]),
      panel(
        'Tasks at once',
        'percentunit',
        'Share of what executors could run. Little of it is capacity that is paid for.',
        [`${by(`$1{${own}}`)} / (${by(`$2{${own}}`)} > 0)`, '{{application}}', EXECUTORS.activeTasks, EXECUTORS.slots],
      ),
      panel('Tasks that fail', 'ops', 'A second. A task is tried four times.', [
        rate('$1'),
        '{{application}}',
        EXECUTORS.failedTasks,
      ]),
      panel('Tasks that end well', 'ops', 'A second.', [rate('$1'), '{{application}}', EXECUTORS.completedTasks]),
      panel('Collecting garbage', 'percentunit', 'Share of the time of tasks. Above a tenth, heaps are too small.', [
        `${rate('$1')} / (${rate('$2')} > 0)`,
        '{{application}}',
        EXECUTORS.gcTime,
        EXECUTORS.taskTime,
      ]),
      panel('Memory for blocks', 'percentunit', 'Share of what blocks may take.', [
        `${by(`$1{${own}}`)} / (${by(`$2{${own}}`)} > 0)`,
        '{{application}}',
        EXECUTORS.memoryUsed,
        EXECUTORS.memory,
      ]),
      panel('Heap', 'bytes', 'The largest of an executor, at its peak.', [
        `max by (${BY_APPLICATION}) ($1{${own}})`,
        '{{application}}',
        EXECUTORS.heapUsed,
      ]),
      panel('Disk for blocks', 'bytes', 'What blocks take of local disks.', [
        by(`$1{${own}}`),
        '{{application}}',
        EXECUTORS.diskUsed,
      ]),
      panel(
        'Shuffles',
        'Bps',
        'Bytes a second, all applications together.',
        [`sum(rate($1{${own}}[$__rate_interval]))`, 'read', EXECUTORS.shuffleRead],
        [`sum(rate($1{${own}}[$__rate_interval]))`, 'written', EXECUTORS.shuffleWritten],
      ),
      panel(
        'Executors that come and go',
        'short',
        'Those that run, and those that failed within half an hour.',
        [`sum($1{${team}})`, 'run', OPERATED.executors],
        [`sum(increase($1{${team}}[30m]))`, 'failed', OPERATED.failedExecutors],
      ),
    ],
  };
}

/** Which rows a platform's dashboard has. */
export interface PlatformRowsInput {
  readonly historyServer: string;
  readonly operator: string;
  /** Of the job that runs all the time. Default: none runs. */
  readonly schedule?: string;
}

/** The rows of a platform's dashboard. */
export function platformRows({ historyServer, operator, schedule }: PlatformRowsInput): DashboardRow[] {
  return [
    {
      title: 'Operator',
      panels: [
        panel('Pods that are ready', 'short', 'Of the controller one works, and of the webhook all.', [
          `max by (deployment) ($1{deployment=~"${operator}-(controller|webhook)"})`,
          '{{deployment}}',
          OPERATOR_HEALTH.available,
        ]),
        panel('Objects that wait', 'short', 'By controller. Hundreds are minutes of delay.', [
          `max by (name) ($1{${controllers('name')}})`,
          '{{name}}',
          OPERATOR_HEALTH.queue,
        ]),
        panel(
          'Objects looked at',
          'ops',
          'A second, and of those the ones that failed.',
          [`sum(rate($1{${controllers('controller')}}[$__rate_interval]))`, 'all', OPERATOR_HEALTH.handled],
          [`sum(rate($1{${controllers('controller')}}[$__rate_interval]))`, 'failed', OPERATOR_HEALTH.failed],
        ),
      ],
    },
    {
      title: 'History Server and canary',
      panels: [
        panel('History Server', 'short', 'One is ready.', [
          `max($1{deployment="${historyServer}"})`,
          'ready',
          PLATFORM.available,
        ]),
        panel('Restarts of the History Server', 'short', 'In an hour.', [
          'sum(increase($1{container="history-server"}[1h]))',
          'restarts',
          PLATFORM.restarts,
        ]),
        ...(schedule
          ? [
              panel(
                'Since the canary last ended well',
                's',
                'It runs every quarter of an hour, and takes a minute or two.',
                [`time() - max($1{schedule="${schedule}",state="COMPLETED"})`, 'age', APPLICATION.ended],
              ),
            ]
          : []),
      ],
    },
  ];
}
