import { Construct, IConstruct } from 'constructs';
import { Environment } from '../core';
import { checkRules } from '../core/internal';
import { ciRolesRules } from './access-rules';
import { AwsProfile } from './aws-profile';
import { GITHUB_ISSUER, policyJson } from './iam-policy';
import { RemoteState } from './remote-state';
import { Role } from './role';

const PLAN = 'ci-plan';
const APPLY = 'ci-apply';

/** Props of `CiRoles`. */
export interface CiRolesProps {
  /** The repository: `acme/platform`. */
  readonly repository: string;
  /**
   * The environment of the repository whose jobs may apply. Give it required reviewers.
   * @default - the environment's name
   */
  readonly applyEnvironment?: string;
}

/**
 * Who pipelines on GitHub are: one role that plans, for pull requests, and one that applies, for jobs that somebody approved. No key is kept
 * anywhere. The account trusts GitHub once for all of its environments: by `AccountSingletons`.
 *
 * @see https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
 */
export class CiRoles extends Construct {
  /** The ARN of the role that plans, known before it exists. */
  public static planRoleArnOf(scope: IConstruct): string {
    return Role.arnOf(scope, PLAN);
  }

  /** The ARN of the role that applies, known before it exists. */
  public static applyRoleArnOf(scope: IConstruct): string {
    return Role.arnOf(scope, APPLY);
  }

  public constructor(scope: Construct, id: string, props: CiRolesProps) {
    super(scope, id);
    const { repository, applyEnvironment = Environment.of(this).name } = props;
    checkRules(this, ciRolesRules, { repository, applyEnvironment });
    this.planRole(repository);
    this.applyRole(repository, applyEnvironment);
  }

  private planRole(repository: string): void {
    const profile = AwsProfile.of(this);
    const environmentName = Environment.of(this).name;
    const bucket = profile.bucketArn(RemoteState.bucketNameOf(profile, environmentName));
    const role = new Role(this, 'Plan', {
      name: PLAN,
      description: 'Plans changes of the environment, for pull requests',
      trust: this.trust([`repo:${repository}:pull_request`, `repo:${repository}:ref:refs/heads/main`]),
      managedPolicies: ['ReadOnlyAccess'],
    });
    role.allow('State', [
      { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: bucket },
      { Effect: 'Allow', Action: ['s3:GetObject'], Resource: `${bucket}/${environmentName}/*` },
      {
        Effect: 'Allow',
        Action: ['s3:PutObject', 's3:DeleteObject'],
        Resource: `${bucket}/${environmentName}/*.tflock`,
      },
      {
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: profile.arn('kms', 'key/*'),
        Condition: {
          'ForAnyValue:StringEquals': {
            'kms:ResourceAliases': RemoteState.keyAliasOf(profile, environmentName),
          },
        },
      },
      // ReadOnlyAccess reads data too, and a pull request is everybody's.
      {
        Effect: 'Deny',
        Action: ['s3:GetObject', 's3:GetObjectVersion'],
        NotResource: `${bucket}/${environmentName}/*`,
      },
      {
        Effect: 'Deny',
        Action: [
          'athena:GetQueryResults',
          'dynamodb:GetItem',
          'dynamodb:Query',
          'dynamodb:Scan',
          'ecr:GetAuthorizationToken',
          'kinesis:GetRecords',
          'logs:GetLogEvents',
          'logs:FilterLogEvents',
          'sqs:ReceiveMessage',
        ],
        Resource: '*',
      },
    ]);
  }

