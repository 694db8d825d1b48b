import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { IIdentity } from '../../core';

/**
 * What drivers do, by resource: they make their executors, the files and volumes of these, look for what servers before them have left, and take all of it
 * away. Their Service is made by who submits them, and is taken away as the rest is. They change pods where executors that leave are to have a label
 * (`spark.kubernetes.executor.decommissionLabel`).
 */
const VERBS: Record<string, string[]> = {
  configmaps: ['create', 'delete', 'deletecollection', 'list'],
  persistentvolumeclaims: ['create', 'delete', 'deletecollection', 'list'],
  pods: ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'watch'],
  services: ['deletecollection'],
};

/** What the grant is made from. */
export interface DriverGrantInput {
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly identity: IIdentity;
}

/**
 * Lets drivers make their executors, in their namespace alone. Names cannot be said: executors have those of their run.
 *
 * Who may make pods may mount any Secret of the namespace, so a namespace belongs to one team.
 *
 * @see https://spark.apache.org/docs/latest/running-on-kubernetes.html#rbac
 */
export class DriverGrant extends Construct {
  public constructor(scope: Construct, id: string, { name, labels, identity }: DriverGrantInput) {
    super(scope, id);
    new k8s.KubeRole(this, 'Role', {
      metadata: { name, labels },
      rules: Object.entries(VERBS).map(([resource, verbs]) => ({ apiGroups: [''], resources: [resource], verbs })),
    });
    new k8s.KubeRoleBinding(this, 'Binding', {
      metadata: { name, labels },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name: identity.serviceAccountName, namespace: identity.namespaceName }],
    });
  }
}
