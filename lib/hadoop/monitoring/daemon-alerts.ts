import { Duration } from 'cdk8s';
import { AlertProps, Comparison, Expression, Metric, Severity } from '../../monitoring';
import { CRON_JOB, sinceSuccess } from '../../monitoring/internal';
import {
  DATA_NODE,
  HISTORY_SERVER,
  HTTP_FS,
  JOURNAL_NODE,
  NAME_NODE,
  NODE_MANAGER,
  PLATFORM,
  RESOURCE_MANAGER,
} from '../metrics';

const of = (template: string, ...metrics: Metric[]) => Expression.of(template, ...metrics);

/** Which daemons there are. */
export interface DaemonsInput {
  /** The StatefulSets, but for those of NodeManagers, whose number changes by itself. */
  readonly sets: string[];
  readonly journalNodes: boolean;
  readonly yarn: boolean;
  readonly httpFs: boolean;
}

/** What can go wrong with any of them. */
export function daemonAlerts({ sets, journalNodes, yarn, httpFs }: DaemonsInput): AlertProps[] {
  const daemons = [
    NAME_NODE,
    DATA_NODE,
    ...(journalNodes ? [JOURNAL_NODE] : []),
    ...(yarn ? [RESOURCE_MANAGER, NODE_MANAGER, HISTORY_SERVER] : []),
    ...(httpFs ? [HTTP_FS] : []),
  ];
  const share = (index: number) => `max by (pod) ($${2 * index + 1} / ($${2 * index + 2} > 0))`;
  return [
    {
      name: 'HadoopHeapFull',
      severity: Severity.TICKET,
      value: of(
        daemons.map((_, index) => share(index)).join(' or '),
        ...daemons.flatMap(({ heapUsed, heapMax }) => [heapUsed, heapMax]),
      ),
      comparison: Comparison.ABOVE,
      threshold: 0.9,
      holdFor: Duration.minutes(15),
      summary: '{{ $labels.pod }} uses {{ $value | humanizePercentage }} of its heap',
      description: 'Collecting garbage frees nothing any more. Soon the daemon does little else, and then it ends.',
    },
    {
      name: 'HadoopMembersMissing',
      severity: Severity.TICKET,
      value: of(`max by (statefulset) ($1{statefulset=~"${sets.join('|')}"} - $2)`, PLATFORM.wanted, PLATFORM.ready),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.minutes(30),
      summary: '{{ $labels.statefulset }} has {{ $value }} members too few',
      description: 'Pods have no node, do not start or are not ready. The cluster survives less than it should.',
    },
    ...(httpFs
      ? [
          {
            // Not `Down`: without a pod it would silence all other alerts of the cluster.
            name: 'HadoopHttpFsUnavailable',
            severity: Severity.PAGE,
            value: of('sum($1)', HTTP_FS.up),
            comparison: Comparison.BELOW,
            threshold: 1,
            summary: 'no HTTP gateway can be scraped',
            description: 'Who speaks HTTP with the file system cannot read or write.',
          },
        ]
      : []),
  ];
}

/** The CronJobs of a cluster, as far as there are any. */
export interface JobsToWatch {
  readonly probe?: string;
  readonly backup?: string;
  readonly balancer: string;
  readonly snapshots: string[];
}

/** What goes wrong with them. */
export function jobAlerts({ probe, backup, balancer, snapshots }: JobsToWatch): AlertProps[] {
  return [
    ...(probe === undefined ? [] : [probeAlert(probe)]),
    ...(backup === undefined ? [] : [backupAlert(backup)]),
    {
      name: 'HadoopBalancerFailing',
      severity: Severity.TICKET,
      value: lastRunFailed(balancer),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.minutes(15),
      summary: 'the last run of the balancer failed',
      description: 'New DataNodes stay empty and old ones full.',
    },
    ...(snapshots.length === 0
      ? []
      : [
          {
            name: 'HadoopSnapshotsFailing',
            severity: Severity.TICKET,
            value: lastRunFailed(snapshots.join('|')),
            comparison: Comparison.ABOVE,
            threshold: 0,
            holdFor: Duration.minutes(15),
            summary: 'the last run of {{ $labels.cronjob }} failed',
            description: 'What is deleted or overwritten since the last snapshot cannot be taken back.',
          },
        ]),
  ];
}

/** Above zero where a run was due after the last one that succeeded, and none goes on: whatever the schedule is. */
function lastRunFailed(jobs: string): Expression {
  const last = (metric: string) => `max by (cronjob) (${metric}{cronjob=~"${jobs}"})`;
  return of(
    `${last('$1')} - (${last('$2')} or ${last('$3')}) and ${last('$4')} == 0`,
    PLATFORM.lastSchedule,
    CRON_JOB.lastSuccess,
    CRON_JOB.created,
    PLATFORM.active,
  );
}

function probeAlert(job: string): AlertProps {
  return {
    name: 'HadoopProbeFailing',
    severity: Severity.PAGE,
    value: sinceSuccess(job),
    comparison: Comparison.ABOVE,
    threshold: 15 * 60,
    summary: 'nobody could write a file and read it back for {{ $value | humanizeDuration }}',
    description: 'A client that writes a file, reads it and deletes it fails, as users do.',
  };
}

function backupAlert(job: string): AlertProps {
  return {
    name: 'HadoopBackupTooOld',
    severity: Severity.TICKET,
    value: sinceSuccess(job),
    comparison: Comparison.ABOVE,
    threshold: 30 * 3600,
    holdFor: Duration.minutes(30),
    summary: 'the last backup of the namespace that succeeded is {{ $value | humanizeDuration }} old',
    description:
      'If all NameNodes and JournalNodes lose their volumes, files that are newer than that backup are lost.',
  };
}
