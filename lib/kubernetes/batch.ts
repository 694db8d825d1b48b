import { Duration } from 'cdk8s';
import { PodProps } from './pod';

/** What a Job and the Jobs of a CronJob have in common. */
export interface BatchProps extends PodProps {
  /**
   * How often a failed pod is tried again.
   * @default 2
   */
  readonly retries?: number;
  /**
   * When a run that has not ended is stopped as failed, whole seconds.
   * @default Duration.hours(1)
   */
  readonly deadline?: Duration;
  /**
   * How long an ended run is kept for its logs, whole seconds.
   * @default Duration.days(3)
   */
  readonly keepFor?: Duration;
}
