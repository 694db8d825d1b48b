import { createHash } from 'node:crypto';
import { Refusal } from './answer';

/** A grant: of a privilege on a level (`internal.sales.*`), or on an object of a kind (`WORKLOAD GROUP`, `etl`). */
export interface Grant {
  readonly privilege: string;
  /** `LEVEL`, or the kind of the object. */
  readonly kind: string;
  readonly target: string;
}

/** Who holds grants. */
export interface Holder {
  grants: Grant[];
}

export interface User extends Holder {
  readonly name: string;
  readonly host: string;
  /** Hashed in two stages; empty where there is none. */
  hash: string;
  comment: string;
  readonly roles: Set<string>;
  /** `SET PROPERTY`. */
  readonly properties: Record<string, string>;
}

const PRIVILEGES = [
  ...['NODE', 'ADMIN', 'GRANT', 'SELECT', 'LOAD', 'ALTER', 'CREATE', 'DROP', 'USAGE', 'SHOW_VIEW'],
  ...['CLUSTER_USAGE', 'STAGE_USAGE'],
].map((name) => `${name}_PRIV`);
const ALL = ['SELECT_PRIV', 'LOAD_PRIV', 'ALTER_PRIV', 'CREATE_PRIV', 'DROP_PRIV'];
/** These are for everything or not at all. */
const GLOBAL = ['NODE_PRIV', 'ADMIN_PRIV', 'GRANT_PRIV'];
const EVERYTHING = '*.*.*';
const USER_PROPERTIES = [
  ...['max_user_connections', 'max_query_instances', 'parallel_fragment_exec_instance_num', 'resource_tags.location'],
  ...['sql_block_rules', 'cpu_resource_limit', 'exec_mem_limit', 'query_timeout', 'insert_timeout'],
  ...['default_init_catalog', 'default_workload_group', 'default_compute_group', 'default_cloud_cluster'],
  ...['enable_prefer_cached_rowset', 'query_freshness_tolerance_ms'],
];
/** What everybody has, and `SHOW GRANTS` shows. */
const OF_EVERYBODY: Grant[] = [
  { privilege: 'SELECT_PRIV', kind: 'LEVEL', target: 'internal.information_schema.*' },
  { privilege: 'SELECT_PRIV', kind: 'LEVEL', target: 'internal.mysql.*' },
  { privilege: 'USAGE_PRIV', kind: 'WORKLOAD GROUP', target: 'normal' },
];

const sha1 = (data: Buffer | string) => createHash('sha1').update(data).digest();

/** A password as Doris keeps it. */
export function twoStageHash(password: string): string {
  return password === '' ? '' : `*${sha1(sha1(password)).toString('hex').toUpperCase()}`;
}

/** Whether who sent a token for a seed knows the password of a hash: `mysql_native_password`. */
export function knowsPassword(hash: string, seed: Buffer, token: Buffer): boolean {
  if (hash === '' || token.length === 0) return hash === '' && token.length === 0;
  const stored = Buffer.from(hash.slice(1), 'hex');
  const mask = createHash('sha1').update(seed).update(stored).digest();
  const stage1 = Buffer.from(token.map((byte, index) => byte ^ mask[index]));
  return sha1(stage1).equals(stored);
}

/** Users, roles and what they may do. */
export class Accounts {
  private readonly users = new Map<string, User>();
  private readonly roles = new Map<string, Holder>();

  public constructor(rootPassword: string) {
    this.roles.set('operator', { grants: ['NODE_PRIV', 'ADMIN_PRIV'].map(global) });
    this.roles.set('admin', { grants: [global('ADMIN_PRIV')] });
    this.create('root', '%', twoStageHash(rootPassword), 'operator');
    this.create('admin', '%', '', 'admin');
  }

  public get allUsers(): User[] {
    return [...this.users.values()];
  }

  public get allRoles(): [string, Holder][] {
    return [...this.roles];
  }

  /** Whoever may sign in by a name. Hosts are not told apart. */
  public signingIn(name: string): User | undefined {
    return this.allUsers.find((user) => user.name === name);
  }

  public find(name: string, host = '%'): User | undefined {
    return this.users.get(`'${name}'@'${host}'`);
  }

  public user(name: string, host = '%'): User {
    const user = this.find(name, host);
    if (!user) throw new Refusal(`User '${name}'@'${host}' does not exist`);
    return user;
  }

