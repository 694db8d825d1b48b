import { Checks, placed, Rule } from '../core/internal';
import { PrestoInput } from './rules';

const check = new Checks<PrestoInput>();

/** Checks on several coordinators, and on what brings them together. */
export const resourceManagerRules: ReadonlyArray<Rule<PrestoInput>> = [
  {
    code: 'PR070',
    prop: 'resourceManagers',
    must: 'be given with Presto alone',
    remedy: 'leave them out, or take PrestoVersion.V0_296: a cluster of Trino has one coordinator',
    violation: ({ resolved: { version, resourceManagers } }) =>
      resourceManagers && version.isTrino ? `Trino ${version.release}` : undefined,
  },
  {
    code: 'PR071',
    prop: 'coordinator.replicas',
    must: 'be 1 without resourceManagers',
    remedy: "give resourceManagers: {}, which several coordinators know the nodes and one another's queries by",
    violation: ({ resolved: { coordinator, resourceManagers } }) =>
      coordinator.replicas > 1 && !resourceManagers ? String(coordinator.replicas) : undefined,
  },
  {
    code: 'PR072',
    prop: 'coordinator.replicas and resourceManagers.replicas',
    remedy: 'give whole numbers from 1 on',
    ...check.wholeNumber(
      ({ resolved: { coordinator, resourceManagers } }) => [
        placed(coordinator.replicas, 'coordinator.replicas'),
        ...(resourceManagers ? [placed(resourceManagers.replicas, 'resourceManagers.replicas')] : []),
      ],
      { atLeast: 1 },
    ),
  },
  {
    code: 'PR073',
    prop: 'resourceManagers',
    must: 'be given without PrestoSecurity.tls',
    remedy:
      'take one coordinator, or PrestoSecurity.trustedNetwork(): that nodes tell resource managers over TLS what they do, by Thrift, no running server has confirmed',
    violation: ({ resolved: { security, resourceManagers } }) => (security && resourceManagers ? 'both' : undefined),
  },
];
