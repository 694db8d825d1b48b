import { ApiObject, Duration } from 'cdk8s';

/** How a deployment tool knows that an object is ready, and what others change in it. */
export interface Rollout {
  /**
   * Wait until the workload's pods are replaced and ready (Deployment, StatefulSet, DaemonSet).
   * @default false
   */
  readonly waitForPods?: boolean;
  /**
   * Wait until fields have values: a field's path to a regular expression, asked for when the object is complete. A value that the object
   * may have had before it was changed ends the wait at once.
   * @default - no field is waited for
   */
  readonly waitForFields?: () => Record<string, string>;
  /**
   * Wait until conditions of these types are true. Nothing tells of which generation of the object a condition is: this is for what goes on
   * working by its earlier state while a change is carried out.
   * @default - no condition is waited for
   */
  readonly waitForConditions?: string[];
  /**
   * How long creating, updating and deleting may take each.
   * @default Duration.minutes(10)
   */
  readonly timeout?: Duration;
  /**
   * Fields that controllers write although we render them: a difference there is no change.
   * @default - labels and annotations
   */
  readonly computedFields?: string[];
  /**
   * Deleting the object deletes data, or what guards it: where the environment retains data, Terraform refuses to replace it, and Helm to remove it.
   * @default false
   */
  readonly holdsData?: boolean;
  /**
   * What no longer belongs to the program goes after all that it stood behind has changed. Terraform removes anything else first, and keeps it removed
   * where the change is refused.
   * @default false
   */
  readonly removedLast?: boolean;
}

const rollouts = new WeakMap<ApiObject, Rollout>();

/** Say how an object rolls out. */
export function setRollout(object: ApiObject, rollout: Rollout): void {
  rollouts.set(object, rollout);
}

/** How an object rolls out. */
export function rolloutOf(object: ApiObject): Rollout {
  return rollouts.get(object) ?? {};
}
