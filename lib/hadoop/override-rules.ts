import { Checks, Rule } from '../core/internal';
import { ClientInput } from './client-rules';

const check = new Checks<ClientInput>();

/** Checks on what wins over everything else. */
export const overrideRules: ReadonlyArray<Rule<ClientInput>> = [
  {
    code: 'HD026',
    prop: 'overrides',
    remedy: 'name a credential provider instead: hadoop.security.credential.provider.path',
    ...check.noSecrets(
      ({ resolved }) => Object.values(resolved.overrides).flatMap((properties) => Object.keys(properties)),
      /(password|secret\.key|access\.key|secret-key)$/i,
    ),
  },
];
