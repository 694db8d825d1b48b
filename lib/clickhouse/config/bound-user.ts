import { ISecret } from '../../core';
import { ResolvedUser } from '../resolve';

/** A user whose password has a place. */
export interface BoundUser {
  readonly user: ResolvedUser;
  /** Where the password lies in clear, for its user. Servers know its hash alone. */
  readonly password: ISecret;
}
