import { Duration } from 'cdk8s';
import { Cron } from 'croner';

/** When something runs, complete. */
export interface CompleteSchedule {
  readonly cron: string;
  readonly timeZone: string;
  /** The shortest time between two runs. None where the schedule cannot be read, or never comes true. */
  readonly interval?: Duration;
  /** The longest time between two runs: over a weekend, for what runs on weekdays. */
  readonly pause?: Duration;
}

/** Synthesis does not read the clock. A leap year, from its first day, and from before clocks are put back, when a day has 25 hours. */
const YEAR = Date.UTC(2024, 0, 1);
const FROM = [YEAR, Date.UTC(2024, 8, 1)];
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** How many hours with runs are looked at; of the first day on so many that all days of a week are among them. */
const HOURS = 100;
const HOURS_OF_A_WEEK = 9 * 24;

/** What a schedule comes to. Each hour with runs has them at the same minutes, so that hours are gone through instead of runs. */
export function scheduleOf(cron: string, timeZone: string): CompleteSchedule {
  const [minuteField, ...others] = cron.trim().split(/\s+/);
  const minutes = runsOf(`${minuteField} * * * *`, 'UTC', YEAR, 60).flatMap((time) =>
    time < YEAR + HOUR ? (time - YEAR) / MINUTE : [],
  );
  const hourly = [minutes[0], ...others].join(' ');
  const span = (minutes[minutes.length - 1] - minutes[0]) * MINUTE;
  const first = runsOf(hourly, timeZone, YEAR, HOURS);
  const dense = first.length === HOURS && first[HOURS - 1] - first[0] < (HOURS_OF_A_WEEK / 24) * DAY;
  const between = [
    ...(dense ? [runsOf(hourly, timeZone, YEAR, HOURS_OF_A_WEEK)] : [first]),
    ...[...FROM.slice(1), ...clockChanges(timeZone).map((day) => day - 2 * DAY)].map((from) =>
      runsOf(hourly, timeZone, from, HOURS),
    ),
  ].flatMap((hours) => differences(hours).map((gap) => gap - span));
  if (between.length === 0) return { cron, timeZone };
  const gaps = [...between, ...differences(minutes).map((gap) => gap * MINUTE)];
  return { cron, timeZone, interval: Duration.millis(Math.min(...gaps)), pause: Duration.millis(Math.max(...gaps)) };
}

function differences(times: number[]): number[] {
  return times.slice(1).map((time, index) => time - times[index]);
}

function runsOf(cron: string, timezone: string, from: number, count: number): number[] {
  try {
    // The first moment counts.
    const after = new Date(from - 1000);
    return new Cron(cron, { timezone, mode: '5-part' }).nextRuns(count, after).map((time) => time.getTime());
  } catch {
    return [];
  }
}

/** The days of the year on which clocks are put forward or back. */
function clockChanges(timeZone: string): number[] {
  const days = Array.from({ length: 366 }, (_, day) => YEAR + day * DAY);
  try {
    const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset', hour: 'numeric' });
    const offsets = days.map((day) => format.formatToParts(day).find(({ type }) => type === 'timeZoneName')?.value);
    return days.filter((_, index) => index > 0 && offsets[index] !== offsets[index - 1]);
  } catch {
    return [];
  }
}
