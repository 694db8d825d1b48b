import { Checks, Rule } from '../core/internal';

/** What the checks of a bucket look at. */
export interface BucketInput {
  readonly purpose: string;
  readonly name: string;
}

const check = new Checks<BucketInput>();

/** Checks on the props of a bucket. */
export const bucketRules: ReadonlyArray<Rule<BucketInput>> = [
  {
    code: 'AWS401',
    prop: 'purpose',
    remedy: 'write it as in backups',
    ...check.kubernetesName(({ purpose }) => purpose),
  },
  {
    code: 'AWS402',
    prop: 'the name made of prefix, environment, account, region and purpose',
    remedy: 'shorten the purpose, or the namePrefix of the AwsProfile',
    ...check.maxLength(({ name }) => name, 63),
  },
];

/** What the checks of a catalog look at. */
export interface CatalogInput {
  readonly name: string;
}

/** Checks on the props of a GlueCatalog. */
export const catalogRules: ReadonlyArray<Rule<CatalogInput>> = [
  {
    code: 'AWS407',
    prop: 'name',
    remedy: "write it as in web_events: '__' stands between the environment and the name",
    ...new Checks<CatalogInput>().pattern(
      ({ name }) => name,
      /^[a-z0-9]+(_[a-z0-9]+)*$/,
      "be lower-case letters and digits, with single '_' between them",
    ),
  },
];
