/**
 * A network that clusters and databases are put into: a `DataNetwork`, or one that exists.
 *
 * Lists have one entry a zone, in the order of `zones`, and each entry is a text of its own: Terraform's lists cannot be taken apart here.
 */
export interface IDataNetwork {
  /** The VPC. */
  readonly vpcId: string;
  /** The VPC's address blocks, the primary first: `['10.0.0.0/16', '100.64.0.0/16']`. */
  readonly cidrs: string[];
  /** The zones: `['eu-central-1a', ...]`. */
  readonly zones: string[];
  /** Subnets of nodes and pods, without addresses that the internet can reach. */
  readonly privateSubnetIds: string[];
  /** Subnets of the control plane's network interfaces, without a way to the internet. */
  readonly intraSubnetIds: string[];
}

/** A Kubernetes cluster of EKS: a `DataCluster`, or one that exists. */
export interface IDataCluster {
  /** Its name: `bigdata-prod`. */
  readonly clusterName: string;
  /** The minor version of Kubernetes: `1.35`. */
  readonly kubernetesVersion: string;
  /** The URL of its API. */
  readonly endpoint: string;
  /** The certificate authority of its API, PEM in base64. */
  readonly certificateAuthority: string;
  /** The issuer of its service accounts' tokens, without `https://`. */
  readonly oidcIssuer: string;
  /** The security group of its nodes. */
  readonly nodeSecurityGroupId: string;
}

/** A bucket that others log to: a `LogBucket`, or one that exists and lets S3 write. */
export interface ILogBucket {
  /** Its name. */
  readonly bucketName: string;
}
