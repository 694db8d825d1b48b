import { Construct } from 'constructs';
import { ChangeGuard, GuardedField, StatefulSet } from '../../kubernetes';

const MEMBERS = GuardedField.neverChanged({
  what: 'zookeeper-members',
  field: 'spec.replicas',
  advice:
    'new members elect one another with an empty tree where the old ones are no majority of the new number, as from 1 to 3. Go from 3 to 5 or back with all members in step; from 1, start anew.',
});

/** The number of members changes for nobody: every configuration names them, and a majority is counted by it. */
export function guardMembers(scope: Construct, set: StatefulSet): void {
  new ChangeGuard(scope, 'Guard', {
    target: set.resource,
    resource: 'statefulsets',
    fields: [MEMBERS],
    guardScale: true,
  });
}

/** The annotation that acknowledges a change. It names the new number, so that one left behind allows no second change. */
export function acknowledgement(acknowledged: boolean, members: number): Record<string, string> {
  return acknowledged ? MEMBERS._annotation(String(members)) : {};
}
