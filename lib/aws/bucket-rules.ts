import { Rule } from '../core/internal';

/** Checks on the props of a bucket. */
export const bucketRules: ReadonlyArray<Rule<{ purpose: string; name: string }>> = [
  {
    code: 'AWS401',
    prop: 'purpose',
    must: "be lower-case letters, digits and '-'",
    remedy: 'write it as in backups',
    violation: ({ purpose }) => (/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(purpose) ? undefined : `'${purpose}'`),
  },
  {
    code: 'AWS402',
    prop: 'the name made of prefix, environment, account, region and purpose',
    must: 'have at most 63 characters',
    remedy: 'shorten the purpose, or the namePrefix of the AwsProfile',
    violation: ({ name }) => (name.length <= 63 ? undefined : `'${name}' (${name.length})`),
  },
];
