import { accountStatements } from './account-statements';
import { Accounts, User } from './accounts';
import { Answer, Refusal } from './answer';
import { backupStatements } from './backup-statements';
import { Backups, ObjectStore } from './backups';
import { Captures } from './grammar';
import { nodeStatements } from './node-statements';
import { Backend, Frontend, Nodes } from './nodes';
import { objectStatements } from './object-statements';
import { Objects } from './objects';
import { STATEMENTS } from './statements';
import { tableStatements } from './table-statements';
import { Tables } from './tables';

/** Who asks, and whom. */
export interface Session {
  readonly user: User;
  readonly frontend: Frontend;
  database?: string;
  /** What queries run on. Default: as the user is. */
  computeGroup?: string;
}

/** One kind of statement, carried out. */
export type Handler = (doris: Doris, captures: Captures, session: Session) => Answer;

const HANDLERS: Record<string, Handler> = {
  ...nodeStatements,
  ...backupStatements,
  ...accountStatements,
  ...objectStatements,
  ...tableStatements,
};

/** A statement that was sent, by whom, to which frontend. */
export interface Sent {
  readonly user: string;
  readonly frontend: string;
  readonly statement: string;
  /** Why it was refused, where it was. */
  refused?: string;
}

/** How a cluster comes. */
export interface DorisOptions {
  /**
   * The password of `root`.
   * @default - none
   */
  readonly rootPassword?: string;
  /**
   * What other clusters left at the places of repositories.
   * @default - nothing
   */
  readonly store?: ObjectStore;
  /**
   * Whether storage and compute are apart.
   * @default false
   */
  readonly decoupled?: boolean;
}

/**
 * What Doris keeps, for the statements that our programs send. Nothing in it is of the source: it does what the documentation says, and refuses
 * what that does not have. Its time goes on by a second with each statement, and by nothing else.
 */
export class Doris {
  public readonly nodes = new Nodes();
  public readonly tables = new Tables();
  public readonly accounts: Accounts;
  public readonly backups: Backups;
  public readonly workloadGroups = new Objects('workload group');
  public readonly workloadPolicies = new Objects('workload policy');
  public readonly computeGroups = new Objects('compute group');
  public readonly storageVaults = new Objects('storage vault');
  public readonly catalogs = new Objects('catalog');
  public defaultStorageVault?: string;
  /** Every statement that came, in its order. */
  public readonly sent: Sent[] = [];
  public readonly decoupled: boolean;
  private seconds = 0;

  public constructor({ rootPassword = '', store = new Map(), decoupled = false }: DorisOptions = {}) {
    this.decoupled = decoupled;
    this.accounts = new Accounts(rootPassword);
    this.backups = new Backups(this.tables, store, () => this.now);
    this.workloadGroups.create('normal', {}, false);
  }

  /** What the cluster's clocks show. */
  public get now(): Date {
    return new Date(Date.UTC(2026, 0, 1) + this.seconds * 1000);
  }

  /** Time goes on. */
  public advance(): void {
    this.seconds++;
    this.nodes.advance();
    this.backups.advance();
  }

  /** Carries a statement out, on the master, whichever frontend it came to. */
  public execute(session: Session, statement: string): Answer {
    this.advance();
    const sent: Sent = { user: session.user.name, frontend: session.frontend.host, statement };
    this.sent.push(sent);
    try {
      const { name, captures } = STATEMENTS.parse(statement);
      if (!(name in HANDLERS)) throw new Refusal(`${name} is not carried out`);
      return HANDLERS[name](this, captures, session);
    } catch (error) {
      sent.refused = (error as Error).message;
      throw error;
    }
  }

  /** Refuses who lacks a privilege, everywhere or with a table: `internal.sales.orders`. Any one of those given will do. */
  public demand(session: Session, privileges: string | string[], path?: string): void {
    const wanted = [privileges].flat();
    if (wanted.some((privilege) => this.accounts.may(session.user, privilege, path))) return;
    throw new Refusal(
      `Access denied; you need (at least one of) the (${wanted.join(', ')}) privilege(s) for this operation`,
      1227,
    );
  }

  /**
   * A compute group that a user names.
   *
   * @see https://doris.apache.org/docs/4.x/sql-manual/sql-statements/session/context/USE-DATABASE
   */
  public computeGroup(user: User, name: string): string {
    if (!this.accounts.mayUse(user, 'COMPUTE GROUP', name)) {
      throw new Refusal(`USAGE denied to user ${user.name}'@'127.0.0.1' for compute group '${name}'`, 5042);
    }
    if (!this.computeGroups.all.has(name)) throw new Refusal(`Compute Group ${name} not exist`, 5098);
    return name;
  }

  /**
   * What runs something of a user: members of the group that is named, of the user's default, or of any that it may use.
   *
   * @see https://github.com/apache/doris/blob/4.0.1-rc02/fe/fe-core/src/main/java/org/apache/doris/qe/ConnectContext.java (getCloudCluster)
   */
  public runningOn(user: User, named: string | undefined = user.properties.default_compute_group): Backend[] {
    const groups =
      named === undefined
        ? [...this.computeGroups.all.keys()].filter((name) => this.accounts.mayUse(user, 'COMPUTE GROUP', name))
        : [this.computeGroup(user, named)];
    if (groups.length === 0) throw new Refusal('CURRENT_USER_NO_AUTH_TO_USE_ANY_COMPUTE_GROUP');
    const members = groups.map((group) => this.nodes.available.filter(({ tags }) => tags.compute_group_name === group));
    const running = members.find(({ length }) => length > 0);
    if (!running) throw new Refusal('COMPUTE_GROUPS_NO_ALIVE_BE');
    return running;
  }

  /** Refuses what a cluster with storage apart does not do. */
  public demandCoupled(): void {
    if (this.decoupled) throw new Refusal('Unsupported operation');
  }
}
