import { StoreAccess } from '../core';
import { Checks, Rule } from '../core/internal';

/** What the checks of a role look at. */
export interface RoleInput {
  readonly roleName: string;
}

const role = new Checks<RoleInput>();

/** Checks on each role. */
export const roleRules: ReadonlyArray<Rule<RoleInput>> = [
  {
    code: 'AWS501',
    prop: "a role's name, made of namePrefix, environment, region, and namespace and service account or what it is for,",
    remedy: 'shorten the namespace, the service account or the namePrefix of the AwsProfile: IAM takes no longer names',
    ...role.maxLength(({ roleName }) => roleName, 64),
  },
];

/** What the checks of a WorkloadAccess look at. */
export interface WorkloadAccessInput {
  readonly sdk?: string;
  readonly knowsPodIdentity: boolean;
  readonly hasIssuer: boolean;
}

/** Checks on the props of a WorkloadAccess. */
export const workloadAccessRules: ReadonlyArray<Rule<WorkloadAccessInput>> = [
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
