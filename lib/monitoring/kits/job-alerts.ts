import { Duration } from 'cdk8s';
import { AlertProps, Comparison, Severity } from '../alert';
import { Expression } from '../expression';
import { of } from '../of';
import { CRON_JOB } from '../platform-metrics';

/** A CronJob, and what is lost while it does not succeed. */
export interface WatchedJob {
  /** What the alert's name begins with: `Hadoop`. */
  readonly title: string;
  /** The CronJob's name. */
  readonly job: string;
  /** What is missing for so long: `nobody could write a file and read it back`; of backups: `the last backup`. */
  readonly what: string;
  /** What that means for users. */
  readonly description: string;
}

/** A CronJob that runs again and again. */
export interface WatchedRepetition extends Omit<WatchedJob, 'title'> {
  /** The alert's name: `DorisUsersFailing`. */
  readonly name: string;
  /** How long ago it may have succeeded. Default: half an hour, for what runs every few minutes. */
  readonly within?: Duration;
}

/** CronJobs of which each run counts by itself. */
export interface WatchedRuns {
  /** The alert's name: `HadoopBalancerFailing`. */
  readonly name: string;
  /** The CronJobs' names. */
  readonly jobs: string[];
  /** What failed: `the balancer`. */
  readonly what: string;
  /** What that means for users. */
  readonly description: string;
}

/** What uses the cluster every five minutes as a client would, and cannot. */
export function probeAlert({ title, job, what, description }: WatchedJob): AlertProps {
  return {
    name: `${title}ProbeFailing`,
    severity: Severity.PAGE,
    value: sinceSuccess(job),
    comparison: Comparison.ABOVE,
    // Three runs.
    threshold: 15 * 60,
    summary: `${what} for {{ $value | humanizeDuration }}`,
    description,
  };
}

/** What runs again and again so that something is as it is to be, and has not succeeded for some time. */
export function repeatedRunAlert({
  name,
  job,
  what,
  description,
  within = Duration.minutes(30),
}: WatchedRepetition): AlertProps {
  return {
    name,
    severity: Severity.TICKET,
    value: sinceSuccess(job),
    comparison: Comparison.ABOVE,
    threshold: within.toSeconds(),
    summary: `${what} for {{ $value | humanizeDuration }}`,
    description,
  };
}

/** What backs up every day at least, and did not. */
export function backupAlert({ title, job, what, description }: WatchedJob): AlertProps {
  return {
    name: `${title}BackupTooOld`,
    severity: Severity.TICKET,
    value: sinceSuccess(job),
    comparison: Comparison.ABOVE,
    // A day, and the time that a run takes.
    threshold: 30 * 3600,
    holdFor: Duration.minutes(30),
    summary: `${what} that succeeded is {{ $value | humanizeDuration }} old`,
    description,
  };
}

/** CronJobs whose last run failed, whatever their schedule is. */
export function failedRunAlert({ name, jobs, what, description }: WatchedRuns): AlertProps {
  return {
    name,
    severity: Severity.TICKET,
    value: lastRunFailed(jobs.join('|')),
    comparison: Comparison.ABOVE,
    threshold: 0,
    holdFor: Duration.minutes(15),
    summary: `the last run of ${what} failed`,
    description,
  };
}

/** How long ago a CronJob last succeeded, in seconds. One that never did has no such time: then since it exists. */
function sinceSuccess(job: string): Expression {
  const since = (metric: string) => `time() - max(${metric}{cronjob="${job}"})`;
  return of(`(${since('$1')}) or (${since('$2')})`, CRON_JOB.lastSuccess, CRON_JOB.created);
}

/** Above zero where a run was due after the last one that succeeded, and none goes on. */
function lastRunFailed(jobs: string): Expression {
  const last = (metric: string) => `max by (cronjob) (${metric}{cronjob=~"${jobs}"})`;
  return of(
    `${last('$1')} - (${last('$2')} or ${last('$3')}) and ${last('$4')} == 0`,
    CRON_JOB.lastSchedule,
    CRON_JOB.lastSuccess,
    CRON_JOB.created,
    CRON_JOB.active,
  );
}
