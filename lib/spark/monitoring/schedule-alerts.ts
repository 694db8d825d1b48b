import { Duration } from 'cdk8s';
import { AlertProps, Comparison, Expression, Metric, Severity } from '../../monitoring';
import { of } from '../../monitoring/internal';
import { APPLICATION, SCHEDULE } from '../metrics';

const OVERDUE_METRICS: Metric[] = [
  APPLICATION.ended,
  SCHEDULE.created,
  SCHEDULE.pause,
  SCHEDULE.freshWithin,
  SCHEDULE.nextRun,
  SCHEDULE.suspended,
];

/**
 * By how many seconds each schedule of a team is late: those that are not, or that are suspended, are left out. One that goes on after it was suspended has
 * what is granted for its next run, a day at most, from then on.
 *
 * A run that is due and has not begun is late by itself. One that has begun, and failed or goes on, shows in the last that ended well: it is older than the
 * longest pause of the schedule and what is granted. A new schedule, of which none has, counts from when it was made. So nothing is said too early, and of a
 * schedule with pauses of different lengths it may be said late by the difference.
 */
function overdue(team: string): string {
  const own = `team="${team}"`;
  const by = (metric: string) => `max by (schedule) (${metric})`;
  const lastGood = `(${by(`$1{${own},state="COMPLETED",schedule!=""}`)} or ${by(`$2{${own}}`)})`;
  const late = (since: string) => `time() - ${since} - ${by(`$4{${own}}`)} > 0`;
  const tooOld = late(`${lastGood} - ${by(`$3{${own}}`)}`);
  const heldLast = by(`max_over_time(timestamp($6{${own}} == 1)[1d:5m])`);
  const held = `${by(`$6{${own}}`)} == 1 or time() - ${heldLast} < ${by(`$4{${own}}`)}`;
  return `((${tooOld}) or (${late(by(`$5{${own}}`))})) unless on (schedule) (${held})`;
}

/** How many schedules of a team are late. */
export function overdueSchedules(team: string): Expression {
  return of(`count(${overdue(team)}) or vector(0)`, ...OVERDUE_METRICS);
}

/** What goes wrong with schedules. */
export function scheduleAlerts(team: string): AlertProps[] {
  return [
    {
      name: 'SparkScheduleOverdue',
      severity: Severity.PAGE,
      value: of(overdue(team), ...OVERDUE_METRICS),
      comparison: Comparison.ABOVE,
      threshold: 0,
      summary: '{{ $labels.schedule }} should have ended well {{ $value | humanizeDuration }} ago',
      description: 'What reads its results reads old ones.',
    },
    {
      name: 'SparkScheduleInvalid',
      severity: Severity.PAGE,
      value: of(`max by (schedule) ($1{team="${team}",state="FailedValidation"})`, SCHEDULE.state),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.minutes(5),
      summary: 'the operator cannot read the schedule of {{ $labels.schedule }}',
      description: 'It begins no run any more, whatever the schedule is changed to: it must be deleted and made anew.',
    },
  ];
}
