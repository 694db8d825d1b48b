import { Chart } from 'cdk8s';
import { Json, ManifestJson } from './manifest';
import { RenderedObject } from './rendered-object';

type JsonMap = { [key: string]: Json };

/** A template of pods, wherever it stands: in a StatefulSet, a CronJob or a custom resource. */
interface PodTemplate {
  readonly labels: JsonMap;
  readonly spec: JsonMap;
}

/**
 * For each object that brings pods, what of its chart must be there before them and go after them: who may reach them, how many may be drained at
 * once, who they are and what they may do, and the files that they read. Charts may be releases, whose order their namespaces decide.
 */
export function podNeeds(objects: RenderedObject[]): [RenderedObject, RenderedObject[]][] {
  const neighbours = new Map<string, RenderedObject[]>();
  const placeOf = ({ object, key }: RenderedObject) => `${Chart.of(object).node.path} ${key.namespaceName}`;
  for (const object of objects) neighbours.set(placeOf(object), [...(neighbours.get(placeOf(object)) ?? []), object]);
  return objects.flatMap((object): [RenderedObject, RenderedObject[]][] => {
    const templates = templatesIn(object.manifest);
    if (templates.length === 0) return [];
    const near = neighbours.get(placeOf(object)) ?? [];
    return [[object, templates.flatMap((template) => needsOf(template, near))]];
  });
}

function needsOf({ labels, spec }: PodTemplate, near: RenderedObject[]): RenderedObject[] {
  const account = typeof spec.serviceAccountName === 'string' ? spec.serviceAccountName : '';
  const named = (kind: string, name: Json) => near.filter(({ key }) => key.kind === kind && key.name === name);
  const bindings = near.filter(
    ({ key, manifest }) =>
      key.kind === 'RoleBinding' &&
      list(manifest.subjects).some(({ kind, name }) => kind === 'ServiceAccount' && name === account),
  );
  const selecting = near.filter(({ key, manifest }) => {
    const { podSelector, selector } = map(manifest.spec);
    if (key.kind === 'NetworkPolicy') return selects(map(podSelector), labels);
    return key.kind === 'PodDisruptionBudget' && selects(map(selector), labels);
  });
  return [
    ...selecting,
    ...named('ServiceAccount', account),
    ...bindings,
    ...bindings.flatMap(({ manifest }) => named('Role', map(manifest.roleRef).name)),
    ...list(spec.volumes).flatMap(({ configMap }) => named('ConfigMap', map(configMap).name)),
  ];
}

/** An operator adds labels to those of a template, and a selector may ask for them. */
function selects({ matchLabels, matchExpressions }: JsonMap, labels: JsonMap): boolean {
  const asked = Object.entries(map(matchLabels));
  if (asked.length === 0 && matchExpressions !== undefined) return false;
  const known = asked.filter(([key]) => key in labels);
  return known.every(([key, value]) => labels[key] === value) && (known.length > 0 || asked.length === 0);
}

function templatesIn(value: Json | ManifestJson): PodTemplate[] {
  if (Array.isArray(value)) return value.flatMap(templatesIn);
  if (typeof value !== 'object' || value === null) return [];
  const { spec, metadata } = value;
  if (Array.isArray(map(spec).containers)) return [{ labels: map(map(metadata).labels), spec: map(spec) }];
  return Object.values(value).flatMap(templatesIn);
}

function map(value: Json | undefined): JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function list(value: Json | undefined): JsonMap[] {
  return Array.isArray(value) ? value.map(map) : [];
}
