import { SloProps } from '../../monitoring';
import { of } from '../../monitoring/internal';
import { APPLICATION, CANARY, OPERATED, SCHEDULE } from '../metrics';
import { overdueSchedules } from './schedule-alerts';

/** Of applications that have ended, those of the last five minutes: each counts once, for as long. */
const JUST_ENDED = 300;

/** Four events an hour: below that a single one would spend hours of budget. */
const FOUR_AN_HOUR = 0.001;

/** Within how many seconds a driver must run after its application was made: the operator's last bucket but infinity. */
const START_SECONDS = 300;

/** What a team's objectives depend on. */
export interface TeamSlosInput {
  readonly team: string;
  /** Whether applications begin as soon as they can, and not when a queue lets them. */
  readonly atOnce: boolean;
}

/** What is promised to a team. */
export function teamSlos({ team, atOnce }: TeamSlosInput): SloProps[] {
  const own = `team="${team}"`;
  const ended = (states: string) => `time() - $1{${own},state=~"${states}"} < ${JUST_ENDED}`;
  const perSecond = (what: string) => `count(${what}) / ${JUST_ENDED} or vector(0)`;
  const total = of(perSecond(ended('COMPLETED|FAILED')), APPLICATION.ended);
  return [
    {
      name: 'ApplicationSuccess',
      description:
        'Applications that end, end well, after their retries: whoever is at fault. Of one that was submitted, no state says whether its program failed.',
      objective: 95,
      bad: of(perSecond(ended('FAILED')), APPLICATION.ended),
      total,
      minimumRate: FOUR_AN_HOUR,
    },
    {
      name: 'SubmissionSuccess',
      description: 'Applications are submitted: none is given up before its program had a part in it.',
      objective: 99.5,
      bad: of(
        perSecond(`(${ended('FAILED')}) and on (sparkapplication) $2{${own}} == 0`),
        APPLICATION.ended,
        APPLICATION.submissions,
      ),
      total,
      minimumRate: FOUR_AN_HOUR,
    },
    ...(atOnce ? [startLatency(own)] : []),
    {
      name: 'ScheduleFreshness',
      description: 'No schedule is late with a run that ended well: counted in schedules and time.',
      objective: 99,
      bad: overdueSchedules(team),
      total: of(`count($1{${own}} == 0)`, SCHEDULE.suspended),
    },
  ];
}

function startLatency(own: string): SloProps {
  return {
    name: 'StartLatency',
    description: `Drivers run within ${START_SECONDS} seconds after their application was made, the time for a node included.`,
    objective: 95,
    bad: of(
      `sum(rate($1{${own}}[5m])) - sum(rate($2{${own},le="${START_SECONDS}"}[5m]))`,
      OPERATED.started,
      OPERATED.startedWithin,
    ),
    total: of(`sum(rate($1{${own}}[5m]))`, OPERATED.started),
    minimumRate: FOUR_AN_HOUR,
  };
}

/** What the canary runs every so many minutes, and how long a run may take. */
export const CANARY_RUNS = { everyMinutes: 15, withinMinutes: 10 } as const;

/**
 * What is promised of the platform, where a small job runs on it all the time.
 *
 * @param schedule the job's schedule
 */
export function platformSlos(schedule: string): SloProps[] {
  const age = CANARY_RUNS.everyMinutes + CANARY_RUNS.withinMinutes;
  const own = `{schedule="${schedule}"}`;
  const lastGood = `(max($1{schedule="${schedule}",state="COMPLETED"}) or max($2${own}))`;
  return [
    {
      name: 'JobAvailability',
      description: `A small job that runs every ${CANARY_RUNS.everyMinutes} minutes has ended well within the last ${age}: counted in time.`,
      // A run that fails costs ten minutes at most, and wakes nobody; two, one after the other, do.
      objective: 98,
      bad: of(`(time() - ${lastGood}) > bool ${age * 60}`, APPLICATION.ended, CANARY.created),
      total: of(`count(max by (schedule) ($1${own}))`, CANARY.created),
    },
  ];
}
