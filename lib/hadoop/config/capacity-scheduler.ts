import { Properties } from '../../kubernetes/internal';
import { SPOT_LABEL } from '../components';
import { ResolvedQueue } from '../resolve';

/** What capacity-scheduler.xml is made from. */
export interface CapacitySchedulerInput {
  readonly queues: ResolvedQueue[];
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
      queues.flatMap((queue) => {
        const path = `${root}.${queue.name}`;
        const { share, maximumShare, members, groups, administrators } = queue;
        return Object.entries({
          [`${path}.capacity`]: share,
          [`${path}.maximum-capacity`]: maximumShare,
          [`${path}.user-limit-factor`]: queue.userLimitFactor,
          [`${path}.maximum-am-resource-percent`]: queue.maximumApplicationMasterShare,
          [`${path}.acl_submit_applications`]: members.length + groups.length > 0 ? accessList(members, groups) : '*',
          ...(administrators.length > 0 && { [`${path}.acl_administer_queue`]: accessList(administrators) }),
          [`${path}.state`]: 'RUNNING',
          ...labelled(path, share, maximumShare),
        });
      }),
    ),
    // Else anybody may use every queue: access below root includes that of root.
    [`${root}.acl_submit_applications`]: ' ',
    [`${root}.acl_administer_queue`]: 'hadoop',
    ...overrides,
  };
}

/** Users and groups as Hadoop's access lists have them: `alice,bob analysts`. */
function accessList(users: string[], groups: string[] = []): string {
  return `${users.join(',')} ${groups.join(',')}`.trimEnd();
}
