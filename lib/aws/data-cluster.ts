import { EksAccessEntry } from '@cdktf/provider-aws/lib/eks-access-entry';
import { EksAccessPolicyAssociation } from '@cdktf/provider-aws/lib/eks-access-policy-association';
import { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster';
import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import { DeletionPolicy, Environment } from '../core';
import { checkRules } from '../core/internal';
import { Access } from './access';
import { AddOns } from './add-ons';
import { AwsProfile } from './aws-profile';
import { clusterRules } from './cluster-rules';
import { EksVersion } from './eks-version';
import { serviceTrust } from './iam-policy';
import { IDataCluster, IDataNetwork } from './interfaces';
import { logGroup } from './log-group';
import { logKey } from './log-key';
import { NodeSecurityGroup } from './node-security-group';
import { Role } from './role';
import { SystemNodes } from './system-nodes';
import { waitFor } from './wait-for';

/** What the control plane logs. */
export enum ControlPlaneLog {
  /** Every request. */
  API = 'api',
  /** Who did what. */
  AUDIT = 'audit',
  /** Who signed in. */
  AUTHENTICATOR = 'authenticator',
  /** What controllers do. */
  CONTROLLER_MANAGER = 'controllerManager',
  /** Where pods go. */
  SCHEDULER = 'scheduler',
}

/** The nodes that the platform itself runs on. */
export interface SystemNodesProps {
  /**
   * Their instance type, of the arm64 architecture.
   * @default "m7g.large"
   */
  readonly instanceType?: string;
  /**
   * How many.
   * @default - one for each zone, at least two
   */
  readonly count?: number;
}

/** Props of `DataCluster`. */
export interface DataClusterProps {
  /** Where it stands. */
  readonly network: IDataNetwork;
  /**
   * The version of Kubernetes.
   * @default EksVersion.V1_35
   */
  readonly version?: EksVersion;
  /**
   * Why a version past its standard support is kept where data is retained.
   * @default - it is refused
   */
  readonly pastSupportReason?: string;
  /**
   * How one reaches its API. Must be given where the environment retains data.
   * @default - from inside of the VPC alone
   */
  readonly access?: Access;
  /** Who may do everything in it: ARNs of roles or users. */
  readonly administrators: string[];
  /**
   * Who may see everything in it, Secrets too, as a plan must.
   * @default - nobody
   */
  readonly viewers?: string[];
  /**
   * What the control plane logs. The scheduler and the controllers of a busy Spark cluster write much, at $0.50 a GB.
   * @default - everything
   */
  readonly logs?: ControlPlaneLog[];
  /**
   * The nodes that the platform itself runs on.
   * @default - one m7g.large for each zone
   */
  readonly systemNodes?: SystemNodesProps;
}

/**
 * A Kubernetes cluster of EKS that is safe to run data on: its API private or open to named addresses, all it does logged, its secrets under a
 * key of our own, nobody in it who is not named, and nodes and add-ons that make a pod schedulable, in the order that works.
 *
 * @see https://docs.aws.amazon.com/eks/latest/best-practices/introduction.html
 */
export class DataCluster extends Construct implements IDataCluster {
  /** A cluster that exists. */
  public static fromAttributes(attributes: IDataCluster): IDataCluster {
    return attributes;
  }

  public readonly clusterName: string;
  public readonly kubernetesVersion: string;
  public readonly endpoint: string;
  public readonly certificateAuthority: string;
  public readonly oidcIssuer: string;
  public readonly nodeSecurityGroupId: string;

  public constructor(scope: Construct, id: string, props: DataClusterProps) {
    super(scope, id);
    const profile = AwsProfile.of(this);
    const environment = Environment.of(this);
    const { network, version = EksVersion.V1_35, access, administrators, viewers = [] } = props;
    const retained = environment.deletionPolicy === DeletionPolicy.RETAIN;
    const nodeCount = props.systemNodes?.count ?? Math.max(2, network.zones.length);
    checkRules(this, clusterRules, {
      retained,
      version: version.minorVersion,
      endOfStandardSupport: version.endOfStandardSupport,
      asOf: EksVersion.AS_OF,
      pastSupportReason: props.pastSupportReason,
      hasAccess: access !== undefined,
      publicCidrs: access?.publicCidrs ?? [],
      administrators,
      viewers,
      minimumNodes: nodeCount,
      zones: network.zones.length,
    });
    this.clusterName = profile.environmentName(this);
    this.kubernetesVersion = version.minorVersion;
    const key = logKey(this, 'Key', 'cluster');
    // EKS would make it without an end, and leave it behind.
    const logs = logGroup(this, 'Logs', `/aws/eks/${this.clusterName}/cluster`, key?.keyArn);
    const role = new Role(this, 'Role', {
      name: 'cluster',
      description: 'The control plane',
      trust: serviceTrust('eks.amazonaws.com'),
      managedPolicies: ['AmazonEKSClusterPolicy'],
    });
    const publicCidrs = access?.publicCidrs ?? [];
    const cluster = new EksCluster(this, 'Resource', {
      name: this.clusterName,
      version: version.minorVersion,
      roleArn: role.roleArn,
      vpcConfig: {
        subnetIds: network.intraSubnetIds,
        endpointPrivateAccess: true,
        endpointPublicAccess: publicCidrs.length > 0,
        publicAccessCidrs: publicCidrs.length > 0 ? publicCidrs : undefined,
      },
      accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: false },
      bootstrapSelfManagedAddons: false,
      enabledClusterLogTypes: props.logs ?? Object.values(ControlPlaneLog),
      encryptionConfig: key && { provider: { keyArn: key.keyArn }, resources: ['secrets'] },
      // At the end of standard support AWS upgrades instead of asking for six times as much.
      upgradePolicy: { supportType: props.pastSupportReason ? 'EXTENDED' : 'STANDARD' },
      zonalShiftConfig: { enabled: true },
      deletionProtection: retained,
      dependsOn: [logs],
      lifecycle: {
        preventDestroy: retained ? true : undefined,
        // Both are read when a cluster is made; a change would replace it.
        ignoreChanges: [
          'access_config[0].bootstrap_cluster_creator_admin_permissions',
          'bootstrap_self_managed_addons',
        ],
      },
    });
    waitFor(cluster, ...role.permissions);
    this.endpoint = cluster.endpoint;
    this.certificateAuthority = cluster.certificateAuthority.get(0).data;
    const issuer = cluster.identity.get(0).oidc.get(0).issuer;
    this.oidcIssuer = Fn.replace(issuer, 'https://', '');
    // For engines whose SDK does not know Pod Identity.
    new IamOpenidConnectProvider(this, 'TokenIssuer', { url: issuer, clientIdList: ['sts.amazonaws.com'] });
    const apiSecurityGroupId = cluster.vpcConfig.clusterSecurityGroupId;

    for (const arn of administrators) this.admit(cluster, arn, 'AmazonEKSClusterAdminPolicy');
    for (const arn of viewers) this.admit(cluster, arn, 'AmazonEKSAdminViewPolicy');
    const group = new NodeSecurityGroup(this, 'NodeSecurityGroup', {
      clusterName: this.clusterName,
      vpcId: network.vpcId,
      cidrs: network.cidrs,
      apiSecurityGroupId,
    });
    this.nodeSecurityGroupId = group.groupId;
    const addOns = new AddOns(this, 'AddOns', { cluster, clusterName: this.clusterName, versions: version.addOns });
    const nodes = new SystemNodes(this, 'SystemNodes', {
      clusterName: this.clusterName,
      version: version.minorVersion,
      subnetIds: network.privateSubnetIds,
      securityGroupIds: [group.groupId],
      instanceType: props.systemNodes?.instanceType ?? 'm7g.large',
      count: nodeCount,
    });
    waitFor(nodes.group, cluster, ...addOns.beforeNodes, group);
    addOns.addAfterNodes(nodes.group);
    for (const wayIn of access?.waysIn ?? []) {
      wayIn._bind({
        scope: this,
        clusterName: this.clusterName,
        vpcId: network.vpcId,
        subnetIds: network.privateSubnetIds,
        apiSecurityGroupId,
        keyArn: key?.keyArn,
      });
    }
  }

  private admit(cluster: EksCluster, principalArn: string, policy: string): void {
    const scope = new Construct(this, principalArn.replace(/^.*:/, '').replace(/[^a-zA-Z0-9-]+/g, '-'));
    const entry = new EksAccessEntry(scope, 'Entry', { clusterName: cluster.name, principalArn, type: 'STANDARD' });
    new EksAccessPolicyAssociation(scope, 'Policy', {
      clusterName: cluster.name,
      principalArn: entry.principalArn,
      policyArn: `arn:${AwsProfile.of(this).partition}:eks::aws:cluster-access-policy/${policy}`,
      accessScope: { type: 'cluster' },
    });
  }
}
