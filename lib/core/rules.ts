import { IConstruct } from 'constructs';
import { ConstructError, Problem } from './errors';
import { Warnings } from './warnings';

/**
 * One check on the props of a construct, as a row of a table: the same row gives the error and its page in the catalogue.
 */
export interface Rule<Props> {
  /** Stable, so that it can be searched for and acknowledged: `CH001`. */
  readonly code: string;
  /** The prop that is checked, as the user writes it. */
  readonly prop: string;
  /** What must hold, completing "<prop> must ...". */
  readonly must: string;
  /** What the user should do about it. */
  readonly remedy: string;
  /** A warning is printed and can be acknowledged; an error stops. Default: an error. */
  readonly severity?: 'error' | 'warning';
  /** What was given, where it breaks the rule; several, where several members of a list break it. */
  readonly violation: (props: Props) => string | string[] | undefined;
}

/** Every broken rule of a table at once: errors are thrown together under the construct's path, warnings recorded, one for each rule. */
export function checkRules<Props>(scope: IConstruct, rules: ReadonlyArray<Rule<Props>>, props: Props): void {
  for (const rule of rules.filter(({ severity }) => severity === 'warning')) {
    const given = violations(rule, props);
    if (given.length > 0) Warnings.of(scope).add(rule.code, message(rule, given.join(' and ')));
  }
  const errors = brokenRules(
    rules.filter(({ severity }) => severity !== 'warning'),
    props,
  );
  if (errors.length > 0) throw new ConstructError(scope, errors);
}

/** The broken rules of a table, for checks that report rather than throw. */
export function brokenRules<Props>(rules: ReadonlyArray<Rule<Props>>, props: Props): Problem[] {
  return rules.flatMap((rule) =>
    violations(rule, props).map((given) => ({ code: rule.code, text: message(rule, given) })),
  );
}

function violations<Props>(rule: Rule<Props>, props: Props): string[] {
  return [rule.violation(props) ?? []].flat();
}

function message<Props>({ prop, must, remedy }: Rule<Props>, given: string): string {
  return `${prop} must ${must}, given ${given}; ${remedy}`;
}
