/** What the lab understands of a Kubernetes object's pod; whatever else is there is not looked at. */

export interface EnvVar {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly fieldRef?: { readonly fieldPath: string };
    readonly secretKeyRef?: { readonly name: string; readonly key: string };
    readonly configMapKeyRef?: { readonly name: string; readonly key: string };
  };
}

export interface Handler {
  readonly exec?: { readonly command: string[] };
  readonly httpGet?: { readonly path?: string; readonly port: number | string; readonly scheme?: string };
  readonly tcpSocket?: { readonly port: number | string };
}

export interface ContainerSpec {
  readonly name: string;
  readonly image: string;
  readonly command?: string[];
  readonly args?: string[];
  readonly env?: EnvVar[];
  readonly ports?: { readonly name?: string; readonly containerPort: number }[];
  readonly volumeMounts?: {
    readonly name: string;
    readonly mountPath: string;
    readonly subPath?: string;
    readonly readOnly?: boolean;
  }[];
  readonly securityContext?: { readonly readOnlyRootFilesystem?: boolean };
  readonly lifecycle?: { readonly preStop?: Handler };
  readonly startupProbe?: Handler;
  readonly readinessProbe?: Handler;
  readonly livenessProbe?: Handler;
  /** `Always` makes an init container a sidecar. */
  readonly restartPolicy?: string;
}

export interface KeyToPath {
  readonly key: string;
  readonly path: string;
}

export interface VolumeSource {
  readonly configMap?: { readonly name: string; readonly items?: KeyToPath[]; readonly optional?: boolean };
  readonly secret?: {
    readonly secretName?: string;
    readonly name?: string;
    readonly items?: KeyToPath[];
    readonly optional?: boolean;
  };
  readonly emptyDir?: object;
  /** A claim that goes with the pod. */
  readonly ephemeral?: object;
  readonly persistentVolumeClaim?: { readonly claimName: string };
  readonly downwardAPI?: {
    readonly items?: { readonly path: string; readonly fieldRef?: { readonly fieldPath: string } }[];
  };
  readonly serviceAccountToken?: { readonly path: string };
  readonly projected?: { readonly sources: VolumeSource[] };
}

export interface PodSpec {
  /** By default `Always`. */
  readonly restartPolicy?: string;
  readonly containers: ContainerSpec[];
  readonly initContainers?: ContainerSpec[];
  readonly volumes?: (VolumeSource & { readonly name: string })[];
  readonly terminationGracePeriodSeconds?: number;
  readonly serviceAccountName?: string;
  readonly nodeName?: string;
}

/** A pod, as its owner would make it. */
export interface PodManifest {
  readonly name: string;
  readonly namespace: string;
  /** The headless Service that gives it its name, if any does. */
  readonly subdomain?: string;
  readonly labels?: Record<string, string>;
  readonly spec: PodSpec;
}

/** A StatefulSet. */
export interface StatefulSetManifest {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: {
    readonly serviceName: string;
    readonly template: { readonly metadata?: { readonly labels?: Record<string, string> }; readonly spec: PodSpec };
    readonly volumeClaimTemplates?: { readonly metadata: { readonly name: string } }[];
  };
}

/** A Deployment. */
export interface DeploymentManifest {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: {
    readonly template: { readonly metadata?: { readonly labels?: Record<string, string> }; readonly spec: PodSpec };
  };
}

/** A pod of a Deployment, which has a name of its own each time. */
export function replicaOf({ metadata, spec }: DeploymentManifest, suffix: string): PodManifest {
  const { metadata: { labels } = {}, spec: podSpec } = spec.template;
  return { name: `${metadata.name}-${suffix}`, namespace: metadata.namespace ?? 'ns', labels, spec: podSpec };
}

/** The pod of one ordinal of a StatefulSet. */
export function podOf(set: StatefulSetManifest, ordinal: number, namespace = 'ns'): PodManifest {
  const name = `${set.metadata.name}-${ordinal}`;
  const { metadata, spec } = set.spec.template;
  const claims = (set.spec.volumeClaimTemplates ?? []).map((claim) => ({
    name: claim.metadata.name,
    persistentVolumeClaim: { claimName: `${claim.metadata.name}-${name}` },
  }));
  return {
    name,
    namespace: set.metadata.namespace ?? namespace,
    subdomain: set.spec.serviceName,
    labels: {
      ...metadata?.labels,
      'statefulset.kubernetes.io/pod-name': name,
      'apps.kubernetes.io/pod-index': String(ordinal),
    },
    spec: { ...spec, volumes: [...(spec.volumes ?? []), ...claims] },
  };
}
