import { Properties } from '../../kubernetes/internal';
import { SPOT_LABEL } from '../components';
import { ResolvedYarn } from '../resolve';

/** What capacity-scheduler.xml is made from. */
export interface CapacitySchedulerInput {
  readonly queues: ResolvedYarn['queues'];
  /** Whether there are nodes of spare capacity. */
  readonly spot: boolean;
  readonly overrides: Record<string, string>;
}

/**
 * The queues.
 *
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-yarn/hadoop-yarn-site/CapacityScheduler.html
 */
export function capacityScheduler({ queues, spot, overrides }: CapacitySchedulerInput): Properties {
  const root = 'yarn.scheduler.capacity.root';
  // Everybody's share of spare capacity is that of the rest.
  const labelled = (path: string, capacity: number, maximum: number): Properties =>
    spot
      ? {
          [`${path}.accessible-node-labels`]: SPOT_LABEL,
          [`${path}.accessible-node-labels.${SPOT_LABEL}.capacity`]: capacity,
          [`${path}.accessible-node-labels.${SPOT_LABEL}.maximum-capacity`]: maximum,
        }
      : {};
  return {
    // Memory and cores count, not memory alone.
    'yarn.scheduler.capacity.resource-calculator': 'org.apache.hadoop.yarn.util.resource.DominantResourceCalculator',
    'yarn.scheduler.capacity.maximum-applications': 10000,
    [`${root}.queues`]: queues.map(({ name }) => name).join(','),
    ...labelled(root, 100, 100),
    ...Object.fromEntries(
      queues.flatMap(
        ({ name, capacity, maximumCapacity, submitters, userLimitFactor, maximumApplicationMasterShare }) =>
          Object.entries({
            [`${root}.${name}.capacity`]: capacity,
            [`${root}.${name}.maximum-capacity`]: maximumCapacity,
            [`${root}.${name}.user-limit-factor`]: userLimitFactor,
            [`${root}.${name}.maximum-am-resource-percent`]: maximumApplicationMasterShare,
            [`${root}.${name}.acl_submit_applications`]: submitters,
            [`${root}.${name}.state`]: 'RUNNING',
            ...labelled(`${root}.${name}`, capacity, maximumCapacity),
          }),
      ),
    ),
    // Else anybody may use every queue: access below root includes that of root.
    [`${root}.acl_submit_applications`]: ' ',
    [`${root}.acl_administer_queue`]: 'hadoop',
    ...overrides,
  };
}
