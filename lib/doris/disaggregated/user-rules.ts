import { Checks, placed, Rule } from '../../core/internal';
import { DorisPrivilege } from '../doris-user';
import { grantsOf, SignInInput } from '../user-rules';
import { namesOf } from '../users';
import { ResolvedDisaggregatedDoris } from './resolve';

/** What the checks look at on who uses compute groups. */
export interface GroupUsersInput {
  readonly resolved: SignInInput['resolved'] & Pick<ResolvedDisaggregatedDoris, 'computeGroups'>;
}

type User = GroupUsersInput['resolved']['users'][number];

const check = new Checks<GroupUsersInput>();

const GROUP = /^COMPUTE GROUP (.*)$/;
const ALL_GROUPS = '%';
const DEFAULT_GROUP = 'default_compute_group';

/** What needs something to run on. */
const RUNS = [DorisPrivilege.SELECT, DorisPrivilege.LOAD];

/** The compute group that a grant is on. */
const groupIn = (on: string) => GROUP.exec(on)?.at(1);

const has = ({ grants }: User, wanted: readonly DorisPrivilege[]) =>
  grants.some(({ privileges }) => privileges.some((privilege) => wanted.includes(privilege)));

/** Whether a user may use a compute group, or any. An administrator may use all. */
function mayUse(user: User, group?: string): boolean {
  if (has(user, [DorisPrivilege.ADMIN])) return true;
  const granted = user.grants.flatMap(({ on }) => groupIn(on) ?? []);
  return granted.some((each) => group === undefined || [group, ALL_GROUPS].includes(each));
}

/** Checks on users of a cluster whose data lies in an object store. */
export const groupUserRules: ReadonlyArray<Rule<GroupUsersInput>> = [
  {
    code: 'DO216',
    prop: 'users[].grants',
    must: 'have USAGE on a compute group, or nothing runs what the user asks',
    remedy: "grant it, 'COMPUTE GROUP etl', or acknowledge that a role of the user has it",
    severity: 'warning',
    violation: ({ resolved: { users } }) =>
      users.filter((user) => has(user, RUNS) && !mayUse(user)).map(({ name }) => `none for ${name}`),
  },
  {
    code: 'DO217',
    prop: 'the compute groups of users[].grants',
    remedy: `correct it, or grant ${ALL_GROUPS}, which are all that there are`,
    ...check.each(
      (input) => grantsOf(input).map(({ name, on }) => placed(groupIn(on), name)),
      'be those of computeGroups',
      (group, { resolved }) => [...namesOf(resolved.computeGroups), ALL_GROUPS].includes(group),
    ),
  },
  {
    code: 'DO218',
    prop: `${DEFAULT_GROUP} of users[].properties`,
    must: 'be one of computeGroups that the user may use',
    remedy: 'grant USAGE on it, or choose another: Doris refuses it, and all that stand beside it',
    violation: ({ resolved: { users, computeGroups } }) =>
      users.flatMap((user) => {
        const { [DEFAULT_GROUP]: group } = user.properties;
        if (group === undefined || (namesOf(computeGroups).includes(group) && mayUse(user, group))) return [];
        return `'${group}' for ${user.name}`;
      }),
  },
];
