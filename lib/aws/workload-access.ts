import { EksPodIdentityAssociation } from '@cdktf/provider-aws/lib/eks-pod-identity-association';
import { Construct, IConstruct } from 'constructs';
import { IIdentity, IObjectStore, StoreAccess, StoreMode } from '../core';
import { checkRules } from '../core/internal';
import { storeAccessRules, workloadAccessRules } from './access-rules';
import { AwsProfile } from './aws-profile';
import { AwsSdk } from './aws-sdk';
import { IDataBucket } from './data-bucket';
import { policyJson, PolicyStatement } from './iam-policy';
import { PodIdentity } from './pod-identity';
import { Role } from './role';

/** How pods come to a role. */
export interface WorkloadAccessOptions {
  /**
   * The EKS cluster that the pods run in.
   * @default - the environment's own: `bigdata-prod`
   */
  readonly clusterName?: string;
  /**
   * How the engine speaks to AWS, where it may be too old for Pod Identity.
   * @default - it knows Pod Identity
   */
  readonly sdk?: AwsSdk;
  /**
   * The issuer of the cluster's tokens, without `https://`: for SDKs that are too old for Pod Identity.
   * @default - none is needed
   */
  readonly oidcIssuer?: string;
}

/** Props of `WorkloadAccess`. */
export interface WorkloadAccessProps extends WorkloadAccessOptions {
  /** Who the pods are: an engine's `identity`. */
  readonly identity: IIdentity;
}

/**
 * What some pods may do in AWS: a role that nobody else can take, and that may do nothing but what it was granted.
 *
 * By EKS Pod Identity, or, where the engine's SDK does not know that, by its service account's token: the service account then needs the
 * annotation `eks.amazonaws.com/role-arn` with `roleArn`.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
 */
export class WorkloadAccess extends Construct {
  /**
   * The ARN of the role, known before it exists.
   *
   * @param scope where it is used; its environment says which it is
   */
  public static roleArnOf(scope: IConstruct, identity: IIdentity): string {
    return Role.arnOf(scope, nameOf(identity));
  }

  /**
   * What engines need in their object stores: an access for each identity, named `<namespace>-<service account>`, that reads, or reads and
   * writes, below the prefixes that they use.
   *
   * @param access the `storeAccess` of engines
   * @returns the accesses, in the order in which their identities first stand in the list
   */
  public static forStores(
    scope: Construct,
    access: StoreAccess[],
    options: WorkloadAccessOptions = {},
  ): WorkloadAccess[] {
    checkRules(scope, storeAccessRules, { access });
    const made = new Map<string, WorkloadAccess>();
    for (const { identity, store, mode, prefix } of access) {
      const id = `${identity.namespaceName}-${identity.serviceAccountName}`;
      const workload = made.get(id) ?? new WorkloadAccess(scope, id, { ...options, identity });
      made.set(id, workload);
      const below = prefix === undefined ? '' : `${prefix}/`;
      if (mode === StoreMode.READ) workload.grantRead(store, below);
      else workload.grantReadWrite(store, below);
    }
    return [...made.values()];
  }

  /** The role. */
  public readonly roleArn: string;
  private readonly role: Role;
  private readonly grants = new Set<string>();

  public constructor(scope: Construct, id: string, props: WorkloadAccessProps) {
    super(scope, id);
    const { identity, sdk, oidcIssuer } = props;
    const { namespaceName, serviceAccountName } = identity;
    const profile = AwsProfile.of(this);
    const clusterName = props.clusterName ?? profile.environmentName(this);
    const byToken = sdk !== undefined && !sdk.knowsPodIdentity;
    checkRules(this, workloadAccessRules, {
      sdk: sdk && `${sdk.name} ${sdk.version}`,
      knowsPodIdentity: !byToken,
      hasIssuer: oidcIssuer !== undefined,
    });
    this.role = new Role(this, 'Role', {
      name: nameOf(identity),
      description: `Pods of the service account ${namespaceName}/${serviceAccountName}`,
      trust: byToken ? tokenTrust(profile, oidcIssuer!, identity) : PodIdentity.trust(this, clusterName),
    });
    this.roleArn = this.role.roleArn;
    if (byToken) return;
    new EksPodIdentityAssociation(this, 'Association', {
      clusterName,
      namespace: namespaceName,
      serviceAccount: serviceAccountName,
      roleArn: this.roleArn,
    });
  }

