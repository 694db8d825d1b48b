import { k8s } from 'cdk8s-plus-34';

interface Containers {
  readonly spec?: { readonly containers?: object[]; readonly initContainers?: object[] };
}

/** Containers that the operator makes with an image of its own choice, and refuses with a tag. */
const OPERATED = ['foundationdb', 'foundationdb-kubernetes-sidecar', 'foundationdb-kubernetes-init'];

/**
 * A pod template as the operator takes it: it names the image of its containers itself, by release, and refuses one that has a tag.
 *
 * @see https://github.com/FoundationDB/fdb-kubernetes-operator/blob/v2.33.0/internal/pod_models.go (GetImage)
 */
export function withoutImages(template: k8s.PodTemplateSpec): object {
  const json = k8s.toJson_PodTemplateSpec(template) as Containers;
  const stripped = (containers?: object[]) =>
    containers?.map((container) => {
      const { image, ...rest } = container as { image?: string; name: string };
      return OPERATED.includes(rest.name) ? rest : { ...rest, image };
    });
  const { containers, initContainers, ...spec } = json.spec ?? {};
  return {
    ...json,
    spec: { ...spec, containers: stripped(containers), initContainers: stripped(initContainers) },
  };
}
