import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { Construct, IConstruct } from 'constructs';
import { Environment } from '../core';
import { checkRules } from '../core/internal';
import { ciRolesRules } from './access-rules';
import { AwsProfile } from './aws-profile';
import { policyJson } from './iam-policy';
import { RemoteState } from './remote-state';
import { Role } from './role';

const ISSUER = 'token.actions.githubusercontent.com';

/** Props of `CiRoles`. */
export interface CiRolesProps {
  /** The repository: `acme/platform`. */
  readonly repository: string;
  /**
   * The environment of the repository whose jobs may apply. Give it required reviewers.
   * @default - the environment's name
   */
  readonly applyEnvironment?: string;
  /**
   * Whether the account has GitHub's provider already: there can be only one.
   * @default false
   */
  readonly providerExists?: boolean;
}

/**
 * Who pipelines on GitHub are: one role that plans, for pull requests, and one that applies, for jobs that somebody approved. No key is kept
 * anywhere.
 *
 * @see https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
 */
export class CiRoles extends Construct {
  /** The ARN of the role that plans, known before it exists. */
  public static planRoleArnOf(scope: IConstruct): string {
    const profile = AwsProfile.of(scope);
    return profile.iamArn(`role/${profile.environmentName(scope)}-ci-plan`);
  }

  /** The ARN of the role that applies, known before it exists. */
  public static applyRoleArnOf(scope: IConstruct): string {
    const profile = AwsProfile.of(scope);
    return profile.iamArn(`role/${profile.environmentName(scope)}-ci-apply`);
  }

  public constructor(scope: Construct, id: string, props: CiRolesProps) {
    super(scope, id);
    const { repository, applyEnvironment = Environment.of(this).name } = props;
    checkRules(this, ciRolesRules, { repository, applyEnvironment });
    if (!props.providerExists) {
      new IamOpenidConnectProvider(this, 'Provider', { url: `https://${ISSUER}`, clientIdList: ['sts.amazonaws.com'] });
    }
    this.planRole(repository);
    this.applyRole(repository, applyEnvironment);
  }

  private planRole(repository: string): void {
    const profile = AwsProfile.of(this);
    const environmentName = Environment.of(this).name;
    const bucket = profile.bucketArn(RemoteState.bucketNameOf(profile, environmentName));
    const role = new Role(this, 'Plan', {
      name: 'ci-plan',
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
            'kms:ResourceAliases': `alias/${profile.environmentName(this)}-terraform-state`,
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
    const own = `${profile.environmentName(this)}-*`;
    const role = new Role(this, 'Apply', {
      name: 'ci-apply',
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
        Resource: [profile.iamArn(`role/${own}`), profile.iamArn(`instance-profile/${own}`)],
      },
      {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: profile.iamArn(`role/${own}`),
        Condition: {
          StringEquals: {
            'iam:PassedToService': [
              'codebuild.amazonaws.com',
              'ec2.amazonaws.com',
              'eks.amazonaws.com',
              'pods.eks.amazonaws.com',
              'vpc-flow-logs.amazonaws.com',
            ],
          },
        },
      },
      {
        Effect: 'Allow',
        Action: [
          'iam:CreateOpenIDConnectProvider',
          'iam:DeleteOpenIDConnectProvider',
          'iam:GetOpenIDConnectProvider',
          'iam:TagOpenIDConnectProvider',
          'iam:UpdateOpenIDConnectProviderThumbprint',
        ],
        Resource: profile.iamArn(`oidc-provider/oidc.eks.${profile.region}.amazonaws.com/*`),
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
        Resource: profile.iamArn(`role/${profile.environmentName(this)}-ci-*`),
      },
    ]);
  }

  private trust(subjects: string[]): string {
    return policyJson([
      {
        Effect: 'Allow',
        Principal: { Federated: AwsProfile.of(this).iamArn(`oidc-provider/${ISSUER}`) },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com', [`${ISSUER}:sub`]: subjects } },
      },
    ]);
  }
}
