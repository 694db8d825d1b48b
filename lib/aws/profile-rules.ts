import { Rule } from '../core/internal';

/** What CloudWatch takes: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** What the checks of an AwsProfile look at. */
export interface ProfileInput {
  readonly accountId: string;
  readonly region: string;
  readonly namePrefix?: string;
  readonly logRetentionDays?: number;
}

/** Checks on the props of an AwsProfile. */
export const profileRules: ReadonlyArray<Rule<ProfileInput>> = [
  {
    code: 'AWS001',
    prop: 'accountId',
    must: 'be twelve digits',
    remedy: 'write it as a text: leading zeros count',
    violation: ({ accountId }) => (/^\d{12}$/.test(accountId) ? undefined : `'${accountId}'`),
  },
  {
    code: 'AWS002',
    prop: 'region',
    must: 'be the code of a region',
    remedy: 'write it as in eu-central-1; a zone such as eu-central-1a is no region',
    violation: ({ region }) => (/^[a-z]{2}(-[a-z]+)+-\d$/.test(region) ? undefined : `'${region}'`),
  },
  {
    code: 'AWS003',
    prop: 'namePrefix',
    must: "be 1 to 16 lower-case letters, digits and '-', starting with a letter",
    remedy: 'choose a short one: bucket names are made from it and end at 63 characters',
    violation: ({ namePrefix = 'bigdata' }) =>
      /^[a-z]([a-z0-9-]{0,14}[a-z0-9])?$/.test(namePrefix) ? undefined : `'${namePrefix}'`,
  },
  {
    code: 'AWS004',
    prop: 'logRetentionDays',
    must: `be a number of days that CloudWatch takes: ${RETENTIONS.join(', ')}`,
    remedy: 'take the next larger one',
    violation: ({ logRetentionDays = 365 }) =>
      RETENTIONS.includes(logRetentionDays) ? undefined : String(logRetentionDays),
  },
];
