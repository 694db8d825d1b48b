import { k8s } from 'cdk8s-plus-34';

/** A volume that each pod of a component claims. */
export interface DorisComponentVolume {
  readonly name: string;
  readonly path: string;
  readonly claim: k8s.PersistentVolumeClaimSpec;
}

/** What a component is made from, complete. */
export interface DorisComponentInput {
  /** Its pods, of which the operator takes what its schema has fields for. */
  readonly template: k8s.PodTemplateSpec & { readonly spec: k8s.PodSpec };
  readonly affinity: k8s.Affinity;
  readonly replicas: number;
  readonly volumes: DorisComponentVolume[];
  /** How long a start may take, in seconds. */
  readonly startTimeout: number;
}

/** A component as the operator reads it. */
export interface ComponentJson extends Record<string, unknown> {
  /** As it is pulled. */
  readonly image: string;
}

/**
 * A component as the operator reads it. All that may be said is said: what is left out, the operator writes into the object itself, or leaves on the pods
 * as it was.
 *
 * @see https://github.com/apache/doris-operator/blob/26.0.0/api/doris/v1/types.go
 */
export function componentJson(input: DorisComponentInput): ComponentJson {
  const { metadata } = input.template;
  const { secrets, configMaps } = filesOf(input);
  return {
    ...commonJson(input),
    podLabels: metadata?.labels,
    secrets,
    configMapInfo: { configMaps: configMaps.map(({ name, mountPath }) => ({ configMapName: name, mountPath })) },
    persistentVolumes: input.volumes.map(({ name, path, claim }) => ({
      name,
      mountPath: path,
      // The operator's own claims can never be deleted, and its chart gives it no right to make any.
      provisioner: 'StatefulSet',
      persistentVolumeClaimSpec: k8s.toJson_PersistentVolumeClaimSpec(claim),
    })),
  };
}

/**
 * The same where storage and compute are apart. A volume has no path: the operator finds it in the component's own file, and names the claim by the last
 * part of it.
 *
 * @see https://github.com/apache/doris-operator/blob/26.0.0/api/disaggregated/v1/types.go
 */
export function disaggregatedJson(input: DorisComponentInput): ComponentJson {
  const { metadata } = input.template;
  const { secrets, configMaps } = filesOf(input);
  return {
    ...commonJson(input),
    labels: metadata?.labels,
    secrets,
    configMaps,
    // Else it makes a volume of 200 GiB for them.
    logNotStore: true,
    persistentVolumes:
      input.volumes.length > 0
        ? input.volumes.map(({ claim }) => ({
            logNotStore: true,
            provisioner: 'StatefulSet',
            persistentVolumeClaimSpec: k8s.toJson_PersistentVolumeClaimSpec(claim),
          }))
        : undefined,
  };
}

/** What both have. */
function commonJson(input: DorisComponentInput): ComponentJson {
  const { metadata, spec } = input.template;
  const [container] = spec.containers;
  const { resources = {} } = container;
  return {
    replicas: input.replicas,
    // A container of ours always has one.
    image: container.image!,
    imagePullSecrets: spec.imagePullSecrets,
    serviceAccount: spec.serviceAccountName,
    annotations: metadata?.annotations,
    requests: amounts(resources.requests),
    limits: amounts(resources.limits),
    envVars: container.env?.map((variable) => k8s.toJson_EnvVar(variable)),
    nodeSelector: spec.nodeSelector,
    tolerations: spec.tolerations?.map((toleration) => k8s.toJson_Toleration(toleration)),
    affinity: k8s.toJson_Affinity(input.affinity),
    hostAliases: spec.hostAliases?.map((alias) => k8s.toJson_HostAlias(alias)),
    securityContext: k8s.toJson_PodSecurityContext(spec.securityContext),
    containerSecurityContext: k8s.toJson_SecurityContext(container.securityContext),
    service: { type: 'ClusterIP' },
    startTimeout: input.startTimeout,
  };
}

function filesOf({ template: { spec } }: DorisComponentInput) {
  const { volumes = [], containers } = spec;
  const [{ volumeMounts = [] }] = containers;
  const mounts = volumeMounts.map(({ name, mountPath }) => ({
    mountPath,
    volume: volumes.find((volume) => volume.name === name),
  }));
  const secrets = mounts.flatMap(({ mountPath, volume }) =>
    volume?.secret ? [{ secretName: volume.secret.secretName, mountPath }] : [],
  );
  const configMaps = mounts.flatMap(({ mountPath, volume }) =>
    volume?.configMap ? [{ name: volume.configMap.name, mountPath }] : [],
  );
  return { secrets: secrets.length > 0 ? secrets : undefined, configMaps };
}

function amounts(quantities: Record<string, k8s.Quantity> | undefined): Record<string, unknown> {
  return Object.fromEntries(Object.entries(quantities ?? {}).map(([name, { value }]) => [name, value]));
}