  /**
   * Allow reading a bucket.
   *
   * @param prefix only below it: `warehouse/`; the whole bucket where it is left out
   */
  public grantRead(bucket: IDataBucket, prefix = ''): void {
    this.grant(bucket, prefix, ['s3:GetObject', 's3:GetObjectVersion'], ['kms:Decrypt']);
  }

  /**
   * Allow reading, writing and deleting in a bucket. Versions stay: what is deleted can be brought back.
   *
   * @param prefix only below it: `warehouse/`; the whole bucket where it is left out
   */
  public grantReadWrite(bucket: IDataBucket, prefix = ''): void {
    const objects = [
      's3:GetObject',
      's3:GetObjectVersion',
      's3:PutObject',
      's3:DeleteObject',
      's3:AbortMultipartUpload',
      's3:ListMultipartUploadParts',
    ];
    this.grant(bucket, prefix, objects, ['kms:Decrypt', 'kms:GenerateDataKey']);
  }

  /**
   * Allow something else.
   *
   * @param name of the policy, letters alone
   * @param policyStatements statements of IAM, as IAM writes them
   */
  public allow(name: string, policyStatements: Record<string, unknown>[]): void {
    this.role.allow(name, policyStatements as unknown as PolicyStatement[]);
  }

  private grant(bucket: IDataBucket, prefix: string, objects: string[], key: string[]): void {
    const profile = AwsProfile.of(this);
    const arn = profile.bucketArn(bucket.bucketName);
    const statements: PolicyStatement[] = [
      {
        // S3 takes the name of an object for the prefix where it is asked for one that is not there: who may list it is told so.
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: arn,
        Condition: prefix === '' ? undefined : { StringLike: { 's3:prefix': [prefix, `${prefix}*`] } },
      },
      // IAM knows no prefix for these: with the condition above they would never be allowed.
      { Effect: 'Allow', Action: ['s3:GetBucketLocation', 's3:ListBucketMultipartUploads'], Resource: arn },
      { Effect: 'Allow', Action: objects, Resource: `${arn}/${prefix}*` },
    ];
    if (bucket.keyAlias) {
      statements.push({
        Effect: 'Allow',
        Action: key,
        Resource: profile.arn('kms', 'key/*'),
        // The key by its alias, and only as S3 uses it.
        Condition: {
          'ForAnyValue:StringEquals': { 'kms:ResourceAliases': bucket.keyAlias },
          StringEquals: { 'kms:ViaService': `s3.${profile.region}.amazonaws.com` },
        },
      });
    }
    this.role.allow(this.grantName(bucket, prefix), statements);
  }

  private grantName(bucket: IObjectStore, prefix: string): string {
    const { namePrefix } = AwsProfile.of(this);
    const purpose = bucket.bucketName.replace(new RegExp(`^${namePrefix}-.*-\\d{12}-[a-z]+(-[a-z]+)+-\\d-`), '');
    const base = `${purpose}-${prefix}`
      .replace(/[^a-zA-Z0-9]+/g, '-')
      .replace(/-$/, '')
      .slice(0, 100);
    let name = base;
    for (let count = 2; this.grants.has(name); count++) name = `${base}-${count}`;
    this.grants.add(name);
    return name;
  }
}

function nameOf({ namespaceName, serviceAccountName }: IIdentity): string {
  return namespaceName === serviceAccountName ? namespaceName : `${namespaceName}-${serviceAccountName}`;
}

/** https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html */
function tokenTrust(profile: AwsProfile, issuer: string, identity: IIdentity): string {
  return policyJson([
    {
      Effect: 'Allow',
      Principal: { Federated: profile.iamArn(`oidc-provider/${issuer}`) },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: {
          [`${issuer}:aud`]: 'sts.amazonaws.com',
          [`${issuer}:sub`]: `system:serviceaccount:${identity.namespaceName}:${identity.serviceAccountName}`,
        },
      },
    },
  ]);
}
