import { k8s } from 'cdk8s-plus-34';
import { InstallationTemplates } from './installation-common';

/** The templates as the custom resource holds them. */
export function templatesJson({ podTemplates, volumeClaimTemplates, serviceTemplates }: InstallationTemplates) {
  return {
    podTemplates: podTemplates.map(({ name, metadata, spec }) => ({
      name,
      metadata: k8s.toJson_ObjectMeta(metadata),
      spec: k8s.toJson_PodSpec(spec),
    })),
    volumeClaimTemplates: volumeClaimTemplates.map(({ name, reclaimPolicy, spec }) => ({
      name,
      reclaimPolicy,
      spec: k8s.toJson_PersistentVolumeClaimSpec(spec),
    })),
    serviceTemplates: serviceTemplates?.map(({ name, generateName, metadata, spec }) => ({
      name,
      generateName,
      metadata: k8s.toJson_ObjectMeta(metadata),
      spec: k8s.toJson_ServiceSpec(spec),
    })),
  };
}

/** The operator's schema knows booleans only as text. */
export function yesNo(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : value ? 'yes' : 'no';
}
