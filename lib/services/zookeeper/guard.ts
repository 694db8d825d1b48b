import { GuardedField } from '../../kubernetes';
import { libraryDefault, PartRelease } from '../../kubernetes/internal';
import { DEFAULT_VERSION, ResolvedZooKeeper } from './resolve';

/** The number of members changes for nobody: every configuration names them, and a majority is counted by it. */
export const MEMBERS = GuardedField.neverChanged({
  what: 'zookeeper-members',
  field: 'spec.replicas',
  advice:
    'new members elect one another with an empty tree where the old ones are no majority of the new number, as from 1 to 3. Go from 3 to 5 or back with all members in step; from 1, start anew.',
});

/** Another release line comes on purpose alone. */
export function releaseOf({ version, acknowledgeRelease }: ResolvedZooKeeper): PartRelease {
  return {
    text: version.release,
    acknowledged: acknowledgeRelease,
    prop: 'zooKeeper.version',
    versions: 'ZooKeeperVersion',
    fallback: libraryDefault(DEFAULT_VERSION.release),
    advice: 'read what changes between both releases, and see that all members are in step.',
  };
}
