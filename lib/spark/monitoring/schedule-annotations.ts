import { Duration } from 'cdk8s';
import { CompleteSchedule } from '../config/schedule';

/** What a ScheduledSparkApplication says of itself, in seconds, so that one alert knows what is late for each. */
export const PAUSE = 'bigdata-constructs.io/longest-pause-seconds';
export const FRESH_WITHIN = 'bigdata-constructs.io/fresh-within-seconds';

/** The annotations of a schedule. A change of them runs nothing. */
export function scheduleAnnotations({ pause }: CompleteSchedule, freshWithin: Duration): Record<string, string> {
  return {
    // A schedule that is refused has none.
    ...(pause && { [PAUSE]: String(pause.toSeconds()) }),
    [FRESH_WITHIN]: String(freshWithin.toSeconds()),
  };
}
