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

/** Synthesis does not read the clock. A leap year, from its first day; and before clocks are put back, when a day has 25 hours. */
const FROM = [new Date('2024-01-01T00:00:00Z'), new Date('2024-09-01T00:00:00Z')];
const RUNS = 100;

/** What a schedule comes to. */
export function scheduleOf(cron: string, timeZone: string): CompleteSchedule {
  const gaps = FROM.flatMap((from) => {
    const times = runsOf(cron, timeZone, from);
    return times.slice(1).map((time, index) => time - times[index]);
  });
  if (gaps.length === 0) return { cron, timeZone };
  return { cron, timeZone, interval: Duration.millis(Math.min(...gaps)), pause: Duration.millis(Math.max(...gaps)) };
}

function runsOf(cron: string, timezone: string, from: Date): number[] {
  try {
    return new Cron(cron, { timezone, mode: '5-part' }).nextRuns(RUNS, from).map((time) => time.getTime());
  } catch {
    return [];
  }
}
