import { disaggregatedTemplates, dorisTemplates } from './doris-operator';
import { KubeObject } from './kube-client';

interface Template {
  readonly metadata?: { readonly labels?: Record<string, string> };
  readonly spec: object;
}

interface Claim {
  readonly metadata: { readonly name: string };
}

/** A StatefulSet's controller adds a volume for each claim. */
function withClaims(template: Template, claims: Claim[] = []): Template {
  const { volumes = [] } = template.spec as { volumes?: object[] };
  const claimed = claims.map(({ metadata: { name } }) => ({ name, persistentVolumeClaim: { claimName: name } }));
  return { ...template, spec: { ...template.spec, volumes: [...volumes, ...claimed] } };
}

/** Every pod template of an object, whether of a workload or of an operator's resource. */
export function podTemplatesOf(object: KubeObject): { namespaceName: string; template: Template }[] {
  // Its template is one of nodes.
  if (object.kind === 'NodePool') return [];
  const namespaceName = object.metadata.namespace ?? '';
  if (object.kind === 'FoundationDBCluster' || object.kind === 'FoundationDBBackup') {
    return foundationDbTemplates(object.spec as FoundationDbSpec).map((template) => ({ namespaceName, template }));
  }
  if (object.kind === 'DorisCluster') {
    return dorisTemplates(object).map((template) => ({ namespaceName, template }));
  }
  if (object.kind === 'DorisDisaggregatedCluster') {
    return disaggregatedTemplates(object).map((template) => ({ namespaceName, template }));
  }
  return templates(object.spec as Record<string, unknown> | undefined).map((template) => ({ namespaceName, template }));
}

interface FoundationDbSpec {
  readonly version: string;
  readonly mainContainer: { readonly imageConfigs: { readonly baseImage: string; readonly tagSuffix?: string }[] };
  readonly processes?: Record<string, { readonly podTemplate: Template }>;
  readonly podTemplateSpec?: Template;
}

/** The label by which the operator of FoundationDB tells classes of processes apart. */
export const PROCESS_CLASS = 'foundationdb.org/fdb-process-class';

/** The operator of FoundationDB says the image, and what its own volumes are. */
function foundationDbTemplates({ version, mainContainer, processes, podTemplateSpec }: FoundationDbSpec): Template[] {
  const [{ baseImage, tagSuffix = '' }] = mainContainer.imageConfigs;
  const ofClasses = Object.entries(processes ?? {}).map(([of, { podTemplate }]) => ({
    ...podTemplate,
    metadata: { ...podTemplate.metadata, labels: { ...podTemplate.metadata?.labels, [PROCESS_CLASS]: of } },
  }));
  const found = [...ofClasses, podTemplateSpec];
  const complete = (containers?: object[]) =>
    containers?.map((container) => ({ image: `${baseImage}:${version}${tagSuffix}`, ...container }));
  return found
    .filter((template) => template !== undefined)
    .map((template) => {
      const { containers, initContainers, ...spec } = template.spec as Record<string, object[] | undefined>;
      return {
        ...template,
        spec: { ...spec, containers: complete(containers), initContainers: complete(initContainers) },
      };
    });
}

function templates(spec: Record<string, unknown> = {}): Template[] {
  if (spec.jobTemplate) return templates((spec.jobTemplate as { spec: Record<string, unknown> }).spec);
  const operated = (spec.templates as { podTemplates?: Template[] } | undefined)?.podTemplates ?? [];
  const sparks = ['driver', 'executor', 'server'].flatMap(
    (part) => (spec[part] as { template?: Template } | undefined)?.template ?? [],
  );
  const own = spec.template as Template | Record<string, unknown> | undefined;
  // What is scheduled has an application as its template.
  if (own && 'driver' in own) return templates(own);
  const pods = own as Template | undefined;
  return [
    ...operated,
    ...sparks,
    ...(pods?.spec ? [withClaims(pods, spec.volumeClaimTemplates as Claim[] | undefined)] : []),
  ];
}

/** The priority classes that pods have and somebody else's program brings. */
export function classesElsewhere(objects: KubeObject[]): KubeObject[] {
  const own = objects.filter(({ kind }) => kind === 'PriorityClass').map(({ metadata }) => metadata.name);
  const named = objects
    .flatMap(podTemplatesOf)
    .flatMap(({ template }) => (template.spec as { priorityClassName?: string }).priorityClassName ?? []);
  return [...new Set(named)]
    .filter((name) => !own.includes(name))
    .map((name) => ({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value: -1 }));
}
