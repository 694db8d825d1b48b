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

/** Every broken rule of a table at once: errors are thrown together under the construct's path, warnings recorded. */
export function checkRules<Props>(scope: IConstruct, rules: ReadonlyArray<Rule<Props>>, props: Props): void {
  const problems = findProblems(rules, props);
  for (const { rule, text } of problems.filter((p) => p.rule.severity === 'warning')) {
    Warnings.of(scope).add(rule.code, text);
  }
  const errors = problems.filter((p) => p.rule.severity !== 'warning');
  if (errors.length > 0) {
    throw new ConstructError(
      scope,
      errors.map(({ rule, text }): Problem => ({ code: rule.code, text })),
    );
  }
}

/** The broken rules of a table, for checks that report rather than throw. */
export function brokenRules<Props>(rules: ReadonlyArray<Rule<Props>>, props: Props): Problem[] {
  return findProblems(rules, props).map(({ rule, text }) => ({ code: rule.code, text }));
}

function findProblems<Props>(rules: ReadonlyArray<Rule<Props>>, props: Props) {
  return rules.flatMap((rule) =>
    [rule.violation(props) ?? []].flat().map((given) => ({
      rule,
      text: `${rule.prop} must ${rule.must}, given ${given}; ${rule.remedy}`,
    })),
  );
}
