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

/** Synthesis does not read the clock. A leap year, from its first day. */
const FROM = new Date('2024-01-01T00:00:00Z');
const RUNS = 100;

/** What a schedule comes to. */
export function scheduleOf(cron: string, timeZone: string): CompleteSchedule {
  const times = runsOf(cron, timeZone);
  const gaps = times.slice(1).map((time, index) => time - times[index]);
  if (gaps.length === 0) return { cron, timeZone };
  return { cron, timeZone, interval: Duration.millis(Math.min(...gaps)), pause: Duration.millis(Math.max(...gaps)) };
}

function runsOf(cron: string, timezone: string): number[] {
  try {
    return new Cron(cron, { timezone, mode: '5-part' }).nextRuns(RUNS, FROM).map((time) => time.getTime());
  } catch {
    return [];
  }
}
