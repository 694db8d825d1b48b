import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { EksAccessEntry } from '@cdktf/provider-aws/lib/eks-access-entry';
import { EksPodIdentityAssociation } from '@cdktf/provider-aws/lib/eks-pod-identity-association';
import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { Construct, IConstruct } from 'constructs';
import { IIdentity } from '../core';
import { AwsProfile } from './aws-profile';
import { policyJson, serviceTrust } from './iam-policy';
import { IDataCluster } from './interfaces';
import { karpenterPolicies } from './karpenter-policies';
import { PodIdentity } from './pod-identity';
import { Role } from './role';
import { NODE_POLICIES } from './system-nodes';
import { waitFor } from './wait-for';

/** What tells that a node will go away. */
const EVENTS: Record<string, { source: string; detailType: string }> = {
  Health: { source: 'aws.health', detailType: 'AWS Health Event' },
  SpotInterruption: { source: 'aws.ec2', detailType: 'EC2 Spot Instance Interruption Warning' },
  Rebalance: { source: 'aws.ec2', detailType: 'EC2 Instance Rebalance Recommendation' },
  StateChange: { source: 'aws.ec2', detailType: 'EC2 Instance State-change Notification' },
  CapacityReservation: {
    source: 'aws.ec2',
    detailType: 'EC2 Capacity Reservation Instance Interruption Warning',
  },
};

/** The role of its nodes, and the profile that machines have it by. */
const NODES = 'karpenter-nodes';

/** Props of `Karpenter`. */
export interface KarpenterProps {
  /** The cluster. */
  readonly cluster: IDataCluster;
  /**
   * Who the controller is in the cluster.
   * @default - the service account `karpenter` of the namespace `karpenter`
   */
  readonly identity?: IIdentity;
}

/**
 * What Karpenter needs of AWS: a role that may run machines of this cluster and no others, the role of those machines, and a queue that says
 * which of them will go away.
 *
 * @see https://karpenter.sh/docs/reference/cloudformation/
 */
export class Karpenter extends Construct {
  /**
   * The instance profile of its nodes, known before it exists.
   *
   * @param scope where it is used; its environment says which it is
   */
  public static instanceProfileOf(scope: IConstruct): string {
    return AwsProfile.of(scope).globalName(scope, NODES);
  }

  /**
   * The queue, known before it exists.
   *
   * @param clusterName the cluster's name
   */
  public static queueOf(clusterName: string): string {
    return `${clusterName}-interruptions`;
  }

  public constructor(scope: Construct, id: string, props: KarpenterProps) {
    super(scope, id);
    const { clusterName } = props.cluster;
    const profile = AwsProfile.of(this);
    const identity = props.identity ?? { namespaceName: 'karpenter', serviceAccountName: 'karpenter' };
    const nodes = new Role(this, 'NodeRole', {
      name: NODES,
      description: 'Nodes that Karpenter opens',
      trust: serviceTrust('ec2.amazonaws.com'),
      managedPolicies: NODE_POLICIES,
    });
    // Made here, so that the controller may make none.
    const instanceProfile = new IamInstanceProfile(this, 'InstanceProfile', {
      name: Karpenter.instanceProfileOf(this),
      path: profile.iamPath(this),
      role: nodes.roleName,
    });
    waitFor(instanceProfile, nodes);
    // Without it nodes start and never join.
    new EksAccessEntry(this, 'NodeAccess', { clusterName, principalArn: nodes.roleArn, type: 'EC2_LINUX' });
    const queueName = Karpenter.queueOf(clusterName);
    this.queue(queueName);
    const controller = new Role(this, 'ControllerRole', {
      name: 'karpenter',
      description: 'Opens and removes nodes',
      trust: PodIdentity.trust(this, clusterName),
    });
    const policies = karpenterPolicies({
      profile,
      clusterName,
      instanceProfileArn: profile.iamArn(`instance-profile${profile.iamPath(this)}${nodes.roleName}`),
      nodeRoleArn: Role.arnOf(this, NODES),
      queueArn: profile.arn('sqs', queueName),
    });
    for (const [name, statements] of Object.entries(policies)) controller.allow(name, statements);
    const association = new EksPodIdentityAssociation(this, 'Association', {
      clusterName,
      namespace: identity.namespaceName,
      serviceAccount: identity.serviceAccountName,
      roleArn: controller.roleArn,
    });
    waitFor(association, ...controller.permissions);
  }

  private queue(name: string): void {
    const profile = AwsProfile.of(this);
    const queue = new SqsQueue(this, 'Interruptions', {
      name,
      // What is older has happened.
      messageRetentionSeconds: 300,
      sqsManagedSseEnabled: true,
    });
    const arn = profile.arn('sqs', name);
    new SqsQueuePolicy(this, 'QueuePolicy', {
      queueUrl: queue.url,
      policy: policyJson([
        {
          Sid: 'Events',
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: arn,
          Condition: { StringEquals: { 'aws:SourceAccount': profile.accountId } },
        },
        {
          Sid: 'TlsOnly',
          Effect: 'Deny',
          Principal: '*',
          Action: 'sqs:*',
          Resource: arn,
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ]),
    });
    for (const [id, { source, detailType }] of Object.entries(EVENTS)) {
      const rule = new CloudwatchEventRule(this, id, {
        name: `${name}-${id.toLowerCase()}`,
        description: detailType,
        eventPattern: JSON.stringify({ source: [source], 'detail-type': [detailType] }),
      });
      new CloudwatchEventTarget(this, `${id}Target`, { rule: rule.name, targetId: 'karpenter', arn: queue.arn });
    }
  }
}
