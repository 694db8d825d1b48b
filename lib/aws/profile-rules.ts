import { Checks, Rule } from '../core/internal';

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

const check = new Checks<ProfileInput>();

/** Checks on the props of an AwsProfile. */
export const profileRules: ReadonlyArray<Rule<ProfileInput>> = [
  {
    code: 'AWS001',
    prop: 'accountId',
    remedy: 'write it as a text: leading zeros count',
    ...check.pattern(({ accountId }) => accountId, /^\d{12}$/, 'be twelve digits'),
  },
  {
    code: 'AWS002',
    prop: 'region',
    remedy: 'write it as in eu-central-1; a zone such as eu-central-1a is no region',
    ...check.pattern(({ region }) => region, /^[a-z]{2}(-[a-z]+)+-\d$/, 'be the code of a region'),
  },
  {
    code: 'AWS003',
    prop: 'namePrefix',
    remedy: 'choose a short one: bucket names are made from it and end at 63 characters',
    ...check.pattern(
      ({ namePrefix }) => namePrefix,
      /^[a-z]([a-z0-9-]{0,14}[a-z0-9])?$/,
      "be 1 to 16 lower-case letters, digits and '-', starting with a letter",
    ),
  },
  {
    code: 'AWS004',
    prop: 'logRetentionDays',
    remedy: 'take the next larger one',
    ...check.oneOf(({ logRetentionDays }) => logRetentionDays, RETENTIONS),
  },
];
