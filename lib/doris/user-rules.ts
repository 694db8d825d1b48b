import { Checks, placed, Rule } from '../core/internal';
import { DorisPrivilege } from './doris-user';
import { ResolvedDoris } from './resolve';
import { RootPasswords, sharedSecret } from './security';
import { RESERVED, secretNameOf } from './users';

/** What the checks look at on who signs in, wherever the data lies. */
export interface SignInInput {
  readonly resolved: RootPasswords & Pick<ResolvedDoris, 'removedUsers' | 'users'>;
}

const check = new Checks<SignInInput>();

/** Levels have three parts, of which those after a `*` are one, too. */
const LEVEL = /^(\*\.\*\.\*|[\w-]+\.(\*\.\*|[\w-]+\.(\*|[\w-]+)))$/;
const OBJECT = /^(RESOURCE|STORAGE VAULT|WORKLOAD GROUP|COMPUTE GROUP) ([\w-]+|%)$/;
const EVERYTHING = '*.*.*';

/** @see https://github.com/apache/doris/blob/4.0.1-rc02/fe/fe-core/src/main/java/org/apache/doris/mysql/privilege/UserProperty.java */
const USER_PROPERTIES = [
  'cpu_resource_limit',
  'default_compute_group',
  'default_init_catalog',
  'default_workload_group',
  'enable_prefer_cached_rowset',
  'exec_mem_limit',
  'insert_timeout',
  'max_query_instances',
  'max_user_connections',
  'parallel_fragment_exec_instance_num',
  'query_freshness_tolerance_ms',
  'query_timeout',
  'resource_tags.location',
  'sql_block_rules',
];

const userNames = ({ resolved: { users } }: SignInInput) => users.map(({ name }) => name);

/** Every grant, and whose it is. */
export const grantsOf = ({ resolved: { users } }: SignInInput) =>
  users.flatMap(({ name, grants }) => grants.map((grant) => ({ name, ...grant })));

/** Whether a privilege can be had on something. */
function isGrantable(privilege: DorisPrivilege, on: string): boolean {
  if (privilege === DorisPrivilege.USAGE) return OBJECT.test(on);
  if ([DorisPrivilege.GRANT, DorisPrivilege.ADMIN].includes(privilege)) return on === EVERYTHING;
  return LEVEL.test(on);
}

/** Checks on users and their passwords. */
export const userRules: ReadonlyArray<Rule<SignInInput>> = [
  {
    code: 'DO030',
    prop: 'users[].name',
    remedy: 'choose such a name: a Secret is named after it',
    ...check.pattern(
      userNames,
      /^[A-Za-z][A-Za-z0-9_]{0,30}$/,
      "be letters, digits and '_', starting with a letter, at most 31",
    ),
  },
  {
    code: 'DO031',
    prop: 'users[].name and removedUsers',
    remedy: `choose another than ${RESERVED.join(', ')}`,
    ...check.each(
      (input) => [...userNames(input), ...input.resolved.removedUsers],
      'not be one that Doris or the cluster uses itself',
      (name) => !RESERVED.includes(secretNameOf(name)),
    ),
  },
  {
    code: 'DO032',
    prop: 'users[].name',
    remedy: 'remove one of them; names that differ in case share a Secret',
    ...check.unique(userNames, secretNameOf),
  },
  {
    code: 'DO033',
    prop: 'users[].grants[].on',
    remedy: "name catalog, database and table, 'internal.sales.*', or an object with its kind, 'WORKLOAD GROUP etl'",
    ...check.each(
      (input) => grantsOf(input).map(({ name, on }) => placed(on, name)),
      'be a level in three parts, or an object with its kind',
      (on) => LEVEL.test(on) || OBJECT.test(on),
    ),
  },
  {
    code: 'DO034',
    prop: 'users[].grants[].privileges',
    must: 'be such as can be had on that: USAGE on objects, ADMIN and GRANT on *.*.*, the others on levels',
    remedy: 'correct what it is on, or give another privilege',
    violation: (input) =>
      grantsOf(input)
        .filter(({ on }) => LEVEL.test(on) || OBJECT.test(on))
        .flatMap(({ name, privileges, on }) =>
          privileges
            .filter((privilege) => !isGrantable(privilege, on))
            .map((privilege) => `${privilege} on '${on}' for ${name}`),
        ),
  },
  {
    code: 'DO035',
    prop: 'users[].properties',
    remedy: 'correct its name: Doris refuses one that it does not know, and all that stand beside it',
    ...check.oneOf<string>(
      ({ resolved }) =>
        resolved.users.flatMap(({ name, properties }) => Object.keys(properties).map((key) => placed(key, name))),
      USER_PROPERTIES,
    ),
  },
  {
    code: 'DO036',
    prop: 'removedUsers',
    remedy: 'remove it from one of the two',
    ...check.free(({ resolved }) => resolved.removedUsers, userNames, 'be no user that is to be there'),
  },
  {
    code: 'DO043',
    prop: 'previousRootPassword',
    must: 'lie in another Secret than rootPassword',
    remedy: 'give rootPassword another rotation, or a Secret that exists: Secret.generated({ rotation: 2 })',
    violation: ({ resolved }) => sharedSecret(resolved),
  },
];
