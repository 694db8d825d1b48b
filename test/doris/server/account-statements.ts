import { Grant, Holder, twoStageHash, User } from './accounts';
import { DONE, Refusal, table } from './answer';
import type { Doris, Handler } from './doris';
import { Captures } from './grammar';

const GRANTS = [
  ...['UserIdentity', 'Comment', 'Password', 'Roles', 'GlobalPrivs', 'CatalogPrivs', 'DatabasePrivs', 'TablePrivs'],
  ...['ColPrivs', 'ResourcePrivs', 'CloudClusterPrivs', 'CloudStagePrivs', 'StorageVaultPrivs', 'WorkloadGroupPrivs'],
  'ComputeGroupPrivs',
];
const ROLES = ['Name', 'Comment', 'Users', ...GRANTS.slice(4).filter((column) => column !== 'ColPrivs')];
const KINDS = ['RESOURCE', 'WORKLOAD', 'COMPUTE', 'STORAGE', 'STAGE', 'CLUSTER'];
const MAY_GRANT = ['ADMIN_PRIV', 'GRANT_PRIV'];

/** The level that a statement names, in its three parts: those that are not said are of the catalog that everything is in. */
function levelOf(captures: Captures): string {
  const parts = captures.all('level');
  if (parts.length === 3) return parts.join('.');
  return parts.every((part) => part === '*') ? '*.*.*' : ['internal', ...parts, '*'].slice(0, 3).join('.');
}

function grantsIn(captures: Captures): Grant[] {
  const kind = KINDS.find((each) => captures.has(each));
  const [full] = ['WORKLOAD GROUP', 'COMPUTE GROUP', 'STORAGE VAULT', kind ?? 'LEVEL'].filter(
    (each) => each.split(' ')[0] === (kind ?? 'LEVEL'),
  );
  const target = kind ? captures.one('object').replace('%', '*') : levelOf(captures);
  return captures.all('privilege').map((privilege) => ({ privilege, kind: full, target }));
}

function holderIn(doris: Doris, captures: Captures): Holder {
  return captures.has('ROLE') ? doris.accounts.role(captures.one('role')) : userIn(doris, captures);
}

function userIn(doris: Doris, captures: Captures): User {
  return doris.accounts.user(captures.one('user'), captures.maybe('host'));
}

/** A hash, where one was given as such or as a password. */
function hashIn(captures: Captures): string | undefined {
  const password = captures.maybe('password');
  return password === undefined || captures.has('PASSWORD') ? password : twoStageHash(password);
}

/**
 * Of compute groups the right has a name of its own.
 *
 * @see https://github.com/apache/doris/blob/4.0.1-rc02/fe/fe-core/src/main/java/org/apache/doris/mysql/privilege/PrivBitSet.java (convertResourcePrivToCloudPriv)
 */
const shownPrivilege = ({ kind, privilege }: Grant) =>
  kind === 'COMPUTE GROUP' ? 'Cluster_usage_priv' : privilege[0] + privilege.slice(1).toLowerCase();

/** The columns of grants, as they are shown. */
function shown(grants: Grant[]): Record<string, string | null> {
  const by = (kind: string, parts?: number) => {
    const targets = new Map<string, string[]>();
    for (const grant of grants) {
      const { kind: its, target } = grant;
      const path = kind === 'LEVEL' ? target.split('.').filter((part) => part !== '*') : [target];
      if (its !== kind || (parts !== undefined && path.length !== parts)) continue;
      targets.set(path.join('.'), [...(targets.get(path.join('.')) ?? []), shownPrivilege(grant)]);
    }
    return targets.size === 0 ? null : [...targets].map(([path, held]) => `${path}: ${held.join(',')}`).join('; ');
  };
  return {
    GlobalPrivs: by('LEVEL', 0)?.replace(': ', '') ?? null,
    CatalogPrivs: by('LEVEL', 1),
    DatabasePrivs: by('LEVEL', 2),
    TablePrivs: by('LEVEL', 3),
    ResourcePrivs: by('RESOURCE'),
    StorageVaultPrivs: by('STORAGE VAULT'),
    WorkloadGroupPrivs: by('WORKLOAD GROUP'),
    CloudClusterPrivs: by('COMPUTE GROUP'),
    ComputeGroupPrivs: by('COMPUTE GROUP'),
  };
}

