import { EksAddon } from '@cdktf/provider-aws/lib/eks-addon';
import { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster';
import { Construct } from 'constructs';
import { NodeClass } from '../core';
import { AwsProfile } from './aws-profile';
import { ebsCsiPolicy } from './ebs-csi-policy';
import { AddOnVersions } from './eks-version';
import { CLUSTER_TAG, NODE_CLASS_LABEL, SYSTEM_TAINT } from './node-labels';
import { PodIdentity } from './pod-identity';
import { Role } from './role';
import { waitFor } from './wait-for';

/** What add-ons are made from. */
export interface AddOnsInput {
  readonly cluster: EksCluster;
  readonly clusterName: string;
  readonly versions: AddOnVersions;
}

const TOLERATE_ALL = [{ operator: 'Exists' }];

/**
 * The add-ons of EKS, in the order that works: what a node needs to become ready before the first node, what needs a node after it.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html
 */
export class AddOns extends Construct {
  public readonly beforeNodes: EksAddon[];
  private readonly input: AddOnsInput;

  public constructor(scope: Construct, id: string, input: AddOnsInput) {
    super(scope, id);
    this.input = input;
    const { versions } = input;
    const cni = new Role(this, 'CniRole', {
      name: 'vpc-cni',
      description: 'Gives pods addresses of the VPC',
      trust: PodIdentity.trust(this),
      managedPolicies: ['AmazonEKS_CNI_Policy'],
    });
    const vpcCni = this.addOn('vpc-cni', versions.vpcCni, {
      configuration: {
        enableNetworkPolicy: 'true',
        // Blocks of 16 addresses: a node starts pods without asking for each.
        env: { ENABLE_PREFIX_DELEGATION: 'true', WARM_PREFIX_TARGET: '1' },
        tolerations: TOLERATE_ALL,
      },
      identity: { role: cni, serviceAccount: 'aws-node' },
    });
    waitFor(vpcCni, ...cni.permissions);
    this.beforeNodes = [
      vpcCni,
      this.addOn('kube-proxy', versions.kubeProxy),
      this.addOn('eks-pod-identity-agent', versions.podIdentityAgent),
    ];
  }

  /** What needs nodes to run on. */
  public addAfterNodes(nodes: Construct): void {
    const { versions } = this.input;
    const placed = {
      nodeSelector: { [NODE_CLASS_LABEL]: NodeClass.SYSTEM.id },
      tolerations: [{ key: SYSTEM_TAINT, operator: 'Exists' }],
    };
    const csi = new Role(this, 'CsiRole', {
      name: 'ebs-csi',
      description: 'Makes and attaches volumes',
      trust: PodIdentity.trust(this),
    });
    csi.allow('Volumes', ebsCsiPolicy(AwsProfile.of(this), this.input.clusterName));
    const after = [
      this.addOn('coredns', versions.coreDns, {
        // Bursts of executors ask more than two copies answer.
        configuration: { ...placed, autoScaling: { enabled: true, minReplicas: 2, maxReplicas: 10 } },
      }),
      this.addOn('aws-ebs-csi-driver', versions.ebsCsiDriver, {
        configuration: {
          controller: {
            ...placed,
            // The provider's default tags do not reach volumes that claims ask for. The driver may use what its own tag is on, snapshots too.
            extraVolumeTags: { ...AwsProfile.of(this).resourceTags(this), [CLUSTER_TAG]: this.input.clusterName },
          },
          node: { tolerateAllTaints: true },
        },
        identity: { role: csi, serviceAccount: 'ebs-csi-controller-sa' },
      }),
      this.addOn('metrics-server', versions.metricsServer, { configuration: placed }),
      this.addOn('eks-node-monitoring-agent', versions.nodeMonitoringAgent),
    ];
    for (const addOn of after) waitFor(addOn, nodes, ...csi.permissions);
  }

  private addOn(
    name: string,
    addonVersion: string,
    options: { configuration?: object; identity?: { role: Role; serviceAccount: string } } = {},
  ): EksAddon {
    const { configuration, identity } = options;
    return new EksAddon(this, name, {
      clusterName: this.input.cluster.name,
      addonName: name,
      addonVersion,
      resolveConflictsOnCreate: 'OVERWRITE',
      resolveConflictsOnUpdate: 'OVERWRITE',
      configurationValues: configuration && JSON.stringify(configuration),
      podIdentityAssociation: identity && [{ roleArn: identity.role.roleArn, serviceAccount: identity.serviceAccount }],
    });
  }
}
