import { Expression } from './expression';
import { CRON_JOB } from './platform-metrics';

/**
 * How long ago a CronJob last succeeded, in seconds. One that never did has no such time: then since it exists.
 *
 * @param job the CronJob's name
 */
export function sinceSuccess(job: string): Expression {
  const since = (metric: string) => `time() - max(${metric}{cronjob="${job}"})`;
  return Expression.of(`(${since('$1')}) or (${since('$2')})`, CRON_JOB.lastSuccess, CRON_JOB.created);
}
