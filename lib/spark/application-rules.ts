import { Checks, placed, Rule } from '../core/internal';
import { ScheduledSparkApplicationProps, SparkApplicationProps } from './application-props';
import { ISparkTeam } from './interfaces';
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
    ...schedule.wholeNumber(({ resolved }) => resolved.successfulRuns, { atLeast: 1 }),
  },
];
