import { IConstruct } from 'constructs';
import { Environment, ICloudProfile } from '../core';
import { checkRules, MANAGED_BY } from '../core/internal';
import { profileRules } from './profile-rules';

/** Props of `AwsProfile`. */
export interface AwsProfileProps {
  /** The account that the environment is deployed to: twelve digits. Credentials of another account are refused. */
  readonly accountId: string;
  /** The region: `eu-central-1`. */
  readonly region: string;
  /**
   * What names of cloud resources begin with. Lower-case letters, digits and `-`, at most 16.
   * @default "bigdata"
   */
  readonly namePrefix?: string;
  /**
   * Tags of every resource, beside `environment` and `managed-by`: what costs are allocated by.
   * @default - none
   */
  readonly tags?: Record<string, string>;
  /**
   * Keys of our own in KMS ($1 a month each) instead of those that AWS manages: who may decrypt is then said in one place, and can be revoked.
   * @default true
   */
  readonly customerManagedKeys?: boolean;
  /**
   * How long logs are kept, in days: one of the numbers that CloudWatch takes.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
   * @default 365
   */
  readonly logRetentionDays?: number;
  /**
   * The bucket that Terraform's state is kept in, made by `RemoteState`.
   * @default - state is kept beside cdktf.json, for one person on one machine
   */
  readonly stateBucket?: string;
}

/** Which account and region an environment is deployed to, and how its resources are named: pass it to `Environment.attach` as an extension. */
export class AwsProfile implements ICloudProfile {
  /**
   * The profile of a construct's environment.
   *
   * @throws where the environment has none
   */
  public static of(construct: IConstruct): AwsProfile {
    const environment = Environment.of(construct);
    const found = environment.cloudProfile;
    if (found instanceof AwsProfile) {
      checkRules(construct, profileRules, found.props);
      return found;
    }
    throw new Error(
      `[${construct.node.path}] AWS resources need to know their account and region, and the environment '${environment.name}' does not say; attach one with extensions: [new aws.AwsProfile({ accountId, region })]`,
    );
  }

  public readonly extensionId = Environment.CLOUD_PROFILE;
  /**
   * Annotations that make a network load balancer internal, which reaches pods by their own addresses and keeps those of clients.
   *
   * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/
   */
  public readonly internalLoadBalancerAnnotations: Record<string, string> = {
    'service.beta.kubernetes.io/aws-load-balancer-type': 'external',
    'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internal',
    'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type': 'ip',
    'service.beta.kubernetes.io/aws-load-balancer-target-group-attributes': 'preserve_client_ip.enabled=true',
  };
  /**
   * What EKS puts into pods whose service account has a role: by Pod Identity, and by a web identity (IRSA).
   *
   * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
   * @see https://github.com/aws/amazon-eks-pod-identity-webhook
   */
  public readonly identityVariables: string[] = [
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
    'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
    'AWS_ROLE_ARN',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_REGION',
    'AWS_DEFAULT_REGION',
    'AWS_STS_REGIONAL_ENDPOINTS',
  ];
  /** The account: twelve digits. */
  public readonly accountId: string;
  /** The region. */
  public readonly region: string;
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  public readonly partition: string;
  /** What names of cloud resources begin with. */
  public readonly namePrefix: string;
  /** Tags of every resource, without those that every environment has. */
  public readonly tags: Record<string, string>;
  /** Whether keys in KMS are our own. */
  public readonly customerManagedKeys: boolean;
  /** How long logs are kept, in days. */
  public readonly logRetentionDays: number;
  /** The bucket that Terraform's state is kept in, if any. */
  public readonly stateBucket?: string;

  public constructor(private readonly props: AwsProfileProps) {
    this.accountId = props.accountId;
    this.region = props.region;
    this.partition = props.region.startsWith('cn-')
      ? 'aws-cn'
      : props.region.startsWith('us-gov-')
        ? 'aws-us-gov'
        : 'aws';
    this.namePrefix = props.namePrefix ?? 'bigdata';
    this.tags = { ...props.tags };
    this.customerManagedKeys = props.customerManagedKeys ?? true;
    this.logRetentionDays = props.logRetentionDays ?? 365;
    this.stateBucket = props.stateBucket;
  }

  /** The name that all resources of an environment share: `bigdata-prod`, which is the name of its cluster too. */
  public environmentName(construct: IConstruct): string {
    return `${this.namePrefix}-${Environment.of(construct).name}`;
  }

  /**
   * The tags of every resource of an environment: for what the provider's default tags do not reach, as volumes and machines that
   * controllers make.
   */
  public resourceTags(construct: IConstruct): Record<string, string> {
    return { ...this.tags, environment: Environment.of(construct).name, 'managed-by': MANAGED_BY };
  }

  /**
   * The name of a bucket, known before the bucket exists: `<prefix>-<environment>-<account>-<region>-<purpose>`.
   *
   * @param environmentName the environment's name: `prod`
   */
  public bucketName(environmentName: string, purpose: string): string {
    return [this.namePrefix, environmentName, this.accountId, this.region, purpose].join('-');
  }

  /**
   * The alias of a key in KMS, known before the key exists: `alias/<prefix>/<environment>/<purpose>`.
   *
   * @param environmentName the environment's name: `prod`
   */
  public keyAlias(environmentName: string, purpose: string): string {
    return ['alias', this.namePrefix, environmentName, purpose].join('/');
  }

  /**
   * The ARN of a resource of this account and region.
   *
   * @param service `eks`
   * @param resource `cluster/bigdata-prod`
   */
  public arn(service: string, resource: string): string {
    return `arn:${this.partition}:${service}:${this.region}:${this.accountId}:${resource}`;
  }

  /** The ARN of a bucket, which names neither account nor region. */
  public bucketArn(bucketName: string): string {
    return `arn:${this.partition}:s3:::${bucketName}`;
  }

  /**
   * The ARN of something in IAM of this account, which knows no region.
   *
   * @param resource `role/bigdata/prod/eu-central-1/bigdata-prod-eu-central-1-nodes`
   */
  public iamArn(resource: string): string {
    return `arn:${this.partition}:iam::${this.accountId}:${resource}`;
  }

  /**
   * The name of something that an account has once for all of its regions, as roles: `bigdata-prod-eu-central-1-nodes`.
   *
   * @param name `nodes`
   */
  public globalName(construct: IConstruct, name: string): string {
    return `${this.environmentName(construct)}-${this.region}-${name}`;
  }

  /**
   * Under what the roles of an environment lie: `/bigdata/prod/eu-central-1/`. A pattern that begins with it matches none of another
   * environment, whatever their names begin with.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-friendly-names
   */
  public iamPath(construct: IConstruct): string {
    return `/${this.namePrefix}/${Environment.of(construct).name}/${this.region}/`;
  }
}
