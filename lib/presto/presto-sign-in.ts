import { IConnectable, ISecret } from '../core';

/** Options of `PrestoSignIn.passwordFile`. */
export interface PrestoPasswordFileOptions {
  /**
   * The file: one key of a Secret in the namespace of the cluster, with a line for each user, as `htpasswd -B -C 10` writes it: `anna:$2y$10$...`. It is
   * read again within a minute or two after it changes.
   */
  readonly users: ISecret;
}

/** Options of `PrestoSignIn.token`. */
export interface PrestoTokenOptions {
  /** The public key of who signs tokens, as PEM: one key of a Secret in the namespace of the cluster. Nodes read it when they start. */
  readonly key: ISecret;
  /**
   * Who must have signed: the claim `iss`.
   * @default - anybody who has the key
   */
  readonly issuer?: string;
  /**
   * For whom a token must be: the claim `aud`.
   * @default - for anybody
   */
  readonly audience?: string;
}

/** Of whom a directory must know more than the password. */
export interface PrestoLdapGroupOptions {
  /** Below which entry users are looked for: `ou=people,dc=example,dc=com`. */
  readonly baseDn: string;
  /** What must be said of them, with `${USER}` in the place of the name: `(&(uid=${USER})(memberOf=cn=presto,ou=groups,dc=example,dc=com))`. */
  readonly filter: string;
}

/** Options of `PrestoSignIn.ldap`. */
export interface PrestoLdapOptions {
  /** Where the directory is, over TLS alone: `ldaps://ldap.example.com`, with a port where it is another one than 636. */
  readonly url: string;
  /** Who it is to network policies. */
  readonly peer: IConnectable;
  /** What users are called there, with `${USER}` in the place of the name: `uid=${USER},ou=people,dc=example,dc=com`, or `${USER}@example.com`. */
  readonly userPattern: string;
  /**
   * Who of them is let in. They look for themselves, so they must be allowed to read their own entry.
   * @default - whoever has the right password
   */
  readonly group?: PrestoLdapGroupOptions;
  /**
   * The certificate of whoever signed the directory's, as PEM: one key of a Secret in the namespace of the cluster. The coordinator reads it when it starts.
   * @default - one of those that the JVM trusts by itself
   */
  readonly authority?: ISecret;
}

/** What a sign-in is made from: one of them. */
interface SignInSource {
  readonly passwordFile?: PrestoPasswordFileOptions;
  readonly token?: PrestoTokenOptions;
  readonly ldap?: PrestoLdapOptions;
}

/**
 * How users prove who they are. Other ways that the engines have, OAuth 2 and certificates of users among them, are not here: no server has shown yet that
 * they work as they would be rendered.
 */
export class PrestoSignIn {
  /**
   * By a password, whose hash a file holds.
   *
   * @see https://prestodb.io/docs/current/security/password-file.html
   * @see https://trino.io/docs/current/security/password-file.html
   */
  public static passwordFile(options: PrestoPasswordFileOptions): PrestoSignIn {
    return new PrestoSignIn({ passwordFile: options });
  }

  /**
   * By a token that something else has signed (JWT, as `Authorization: Bearer`): its claim `sub` is the user. With Trino alone.
   *
   * @see https://trino.io/docs/current/security/jwt.html
   */
  public static token(options: PrestoTokenOptions): PrestoSignIn {
    return new PrestoSignIn({ token: options });
  }

  /**
   * By the password that a directory knows (LDAP over TLS). What it said of a user is believed for five minutes: so long they are let in after they were
   * removed there, or their password was changed. Presto 0.296 has confirmed it; for Trino it is rendered as its documentation says, and no server has
   * confirmed it.
   *
   * @see https://prestodb.io/docs/current/security/ldap.html
   * @see https://trino.io/docs/current/security/ldap.html
   */
  public static ldap(options: PrestoLdapOptions): PrestoSignIn {
    return new PrestoSignIn({ ldap: options });
  }

  private constructor(
    /**
     * What it is made from.
     *
     * @internal
     */
    public readonly _source: SignInSource,
  ) {}

  /**
   * What the coordinator must have to let users in, if anything.
   *
   * @internal
   */
  public get _secret(): ISecret | undefined {
    const { passwordFile, token, ldap } = this._source;
    return passwordFile?.users ?? token?.key ?? ldap?.authority;
  }
}
