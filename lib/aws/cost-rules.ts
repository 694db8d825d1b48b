import { Checks, Rule } from '../core/internal';

/** What the checks of a CostGuard look at. */
export interface CostInput {
  readonly monthlyLimit: number;
  readonly emails: string[];
}

const check = new Checks<CostInput>();

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
    ...check.all(
      check.each(
        ({ emails }) => emails.length,
        'be one to ten',
        (count) => count >= 1 && count <= 10,
      ),
      check.pattern(({ emails }) => emails, /^\S+@\S+\.\S+$/, 'be addresses'),
    ),
  },
];
