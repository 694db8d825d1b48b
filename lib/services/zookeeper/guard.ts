import { GuardedField } from '../../kubernetes';

/** The number of members changes for nobody: every configuration names them, and a majority is counted by it. */
export const MEMBERS = GuardedField.neverChanged({
  what: 'zookeeper-members',
  field: 'spec.replicas',
  advice:
    'new members elect one another with an empty tree where the old ones are no majority of the new number, as from 1 to 3. Go from 3 to 5 or back with all members in step; from 1, start anew.',
});
