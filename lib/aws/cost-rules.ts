import { Rule } from '../core/internal';

/** Checks on the props of a CostGuard. */
export const costRules: ReadonlyArray<Rule<{ monthlyLimit: number; emails: string[] }>> = [
  {
    code: 'AWS403',
    prop: 'monthlyLimit',
    must: 'be more than 0 US dollars',
    remedy: 'take what the environment cost last month, and a fifth more',
    violation: ({ monthlyLimit }) => (monthlyLimit > 0 ? undefined : String(monthlyLimit)),
  },
  {
    code: 'AWS404',
    prop: 'emails',
    must: 'be one to ten addresses',
    remedy: 'take a list that the team reads',
    violation: ({ emails }) =>
      emails.length < 1 || emails.length > 10
        ? `${emails.length}`
        : emails.filter((email) => !/^\S+@\S+\.\S+$/.test(email)).map((email) => `'${email}'`),
  },
];
