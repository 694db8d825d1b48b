import { ISecret } from '../core';

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

/** What a sign-in is made from: one of both. */
interface SignInSource {
  readonly passwordFile?: PrestoPasswordFileOptions;
  readonly token?: PrestoTokenOptions;
}

/**
 * How users prove who they are. Other ways that the engines have, LDAP and OAuth 2 among them, are not here: no server has shown yet that they work as they
 * would be rendered.
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

  private constructor(
    /**
     * What it is made from.
     *
     * @internal
     */
    public readonly _source: SignInSource,
  ) {}

  /**
   * What nodes must have to let users in.
   *
   * @internal
   */
  public get _secret(): ISecret {
    const { passwordFile, token } = this._source;
    return passwordFile ? passwordFile.users : token!.key;
  }
}
