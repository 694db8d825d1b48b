import { Duration } from 'cdk8s';
import { Checks, durationText, placed, Rule } from '../core/internal';
import { ScheduledSparkApplicationProps, SparkApplicationProps, SparkConcurrency } from './application-props';
import { isSecret } from './config/held-keys';
import { ISparkTeam } from './interfaces';
import { SCHEMES, strangerTo } from './parts/workload-rules';
import { ResolvedBatch, ResolvedScheduled } from './resolve';

/** What the checks on applications that run to their end look at. */
export interface BatchInput {
  readonly given: SparkApplicationProps;
  readonly resolved: ResolvedBatch;
  readonly team: ISparkTeam;
}

/** What the checks on an application that runs on a schedule look at. */
export interface ScheduleInput extends BatchInput {
  readonly given: ScheduledSparkApplicationProps;
  readonly resolved: ResolvedScheduled;
}

const batch = new Checks<BatchInput>();
const schedule = new Checks<ScheduleInput>();

/** Checks on applications that run to their end. */
export const batchRules: ReadonlyArray<Rule<BatchInput>> = [
  {
    code: 'SP030',
    prop: 'name',
    remedy: 'begin with a letter: the operator refuses others',
    ...batch.pattern(({ resolved }) => resolved.name, /^[a-z]/, 'begin with a letter'),
  },
  {
    code: 'SP031',
    prop: 'driver.cores and executor.cores',
    remedy: 'give whole cores; coreRequest says what of them is guaranteed',
    ...batch.wholeNumber(
      ({ resolved: { driver, executor } }) => [placed(driver.cores, 'the driver'), placed(executor.cores, 'executors')],
      { atLeast: 1 },
    ),
  },
  {
    code: 'SP061',
    prop: 'job',
    remedy:
      'name where its program lies: local:///opt/jobs/nightly.py in the image, s3a://..., hdfs://..., https://...',
    ...batch.each(
      ({ resolved: { job } }) => job._uri,
      'be in the image, a store or a file system, or on the web',
      (uri) => SCHEMES.test(uri),
    ),
  },
  {
    code: 'SP062',
    prop: 'job',
    must: "be in a store or a file system that is the team's",
    remedy: 'give the team the store (stores) or the file system (fileSystem): it has no right and no way there',
    violation: ({ resolved: { job }, team }) => (job._uri === undefined ? undefined : strangerTo(team, job._uri)),
  },
  {
    code: 'SP063',
    prop: 'version',
    must: 'have an image of your own where the program is in an object store',
    remedy: 'build one with hadoop-aws and spark-hadoop-cloud of the same releases, or put the program into the image',
    violation: ({ resolved: { job, version } }) =>
      version._published && job._uri?.startsWith('s3a:') ? `the published image of ${version.release}` : undefined,
  },
  {
    code: 'SP064',
    prop: 'arguments of the job',
    must: 'hold no secret',
    remedy:
      'give it by env as EnvValue.secret(...): whoever reads applications reads their arguments, and the operator logs them',
    violation: ({ resolved: { job } }) =>
      job._arguments.flatMap((argument, index) => {
        const [name, ...value] = argument.split('=');
        const named = value.length > 0 && isSecret(name, '');
        return named || isSecret('', argument) ? `text in number ${index + 1}` : [];
      }),
  },
  {
    code: 'SP065',
    prop: 'deadline',
    remedy: 'say after how long a run that hangs is ended',
    ...batch.wholeDuration(({ resolved }) => resolved.deadline, 'seconds', { atLeast: Duration.minutes(1) }),
  },
  {
    code: 'SP066',
    prop: 'retries',
    remedy: 'give a few: what fails always fails for a reason',
    ...batch.wholeNumber(({ resolved }) => resolved.retries, { atLeast: 0, atMost: 10 }),
  },
  {
    code: 'SP067',
    prop: 'the program of the job',
    must: 'have at most 1000000 bytes where it is delivered with the application',
    remedy: 'put it into the image, a store or a file system: a ConfigMap takes no more',
    violation: ({ resolved: { job } }) => {
      const bytes = Object.values(job._files ?? {}).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
      return bytes > 1_000_000 ? `${bytes} bytes` : undefined;
    },
  },
];

/** Checks on an application that runs once. */
export const oneShotRules: ReadonlyArray<Rule<BatchInput>> = [
  {
    code: 'SP060',
    prop: 'acknowledge.runsAgainWhenChanged',
    must: 'be true',
    remedy:
      'schedule what must not run twice (ScheduledSparkApplication); else acknowledge that each change runs it again, one that has ended too',
    violation: ({ resolved }) => (resolved.acknowledge.runsAgainWhenChanged ? undefined : 'none'),
  },
];

/** Checks on an application that runs on a schedule. */
export const scheduleRules: ReadonlyArray<Rule<ScheduleInput>> = [
  {
    code: 'SP070',
    prop: 'schedule and timeZone',
    must: 'be the five fields of cron and a time zone of the IANA, and come true again and again',
    remedy: 'correct it: the operator never leaves a schedule that it could not read, whatever it is changed to',
    violation: ({ resolved: { schedule: when } }) => (when.interval ? undefined : `'${when.cron}' in ${when.timeZone}`),
  },
  {
    code: 'SP071',
    prop: 'schedule',
    remedy: "write it as in '0 2 * * *'",
    ...schedule.cron(({ resolved }) => resolved.schedule.cron),
  },
  {
    code: 'SP072',
    prop: 'successfulRuns',
    remedy: 'keep one at least: when the last one ended well is read from it',
    ...schedule.wholeNumber(({ resolved }) => resolved.successfulRuns, { atLeast: 1, atMost: 100 }),
  },
  {
    code: 'SP073',
    prop: 'failedRuns',
    remedy: 'keep one at least: its log says why it failed',
    ...schedule.wholeNumber(({ resolved }) => resolved.failedRuns, { atLeast: 1, atMost: 100 }),
  },
  {
    code: 'SP074',
    prop: 'freshWithin',
    remedy: 'leave it out: the deadline, and a tenth of the time between two runs',
    ...schedule.wholeDuration(({ resolved }) => resolved.freshWithin, 'seconds', { atLeast: Duration.minutes(1) }),
  },
  {
    code: 'SP075',
    prop: 'freshWithin',
    must: 'be longer than the deadline of one attempt',
    remedy: 'give more, or a shorter deadline: someone would be called while a run may still end well',
    violation: ({ resolved: { freshWithin, deadline } }) =>
      freshWithin.toMilliseconds() < deadline.toMilliseconds()
        ? `${durationText(freshWithin)} where deadline is ${durationText(deadline)}`
        : undefined,
  },
  {
    code: 'SP076',
    prop: 'deadline',
    must: 'be shorter than the time between two runs, where a run waits for the last one',
    remedy: 'give less, or acknowledge that runs are left out: SparkConcurrency.ALLOW lets both run',
    severity: 'warning',
    violation: ({ resolved: { deadline, schedule: when, concurrency } }) =>
      concurrency !== SparkConcurrency.ALLOW &&
      when.interval &&
      deadline.toMilliseconds() > when.interval.toMilliseconds()
        ? `${durationText(deadline)} where runs are ${durationText(when.interval)} apart`
        : undefined,
  },
];
