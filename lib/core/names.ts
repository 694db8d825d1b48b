import { IConstruct } from 'constructs';
import { nameRules } from './core-rules';
import { checkRules } from './rules';

/** How long a name may be, which depends on what Kubernetes or an operator makes of it. */
export interface NameLimits {
  /** How many characters may stand in the name. */
  readonly max: number;
  /** Why it may not be longer. */
  readonly because: string;
}

const DNS_LABEL: NameLimits = { max: 63, because: 'a DNS label has at most 63' };

/**
 * The name of a construct's objects: its `name` prop, else its id, as a DNS-1123 label.
 *
 * Never shortened or hashed: a name that does not fit is an error, since volumes and host names hang on it.
 */
export function objectName(scope: IConstruct, name?: string, limits: NameLimits = DNS_LABEL): string {
  const given = name ?? scope.node.id;
  checkRules(scope, nameRules, { name: given, ...limits });
  return given;
}
