import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { IIdentity } from '../../../core';

/** What the grant is made from. */
export interface PodGrantInput {
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly identity: IIdentity;
}

/**
 * What the monitor in each pod does: it says in the annotations of its pod what it runs, by which the operator knows it, and reads the labels of its node.
 * Names of pods cannot be said, since the operator draws them: it may change every pod of the namespace.
 *
 * @see https://github.com/FoundationDB/fdb-kubernetes-operator/blob/v2.33.0/config/tests/three_data_hall/unified_image_role.yaml
 */
export class PodGrant extends Construct {
  public constructor(scope: Construct, id: string, { name, labels, identity }: PodGrantInput) {
    super(scope, id);
    const group = 'rbac.authorization.k8s.io';
    const subjects = [{ kind: 'ServiceAccount', name: identity.serviceAccountName, namespace: identity.namespaceName }];
    new k8s.KubeRole(this, 'Role', {
      metadata: { name, labels },
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'patch', 'update', 'watch'] }],
    });
    new k8s.KubeRoleBinding(this, 'Binding', {
      metadata: { name, labels },
      roleRef: { apiGroup: group, kind: 'Role', name },
      subjects,
    });
    const cluster = `${identity.namespaceName}-${name}`;
    new k8s.KubeClusterRole(this, 'Nodes', {
      metadata: { name: cluster, labels },
      rules: [{ apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch'] }],
    });
    new k8s.KubeClusterRoleBinding(this, 'NodesBinding', {
      metadata: { name: cluster, labels },
      roleRef: { apiGroup: group, kind: 'ClusterRole', name: cluster },
      subjects,
    });
  }
}
