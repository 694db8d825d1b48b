import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { IIdentity } from '../core';
import { OperatorChart } from './charts';

/**
 * The release. There is no chart of it: the fields of one say what its images and definitions are, and which Kubernetes it is known to work with.
 *
 * @see https://github.com/FoundationDB/fdb-kubernetes-operator/blob/v2.33.0/docs/compatibility.md
 */
export const FOUNDATION_DB_RELEASE: OperatorChart = {
  repository: 'https://github.com/FoundationDB/fdb-kubernetes-operator',
  name: 'fdb-kubernetes-operator',
  version: '2.33.0',
  oldestKubernetes: '1.19',
  newestKubernetes: '1.36',
};

const ALL = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];
const GROUP = 'apps.foundationdb.org';
const KINDS = ['foundationdbbackups', 'foundationdbclusters', 'foundationdbrestores'];

/**
 * What it does where its clusters are: what it makes of one is owned by that one and made by it. Of its own objects it writes the finalizers, annotations
 * and status, and makes and deletes none.
 *
 * @see https://github.com/FoundationDB/fdb-kubernetes-operator/blob/v2.33.0/config/rbac/role.yaml (which lets it read Secrets too, and nothing in its source does)
 */
const RULES: k8s.PolicyRule[] = [
  { apiGroups: [''], resources: ['persistentvolumeclaims', 'pods', 'services'], verbs: ALL },
  { apiGroups: [''], resources: ['configmaps'], verbs: ALL.filter((verb) => verb !== 'delete') },
  { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch', 'update'] },
  { apiGroups: ['apps'], resources: ['deployments'], verbs: ALL },
  { apiGroups: [GROUP], resources: KINDS, verbs: ['get', 'list', 'patch', 'update', 'watch'] },
  { apiGroups: [GROUP], resources: KINDS.map((kind) => `${kind}/status`), verbs: ['get', 'patch', 'update'] },
];

/** What the grant is made from. */
export interface FoundationDbOperatorGrantInput {
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly identity: IIdentity;
  /** Default: all. */
  readonly watchNamespace?: string;
}

/** What the operator may do: its work in one namespace or in all, its election in its own, and the labels and taints of nodes. */
export class FoundationDbOperatorGrant extends Construct {
  public constructor(scope: Construct, id: string, input: FoundationDbOperatorGrantInput) {
    super(scope, id);
    const { name, labels, identity, watchNamespace: namespace } = input;
    const subjects = [{ kind: 'ServiceAccount', name: identity.serviceAccountName, namespace: identity.namespaceName }];
    const refersTo = (kind: string, to: string) => ({ apiGroup: 'rbac.authorization.k8s.io', kind, name: to });
    const nodes: k8s.PolicyRule = { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch'] };

    new k8s.KubeClusterRole(this, 'ClusterRole', {
      metadata: { name, labels },
      rules: namespace === undefined ? [...RULES, nodes] : [nodes],
    });
    new k8s.KubeClusterRoleBinding(this, 'ClusterBinding', {
      metadata: { name, labels },
      roleRef: refersTo('ClusterRole', name),
      subjects,
    });
    if (namespace !== undefined) {
      new k8s.KubeRole(this, 'Role', { metadata: { name, namespace, labels }, rules: RULES });
      new k8s.KubeRoleBinding(this, 'Binding', {
        metadata: { name, namespace, labels },
        roleRef: refersTo('Role', name),
        subjects,
      });
    }
    const election = `${name}-election`;
    new k8s.KubeRole(this, 'Election', {
      metadata: { name: election, labels },
      rules: [
        { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create', 'get', 'update'] },
        { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
      ],
    });
    new k8s.KubeRoleBinding(this, 'ElectionBinding', {
      metadata: { name: election, labels },
      roleRef: refersTo('Role', election),
      subjects,
    });
  }
}
