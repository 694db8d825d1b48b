import { Tls } from '../security';
import { PrestoSignIn } from './presto-sign-in';

/** What users may do in a catalog. */
export enum PrestoAccess {
  /** Nothing: its tables are not shown either. */
  NONE = 'none',
  /** Read. */
  READ = 'read-only',
  /** Read, write, create and drop. */
  ALL = 'all',
}

/** Who may do what in which catalogs. */
export interface PrestoAccessRule {
  /**
   * Names of users.
   * @default - everybody
   */
  readonly users?: string[];
  /**
   * Names of catalogs.
   * @default - all
   */
  readonly catalogs?: string[];
  /** What they may do. */
  readonly access: PrestoAccess;
}

/** Options of `PrestoSecurity.tls`. */
export interface PrestoTlsOptions {
  /**
   * The certificate of all nodes, with keystores where it is an existing one. It must be good for the coordinator's DNS name and for
   * `*.<name>-worker.<namespace>.svc.<cluster domain>`.
   */
  readonly tls: Tls;
  /** How users prove who they are. */
  readonly signIn: PrestoSignIn;
  /**
   * Who may do what. The first rule that fits counts; what none fits is refused.
   * @default - whoever is signed in may do everything that catalogs let them
   */
  readonly access?: PrestoAccessRule[];
}

/** How nodes know who calls. */
export class PrestoSecurity {
  /**
   * Plain HTTP. Whoever reaches a node is believed to be whom they say they are, and may tell workers of Presto to end. Network policies are the only fence:
   * it is for clusters whose every client is trusted.
   */
  public static trustedNetwork(): PrestoSecurity {
    return new PrestoSecurity();
  }

  /**
   * TLS between all, users who prove who they are, and nodes that drain as themselves. Nothing listens without TLS, but for Presto's exporter of metrics.
   *
   * Nodes of Presto know one another by their certificate besides: whoever has one of the same issuer may tell its nodes to end. Give the cluster an issuer
   * of its own.
   *
   * @see https://prestodb.io/docs/current/security/internal-communication.html
   * @see https://trino.io/docs/current/security/internal-communication.html
   */
  public static tls(options: PrestoTlsOptions): PrestoSecurity {
    return new PrestoSecurity(options);
  }

  private constructor(
    /**
     * Undefined where callers are believed.
     *
     * @internal
     */
    public readonly _tls?: PrestoTlsOptions,
  ) {}
}