  private applyRole(repository: string, applyEnvironment: string): void {
    const profile = AwsProfile.of(this);
    const own = `${profile.iamPath(this)}*`;
    const issuers = profile.iamArn(`oidc-provider/oidc.eks.${profile.region}.amazonaws.com/*`);
    const { name: environment } = Environment.of(this);
    const role = new Role(this, 'Apply', {
      name: APPLY,
      description: 'Applies approved changes of the environment',
      trust: this.trust([`repo:${repository}:environment:${applyEnvironment}`]),
      // Everything but IAM and organizations.
      managedPolicies: ['PowerUserAccess'],
    });
    role.allow('OwnRoles', [
      {
        Effect: 'Allow',
        Action: [
          'iam:AddRoleToInstanceProfile',
          'iam:AttachRolePolicy',
          'iam:CreateInstanceProfile',
          'iam:CreateRole',
          'iam:DeleteInstanceProfile',
          'iam:DeleteRole',
          'iam:DeleteRolePolicy',
          'iam:DetachRolePolicy',
          'iam:GetInstanceProfile',
          'iam:GetRole',
          'iam:GetRolePolicy',
          'iam:ListAttachedRolePolicies',
          'iam:ListInstanceProfilesForRole',
          'iam:ListRolePolicies',
          'iam:PutRolePolicy',
          'iam:RemoveRoleFromInstanceProfile',
          'iam:TagInstanceProfile',
          'iam:TagRole',
          'iam:UntagInstanceProfile',
          'iam:UntagRole',
          'iam:UpdateAssumeRolePolicy',
          'iam:UpdateRole',
          'iam:UpdateRoleDescription',
        ],
        Resource: [profile.iamArn(`role${own}`), profile.iamArn(`instance-profile${own}`)],
      },
      {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: profile.iamArn(`role${own}`),
        Condition: {
          StringEquals: {
            'iam:PassedToService': [
              'codebuild.amazonaws.com',
              'ec2.amazonaws.com',
              'eks.amazonaws.com',
              'monitoring.rds.amazonaws.com',
              'pods.eks.amazonaws.com',
              'vpc-flow-logs.amazonaws.com',
            ],
          },
        },
      },
      // The issuers of clusters have names that nobody knows before: those of other environments are told apart by their tags.
      // A new one is tagged as it is made; later, a request names only the tags that change.
      {
        Effect: 'Allow',
        Action: ['iam:CreateOpenIDConnectProvider', 'iam:TagOpenIDConnectProvider'],
        Resource: issuers,
        Condition: {
          StringEquals: { 'aws:RequestTag/environment': environment },
          StringEqualsIfExists: { 'aws:ResourceTag/environment': environment },
        },
      },
      {
        Effect: 'Allow',
        Action: [
          'iam:DeleteOpenIDConnectProvider',
          'iam:GetOpenIDConnectProvider',
          'iam:UpdateOpenIDConnectProviderThumbprint',
        ],
        Resource: issuers,
        Condition: { StringEquals: { 'aws:ResourceTag/environment': environment } },
      },
      {
        Effect: 'Allow',
        Action: 'iam:TagOpenIDConnectProvider',
        Resource: issuers,
        Condition: {
          StringEquals: { 'aws:ResourceTag/environment': environment },
          StringEqualsIfExists: { 'aws:RequestTag/environment': environment },
        },
      },
      {
        Effect: 'Allow',
        Action: 'iam:UntagOpenIDConnectProvider',
        Resource: issuers,
        Condition: {
          StringEquals: { 'aws:ResourceTag/environment': environment },
          // IAM takes keys of tags in any case.
          'ForAllValues:StringNotEqualsIgnoreCase': { 'aws:TagKeys': 'environment' },
        },
      },
      // Nobody gets more by changing what pipelines may do.
      {
        Effect: 'Deny',
        Action: [
          'iam:AttachRolePolicy',
          'iam:DeleteRole',
          'iam:DetachRolePolicy',
          'iam:PutRolePolicy',
          'iam:DeleteRolePolicy',
          'iam:UpdateAssumeRolePolicy',
        ],
        Resource: [PLAN, APPLY].map((name) => Role.arnOf(this, name)),
      },
    ]);
  }

  private trust(subjects: string[]): string {
    return policyJson([
      {
        Effect: 'Allow',
        Principal: { Federated: AwsProfile.of(this).iamArn(`oidc-provider/${GITHUB_ISSUER}`) },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { [`${GITHUB_ISSUER}:aud`]: 'sts.amazonaws.com', [`${GITHUB_ISSUER}:sub`]: subjects },
        },
      },
    ]);
  }
}
