import { ISecret } from '../../core';
import { ResolvedUser } from '../resolve';

/** A user whose password has a place. */
export interface BoundUser {
  readonly user: ResolvedUser;
  /** Where the password lies in clear, for its user. */
  readonly clear: ISecret;
  /** What the servers read: its hash, where there is one. */
  readonly password: ISecret;
  /** Whether that is the SHA-256 of the password. */
  readonly hashed: boolean;
}