export const accountStatements: Record<string, Handler> = {
  'create user': (doris, captures, session) => {
    doris.demand(session, MAY_GRANT);
    const [name, host] = [captures.one('user'), captures.maybe('host') ?? '%'];
    if (name === 'root') throw new Refusal('Can not create root user');
    if (doris.accounts.find(name, host)) {
      if (!captures.has('EXISTS')) throw new Refusal(`User '${name}'@'${host}' already exist`);
      return DONE;
    }
    doris.accounts.create(name, host, hashIn(captures) ?? '', captures.maybe('role'), captures.maybe('comment'));
    return DONE;
  },

  'alter user': (doris, captures, session) => {
    doris.demand(session, MAY_GRANT);
    if (!doris.accounts.find(captures.one('user'), captures.maybe('host')) && captures.has('EXISTS')) return DONE;
    const user = userIn(doris, captures);
    const hash = hashIn(captures);
    if (hash !== undefined) doris.accounts.setPassword(user, hash);
    user.comment = captures.maybe('comment') ?? user.comment;
    return DONE;
  },

  'drop user': (doris, captures, session) => {
    doris.demand(session, MAY_GRANT);
    if (!doris.accounts.find(captures.one('user'), captures.maybe('host')) && captures.has('EXISTS')) return DONE;
    doris.accounts.drop(userIn(doris, captures));
    return DONE;
  },

  'set password': (doris, captures, session) => {
    const user = captures.has('FOR') ? userIn(doris, captures) : session.user;
    if (user !== session.user) {
      doris.demand(session, MAY_GRANT);
      if (user.name === 'root') throw new Refusal('Can not set password for root user, except root itself');
    }
    doris.accounts.setPassword(user, captures.maybe('hash') ?? twoStageHash(captures.one('plain')));
    return DONE;
  },

  'create role': (doris, captures, session) => {
    doris.demand(session, MAY_GRANT);
    const role = captures.one('role');
    if (doris.accounts.hasRole(role) && !captures.has('EXISTS')) throw new Refusal(`Role ${role} already exist`);
    if (!doris.accounts.hasRole(role)) doris.accounts.createRole(role);
    return DONE;
  },

  'drop role': (doris, captures, session) => {
    doris.demand(session, MAY_GRANT);
    if (!captures.has('EXISTS')) doris.accounts.role(captures.one('role'));
    doris.accounts.dropRole(captures.one('role'));
    return DONE;
  },

  grant: (doris, captures, session) => {
    doris.demand(session, MAY_GRANT);
    const grants = grantsIn(captures);
    if (grants.some(({ privilege }) => privilege.toUpperCase() === 'NODE_PRIV')) doris.demand(session, 'NODE_PRIV');
    doris.accounts.grant(holderIn(doris, captures), grants);
    return DONE;
  },

  revoke: (doris, captures, session) => {
    doris.demand(session, MAY_GRANT);
    doris.accounts.revoke(holderIn(doris, captures), grantsIn(captures));
    return DONE;
  },

  'grant role': (doris, captures, session) => {
    doris.demand(session, MAY_GRANT);
    for (const role of captures.all('role')) {
      doris.accounts.role(role);
      userIn(doris, captures).roles.add(role);
    }
    return DONE;
  },

  'revoke role': (doris, captures, session) => {
    doris.demand(session, MAY_GRANT);
    for (const role of captures.all('role')) userIn(doris, captures).roles.delete(role);
    return DONE;
  },

  'show grants': (doris, captures, session) => {
    const asked = captures.has('FOR') ? userIn(doris, captures) : session.user;
    if (captures.has('ALL') || asked !== session.user) doris.demand(session, MAY_GRANT);
    const users = captures.has('ALL') ? doris.accounts.allUsers : [asked];
    const rows = users.map((user) => ({
      ...{ UserIdentity: `'${user.name}'@'${user.host}'`, Comment: user.comment, Roles: [...user.roles].join(',') },
      ...{ Password: user.hash === '' ? 'No' : 'Yes', ...shown(doris.accounts.grantsOf(user)) },
    }));
    return table(GRANTS, rows);
  },

  'show roles': (doris, _, session) => {
    doris.demand(session, MAY_GRANT);
    const usersOf = (role: string) =>
      doris.accounts.allUsers.filter(({ roles }) => roles.has(role)).map(({ name, host }) => `'${name}'@'${host}'`);
    const rows = doris.accounts.allRoles.map(([Name, { grants }]) => ({
      Name,
      Users: usersOf(Name).join(', '),
      ...shown(grants),
    }));
    return table(ROLES, rows);
  },

  'set property': (doris, captures, session) => {
    doris.demand(session, 'ADMIN_PRIV');
    const user = doris.accounts.user(captures.maybe('user') ?? session.user.name);
    const { default_compute_group: group } = captures.properties();
    if (group !== undefined && !doris.accounts.mayUse(user, 'COMPUTE GROUP', group)) {
      throw new Refusal(
        `set default compute group failed, user ${user.name} has no permission to use compute group '${group}'`,
      );
    }
    doris.accounts.setProperties(user, captures.properties());
    return DONE;
  },
};
