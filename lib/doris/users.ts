import { Construct } from 'constructs';
import { ISecret } from '../core';
import { ScrapeUser } from '../monitoring';
import { Secret } from '../security';
import { BACKUP_GRANTS } from './programs/backup-programs';
import { probeGrants } from './programs/probe-program';
import { DorisManagedUser } from './programs/users-program';
import { ResolvedDoris, ResolvedUser } from './resolve';

/** The administrator that Doris brings besides `root`, without a password. */
export const ADMIN = 'admin';

/** The user that backs up. */
export const BACKUP_USER = 'backup';

/** The user of the probe. */
export const PROBE_USER = 'probe';

/**
 * Who reads metrics. A user that signs in may, whatever else it may do.
 *
 * @see https://github.com/apache/doris/blob/4.0.1-rc02/fe/fe-core/src/main/java/org/apache/doris/httpv2/rest/MetricsAction.java
 * @see https://github.com/apache/doris/blob/4.0.1-rc02/be/src/service/http_service.cpp (TPrivilegeType::NONE)
 */
export const METRICS_USER = 'metrics';

/** Users of the cluster itself, which may not be given: who is not needed is removed. */
const OWN = [BACKUP_USER, PROBE_USER, METRICS_USER];

/** Names that the cluster has a use for, of which Secrets of the same names are made. */
export const RESERVED = ['root', 'management', 'operator', ADMIN, ...OWN];

/** The key of the name in the Secret of who reads metrics. */
const USERNAME = 'username';

/** A user whose password has a place. */
export interface BoundUser {
  readonly managed: DorisManagedUser;
  /** Where the password lies. */
  readonly password: ISecret;
  /** Whether it never changes under its name. */
  readonly fixed: boolean;
}

/** What the users of a cluster are made from. */
export type UsersInput = Pick<
  ResolvedDoris,
  'adminPassword' | 'backup' | 'jobPassword' | 'monitoring' | 'name' | 'probe' | 'removedUsers' | 'users'
> & {
  /** What queries and loads run on. Default: on backends, which nobody needs a right to. */
  readonly computeGroups?: readonly { readonly name: string }[];
};

/** The users that a cluster is to have, and those that it is not to have. */
export interface BoundUsers {
  readonly users: BoundUser[];
  readonly removed: string[];
  /** Who reads metrics. Default: nobody does. */
  readonly scrape?: ScrapeUser;
}

/** What Secrets and volumes of a user are called. */
export function secretNameOf(user: string): string {
  return user.toLowerCase().replace(/_/g, '-');
}

/** A user, and its password before it has a place. */
interface UserToBe {
  readonly managed: DorisManagedUser;
  readonly password: Secret;
}

/** Users of the cluster itself, which are there as long as something signs in as them. */
function ownUsers({ jobPassword: password, backup, probe, monitoring, computeGroups }: UsersInput): UserToBe[] {
  return [
    ...(backup ? [{ managed: { name: BACKUP_USER, grants: BACKUP_GRANTS }, password }] : []),
    ...(probe ? [{ managed: { name: PROBE_USER, grants: probeGrants(namesOf(computeGroups)) }, password }] : []),
    ...(monitoring.enabled ? [{ managed: { name: METRICS_USER, grants: [] }, password }] : []),
  ];
}

function givenUser({ name, password, grants, properties }: ResolvedUser): UserToBe {
  const each = grants.flatMap(({ privileges, on }) => privileges.map((privilege) => ({ privilege, on })));
  return { managed: { name, grants: each, properties }, password };
}

/** What compute groups are called: none, where the data lies on backends. */
export function namesOf(computeGroups: UsersInput['computeGroups'] = []): string[] {
  return computeGroups.map(({ name }) => name);
}

/** Places for all passwords but that of `root`. */
export function bindUsers(scope: Construct, resolved: UsersInput): BoundUsers {
  const own = ownUsers(resolved);
  const admin = { managed: { name: ADMIN, grants: [] }, password: resolved.adminPassword };
  const users = [admin, ...own, ...resolved.users.map(givenUser)].map(({ managed, password }) => ({
    managed,
    password: password._bind(scope, `User-${managed.name}`, {
      name: `${resolved.name}-${secretNameOf(managed.name)}`,
      // Prometheus wants the name in a Secret, too.
      ...(managed.name === METRICS_USER && { derived: { [USERNAME]: METRICS_USER } }),
    }),
    fixed: password._fixed,
  }));
  const metrics = users.find(({ managed }) => managed.name === METRICS_USER)?.password;
  const needed = own.map(({ managed }) => managed.name);
  return {
    users,
    removed: [...OWN.filter((name) => !needed.includes(name)), ...resolved.removedUsers],
    scrape: metrics && { username: { ...metrics, key: USERNAME }, password: metrics },
  };
}

/**
 * One of the users of a cluster.
 *
 * @param cluster where they are, for who reads that there is none
 */
export function boundUser(cluster: Construct, { users }: BoundUsers, name: string): BoundUser {
  const found = users.find(({ managed }) => managed.name === name);
  if (!found) {
    const names = users.map(({ managed }) => managed.name).join(', ');
    throw new Error(`[${cluster.node.path}] there is no user '${name}'; there are ${names}`);
  }
  return found;
}
