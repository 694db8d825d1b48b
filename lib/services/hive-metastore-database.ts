import { Size } from 'cdk8s';
import { ContainerImage, ContainerSize, IConnectable } from '../core';
import { Secret } from '../security';

/** Options of `DatabaseAuthority.certificates` and `.configMap`. */
export interface DatabaseAuthorityOptions {
  /**
   * Whether the database's certificate must be good for its host. Not, where the host is another name for it, as a CNAME is: then every certificate of the
   * authority is believed, and the network must lead to no other database of it.
   * @default true
   */
  readonly verifyHost?: boolean;
}

/** Whose certificates a metastore believes of its database. There is none that it believes unseen. */
export class DatabaseAuthority {
  /**
   * Certificates as text, one after the other.
   *
   * @param pem what begins with `-----BEGIN CERTIFICATE-----`: a cloud's bundle of a region, read from a file
   */
  public static certificates(pem: string, options: DatabaseAuthorityOptions = {}): DatabaseAuthority {
    return new DatabaseAuthority(options, pem);
  }

  /** A key of a ConfigMap of the namespace that something else keeps, as trust-manager does. Pods do not roll when it changes. */
  public static configMap(name: string, key: string, options: DatabaseAuthorityOptions = {}): DatabaseAuthority {
    return new DatabaseAuthority(options, undefined, { name, key });
  }

  private constructor(
    private readonly options: DatabaseAuthorityOptions,
    /**
     * The certificates, where they are known.
     *
     * @internal
     */
    public readonly _pem?: string,
    /**
     * Where they lie, else.
     *
     * @internal
     */
    public readonly _source?: { readonly name: string; readonly key: string },
  ) {}

  /** Whether the certificate must be good for the host. */
  public get verifyHost(): boolean {
    return this.options.verifyHost ?? true;
  }
}

/** Who may make users in a database. */
export interface DatabaseAdministrator {
  /** The name. */
  readonly user: string;
  /** The password: letters, digits and `._~+/=@%^-`. */
  readonly password: Secret;
}

/** A database that something else runs. */
export interface ExternalDatabaseOptions {
  /** Its DNS name, known here: `metastore.prod.internal`. */
  readonly host: string;
  /**
   * Its port.
   * @default - 5432 of PostgreSQL, 3306 of MySQL
   */
  readonly port?: number;
  /**
   * The database in it, which must exist.
   * @default "metastore"
   */
  readonly database?: string;
  /**
   * The metastore's own user, who owns nothing but its tables.
   * @default "metastore"
   */
  readonly user?: string;
  /**
   * The user's password: letters, digits and `._~+/=@%^-`. When it changes, replicas begin to use it one after the other, whether its Secret gets
   * another name or another value.
   */
  readonly password: Secret;
  /**
   * Who makes that user, with the password, before the metastore starts. The metastore itself never has this password.
   * @default - the user exists
   */
  readonly administrator?: DatabaseAdministrator;
  /** Whose certificates are believed: nothing is said without TLS. */
  readonly authority: DatabaseAuthority;
  /** Its end of network edges: `Peer.cidr(...)`, `Peer.pods(...)`. */
  readonly peer: IConnectable;
  /** How many connections it takes from the metastore: its limit, less what others need. */
  readonly maxConnections: number;
}

/** Options of `HiveMetastoreDatabase.inCluster`. */
export interface InClusterDatabaseOptions {
  /**
   * The volume.
   * @default Size.gibibytes(10)
   */
  readonly storage?: Size;
  /**
   * The size of its container.
   * @default - half a CPU and 1 GiB
   */
  readonly size?: ContainerSize;
  /**
   * The password of its only user.
   * @default Secret.generated()
   */
  readonly password?: Secret;
  /**
   * Another image of PostgreSQL's, with the entrypoint of the published one.
   * @default - postgres:16.10
   */
  readonly image?: ContainerImage;
}

/** Where a metastore keeps what it knows. Value. */
export class HiveMetastoreDatabase {
  /** PostgreSQL, run by something else. */
  public static postgresql(options: ExternalDatabaseOptions): HiveMetastoreDatabase {
    return new HiveMetastoreDatabase('postgres', options);
  }

  /** MySQL or MariaDB, run by something else. MySQL's driver, `mysql-connector-j`, must be among the libraries. */
  public static mysql(options: ExternalDatabaseOptions): HiveMetastoreDatabase {
    return new HiveMetastoreDatabase('mysql', options);
  }

  /** A PostgreSQL beside the metastore, alone and without copies: for what may be lost. */
  public static inCluster(options: InClusterDatabaseOptions = {}): HiveMetastoreDatabase {
    return new HiveMetastoreDatabase('postgres', undefined, options);
  }

  private constructor(
    /**
     * As Hive names it.
     *
     * @internal
     */
    public readonly _type: 'postgres' | 'mysql',
    /** @internal */
    public readonly _external?: ExternalDatabaseOptions,
    /** @internal */
    public readonly _inCluster?: InClusterDatabaseOptions,
  ) {}
}
