import { Checks, Rule } from '../core/internal';

/** What the checks of a CostGuard look at. */
export interface CostInput {
  readonly monthlyLimit: number;
  readonly emails: string[];
}

const check = new Checks<CostInput>();

/** One to ten addresses. */
function someMails<T>(emails: (input: T) => string[]) {
  const each = new Checks<T>();
  return each.all(
    each.each(
      (input) => emails(input).length,
      'be one to ten',
      (count) => count >= 1 && count <= 10,
    ),
    each.pattern(emails, /^\S+@\S+\.\S+$/, 'be addresses'),
  );
}

/** Checks on the props of a CostGuard. */
export const costRules: ReadonlyArray<Rule<CostInput>> = [
  {
    code: 'AWS403',
    prop: 'monthlyLimit',
    remedy: 'take what the environment cost last month, and a fifth more',
    ...check.range(({ monthlyLimit }) => monthlyLimit, { above: 0 }, 'US dollars'),
  },
  {
    code: 'AWS404',
    prop: 'emails',
    remedy: 'take a list that the team reads',
    ...someMails(({ emails }) => emails),
  },
];

/** What the checks of cost anomalies look at. */
export interface AnomalyInput {
  readonly threshold: number;
  readonly emails: string[];
}

const anomalies = new Checks<AnomalyInput>();

/** Checks on the anomalies of AccountSingletons. */
export const anomalyRules: ReadonlyArray<Rule<AnomalyInput>> = [
  {
    code: 'AWS405',
    prop: 'anomalies.threshold',
    remedy: 'take what is worth a look: 500',
    ...anomalies.range(({ threshold }) => threshold, { above: 0 }, 'US dollars'),
  },
  {
    code: 'AWS406',
    prop: 'anomalies.emails',
    remedy: 'take a list that the team reads',
    ...someMails(({ emails }) => emails),
  },
];