  public create(name: string, host: string, hash: string, role?: string, comment = ''): void {
    if (hash !== '' && !/^\*[0-9A-F]{40}$/.test(hash))
      throw new Refusal('Password hash should be a 41-digit hexadecimal number', 1372);
    if (role !== undefined && !this.roles.has(role)) throw new Refusal(`Role ${role} does not exist`);
    const roles = new Set(role === undefined ? [] : [role]);
    this.users.set(`'${name}'@'${host}'`, { name, host, hash, comment, grants: [], roles, properties: {} });
  }

  public setPassword(user: User, hash: string): void {
    if (hash !== '' && !/^\*[0-9A-F]{40}$/.test(hash))
      throw new Refusal('Password hash should be a 41-digit hexadecimal number', 1372);
    user.hash = hash;
  }

  public drop(user: User): void {
    if (['root', 'admin'].includes(user.name)) throw new Refusal(`Can not drop ${user.name}`);
    this.users.delete(`'${user.name}'@'${user.host}'`);
  }

  public createRole(name: string): void {
    this.roles.set(name, { grants: [] });
  }

  public dropRole(name: string): void {
    this.roles.delete(name);
    for (const { roles } of this.users.values()) roles.delete(name);
  }

  public role(name: string): Holder {
    const role = this.roles.get(name);
    if (!role) throw new Refusal(`Role ${name} does not exist`);
    return role;
  }

  public hasRole(name: string): boolean {
    return this.roles.has(name);
  }

  public setProperties(user: User, properties: Record<string, string>): void {
    for (const key of Object.keys(properties)) {
      if (!USER_PROPERTIES.includes(key)) throw new Refusal(`Unknown user property(${key})`);
    }
    Object.assign(user.properties, properties);
  }

  /** What a user holds, by itself and by its roles. */
  public grantsOf(user: User): Grant[] {
    return [...OF_EVERYBODY, ...user.grants, ...[...user.roles].flatMap((role) => this.role(role).grants)];
  }

  /** Whether a user may do something, everywhere or with a table: `internal.sales.orders`. */
  public may(user: User, privilege: string, path: string = EVERYTHING): boolean {
    return this.grantsOf(user).some(
      (grant) =>
        grant.kind === 'LEVEL' &&
        (grant.privilege === privilege || (grant.privilege === 'ADMIN_PRIV' && privilege !== 'NODE_PRIV')) &&
        covers(grant.target, path),
    );
  }

  /** Whether a user has a privilege on an object, or is an administrator. */
  public mayUse(user: User, kind: string, name: string): boolean {
    const held = this.grantsOf(user);
    return (
      this.may(user, 'ADMIN_PRIV') ||
      held.some((grant) => grant.kind === kind && (grant.target === name || ['*', '%'].includes(grant.target)))
    );
  }

  public grant(holder: Holder, grants: Grant[]): void {
    for (const grant of grants.flatMap(expanded)) {
      if (!holder.grants.some((held) => same(held, grant))) holder.grants.push(grant);
    }
  }

  public revoke(holder: Holder, grants: Grant[]): void {
    const revoked = grants.flatMap(expanded);
    for (const grant of revoked) {
      if (!holder.grants.some((held) => same(held, grant))) throw new Refusal('There is no such grant defined', 1141);
    }
    holder.grants = holder.grants.filter((held) => !revoked.some((grant) => same(held, grant)));
  }
}

const global = (privilege: string): Grant => ({ privilege, kind: 'LEVEL', target: EVERYTHING });

const same = (a: Grant, b: Grant) => a.privilege === b.privilege && a.kind === b.kind && a.target === b.target;

function covers(level: string, path: string): boolean {
  const asked = path.split('.');
  return level.split('.').every((part, index) => part === '*' || part === asked[index]);
}

/** The privileges that a word stands for, where they can be had on that. */
function expanded(grant: Grant): Grant[] {
  const privilege = grant.privilege.toUpperCase();
  if (privilege === 'ALL') return ALL.map((each) => ({ ...grant, privilege: each }));
  if (!PRIVILEGES.includes(privilege)) throw new Refusal(`Unknown privilege ${privilege}`);
  if (GLOBAL.includes(privilege) && grant.target !== EVERYTHING) {
    throw new Refusal(`${privilege} privilege can only be granted on *.*.*`);
  }
  if ((privilege === 'USAGE_PRIV') === (grant.kind === 'LEVEL')) {
    throw new Refusal(`${privilege} can not be granted on ${grant.kind} ${grant.target}`);
  }
  return [{ ...grant, privilege }];
}
