import { Duration, Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { Cpu, NodeClass } from '../core';
import { selectorLabels } from '../core/internal';
import { Job, Volume } from '../kubernetes';
import { Peer, PodConnections, ServiceIdentity } from '../security';

/** https://kubernetes.io/releases/version-skew-policy/#kubectl: one minor version around the cluster's. */
const KUBECTL = 'registry.k8s.io/kubectl:v1.35.2';
/** `nobody`. */
const USER = 65534;

/** Props of `CrdStep`. */
export interface CrdStepProps {
  /** Whose they are: `doris-operator`. */
  readonly name: string;
  /** Their release: a new one runs the step anew. */
  readonly version: string;
  /** Where each is published, pinned to the release. */
  readonly urls: string[];
  /** The names of the definitions, which alone may be changed. */
  readonly crds: string[];
}

/**
 * Custom resource definitions that Helm would install once and never upgrade: applied before the release, by the API server's own merge.
 *
 * @see https://helm.sh/docs/chart_best_practices/custom_resource_definitions/
 */
export class CrdStep extends Construct {
  public constructor(scope: Construct, id: string, props: CrdStepProps) {
    super(scope, id);
    const name = `${props.name}-crds`;
    const part = { engine: props.name, cluster: props.name, component: 'crds' };
    const identity = new ServiceIdentity(this, 'Identity', { name });
    new k8s.KubeClusterRole(this, 'Role', {
      metadata: { name },
      rules: [
        { apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'], verbs: ['create'] },
        {
          apiGroups: ['apiextensions.k8s.io'],
          resources: ['customresourcedefinitions'],
          resourceNames: props.crds,
          verbs: ['get', 'patch', 'update'],
        },
      ],
    });
    new k8s.KubeClusterRoleBinding(this, 'Binding', {
      metadata: { name },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', name: identity.serviceAccountName, namespace: identity.namespaceName }],
    });
    const connections = new PodConnections(this, 'Connections', { name, podLabels: selectorLabels(part), ports: [] });
    connections.allowTo(Peer.apiServer());
    connections.allowTo(Peer.cidr('0.0.0.0/0'), [{ name: 'https', port: 443 }]);
    new Job(this, 'Job', {
      // A Job cannot be changed: each release has its own.
      name: `${name}-${props.version.replace(/[^a-z0-9]+/g, '-')}`,
      partOf: part,
      user: USER,
      nodeClass: NodeClass.SYSTEM,
      identity,
      mountToken: true,
      retries: 4,
      deadline: Duration.minutes(10),
      // It may not be changed either, as another setting of the platform would.
      keepFor: Duration.minutes(10),
      containers: [
        {
          name: 'apply',
          image: KUBECTL,
          args: ['apply', '--server-side', '--force-conflicts', ...props.urls.flatMap((url) => ['-f', url])],
          resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(256) },
          mounts: [{ volume: Volume.emptyDir('tmp'), path: '/tmp' }],
        },
      ],
    });
  }
}
