import { StoreAccess } from '../core';
import { Checks, Rule } from '../core/internal';

/** What the checks of a WorkloadAccess look at. */
export interface WorkloadAccessInput {
  readonly roleName: string;
  readonly sdk?: string;
  readonly knowsPodIdentity: boolean;
  readonly hasIssuer: boolean;
}

const access = new Checks<WorkloadAccessInput>();

/** Checks on the props of a WorkloadAccess. */
export const workloadAccessRules: ReadonlyArray<Rule<WorkloadAccessInput>> = [
  {
    code: 'AWS501',
    prop: 'the name made of prefix, environment, namespace and service account',
    remedy: 'shorten the namespace or the service account: IAM takes no longer role names',
    ...access.maxLength(({ roleName }) => roleName, 64),
  },
  {
    code: 'AWS502',
    prop: 'oidcIssuer',
    must: 'be given where the SDK does not know Pod Identity',
    remedy: "pass the cluster's oidcIssuer, or take an engine with a newer SDK",
    violation: ({ sdk, knowsPodIdentity, hasIssuer }) =>
      knowsPodIdentity || hasIssuer ? undefined : `none, for ${sdk}`,
  },
];

/** What the checks of access to stores look at. */
export interface StoreAccessInput {
  readonly access: StoreAccess[];
}

/** S3 by any of its names: of a region, with a prefix for a VPC, by FIPS or dual stack. */
const S3 = /^https:\/\/([\w-]+\.)*s3[\w.-]*\.(amazonaws\.com(\.cn)?|api\.aws)$/;

/** Checks on lists of access to stores. */
export const storeAccessRules: ReadonlyArray<Rule<StoreAccessInput>> = [
  {
    code: 'AWS505',
    prop: 'the stores of storeAccess',
    must: 'be buckets of AWS',
    remedy: 'leave it out of the list: who may use another store is said there, and its clients need keys of its own',
    violation: ({ access }) =>
      access
        .filter(({ store }) => !S3.test(store.endpoint))
        .map(({ store }) => `'${store.bucketName}' at ${store.endpoint}`),
  },
];

/** What the checks of CI roles look at. */
export interface CiRolesInput {
  readonly repository: string;
  readonly applyEnvironment: string;
}

const roles = new Checks<CiRolesInput>();

/** Checks on the props of CiRoles. */
export const ciRolesRules: ReadonlyArray<Rule<CiRolesInput>> = [
  {
    code: 'AWS503',
    prop: 'repository',
    remedy: 'write it as acme/platform: a wildcard would let others in',
    ...roles.pattern(
      ({ repository }) => repository,
      /^[\w.-]+\/[\w.-]+$/,
      "be an owner and a repository of GitHub, without '*'",
    ),
  },
  {
    code: 'AWS504',
    prop: 'applyEnvironment',
    remedy: 'give it required reviewers in the settings of the repository: who may use it may change everything',
    ...roles.pattern(
      ({ applyEnvironment }) => applyEnvironment,
      /^[^*:]+$/,
      "be the name of an environment of the repository, without '*' or ':'",
    ),
  },
];
