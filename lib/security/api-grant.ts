import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { IIdentity } from '../core';
import { checkRules, objectName } from '../core/internal';
import { namespaceOf } from '../kubernetes/internal';
import { apiGrantRules } from './security-rules';

/** What may be done with some objects of the namespace. */
export interface ApiPermission {
  /**
   * Their API group: `apps`.
   * @default "", the core group
   */
  readonly apiGroup?: string;
  /** Their resource, and its subresources: `statefulsets`, `statefulsets/scale`. */
  readonly resources: string[];
  /** Their names. No permission reaches further than single objects. */
  readonly names: string[];
  /**
   * What may be done.
   * @default ["get"]
   */
  readonly verbs?: string[];
}

/** Props of `ApiGrant`. */
export interface ApiGrantProps {
  /** The name of the Role and of its binding. */
  readonly name: string;
  /** Who may do it. */
  readonly identity: IIdentity;
  /** What. */
  readonly permissions: ApiPermission[];
  /**
   * Labels of both objects.
   * @default - none
   */
  readonly labels?: Record<string, string>;
}

/**
 * Lets a service account do something with named objects of this namespace through the Kubernetes API.
 *
 * Its pods need the account's token as well, `Volume.apiAccess()`, and an edge to `Peer.apiServer()`.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export class ApiGrant extends Construct {
  public constructor(scope: Construct, id: string, props: ApiGrantProps) {
    super(scope, id);
    const { identity, permissions } = props;
    checkRules(this, apiGrantRules, { permissions });
    namespaceOf(this);
    const name = objectName(this, props.name);
    new k8s.KubeRole(this, 'Role', {
      metadata: { name, labels: props.labels },
      rules: permissions.map(({ apiGroup = '', resources, names, verbs = ['get'] }) => ({
        apiGroups: [apiGroup],
        resources,
        resourceNames: names,
        verbs,
      })),
    });
    new k8s.KubeRoleBinding(this, 'Binding', {
      metadata: { name, labels: props.labels },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name: identity.serviceAccountName, namespace: identity.namespaceName }],
    });
  }
}
