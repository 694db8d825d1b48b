import { App, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { rolloutOf } from '../kubernetes/internal';
import { inOrder } from './in-order';
import { keyText } from './manifest';
import { podNeeds } from './pod-needs';
import { constructOf, Deployable, isObject } from './rendered-object';

/** Kinds that others refer to without saying so come first. */
const FIRST = [
  'CustomResourceDefinition',
  'PriorityClass',
  'StorageClass',
  'Namespace',
  'ResourceQuota',
  'NetworkPolicy',
  'ServiceAccount',
];

/**
 * An order in which every object comes after what it depends on. Ties go by kind and name, never by the order in which the
 * constructs were made, so that moving code changes no output.
 */
export function sortDeployables(objects: Deployable[], app: App): { sorted: Deployable[]; cycles: string[] } {
  const edges = withNearestOnly(dependencies(objects, app));
  const needsOf = (object: Deployable) => [...(edges.get(object) ?? [])];
  const { sorted, stuck } = inOrder([...objects].sort(byKey), needsOf);
  return {
    sorted: [...sorted.map((object) => ({ ...object, dependsOn: needsOf(object).sort(byKey) })), ...stuck],
    cycles: stuck.length > 0 ? [stuck.map(({ key }) => keyText(key)).join(' <-> ')] : [],
  };
}

type Edges = Map<Deployable, Set<Deployable>>;

/**
 * What cdk8s knows (`addDependency`, on any construct above), each object's Namespace, what stands in the same chart as a release, and what pods need,
 * unless somebody said the contrary.
 */
function dependencies(objects: Deployable[], app: App): Edges {
  const byObject = new Map<IConstruct, Deployable>(objects.map((rendered) => [constructOf(rendered), rendered]));
  const below = (construct: IConstruct) => construct.node.findAll().flatMap((c) => byObject.get(c) ?? []);
  const edges: Edges = new Map(objects.map((object) => [object, new Set()]));
  for (const source of app.node.findAll()) {
    for (const target of source.node.dependencies) {
      const targets = below(target);
      for (const from of below(source)) {
        // A construct that depends on something above itself does not wait for itself.
        for (const to of targets) if (from !== to) edges.get(from)?.add(to);
      }
    }
  }
  const namespaces = new Map(
    objects.filter(({ key }) => key.kind === 'Namespace').map((object) => [object.key.name, object]),
  );
  for (const object of objects) {
    const namespace = namespaces.get(object.key.namespaceName);
    if (namespace) edges.get(object)?.add(namespace);
  }
  for (const release of objects.filter((deployable) => !isObject(deployable))) {
    const chart = Chart.of(constructOf(release));
    for (const object of objects.filter(isObject)) {
      if (Chart.of(object.object) === chart) edges.get(release)?.add(object);
    }
  }
  for (const [source, needs] of podNeeds(objects.filter(isObject))) {
    for (const need of needs) if (!reaches(edges, need, (one) => one === source)) edges.get(source)?.add(need);
  }
  // Terraform creates what these depend on before it destroys it as well, which nothing bears that it waits for: it fails while the old one is there.
  for (const object of objects.filter((one) => isObject(one) && rolloutOf(one.object).removedLast)) {
    const targets = edges.get(object) ?? new Set();
    for (const target of targets)
      if (isWaitedFor(target) || reaches(edges, target, isWaitedFor)) targets.delete(target);
  }
  return edges;
}

function isWaitedFor(deployable: Deployable): boolean {
  if (!isObject(deployable)) return true;
  const { waitForPods, waitForFields, waitForConditions } = rolloutOf(deployable.object);
  return Boolean(waitForPods ?? waitForFields ?? waitForConditions);
}

type IsGoal = (deployable: Deployable) => boolean;

function reaches(edges: Edges, from: Deployable, isGoal: IsGoal, seen = new Set<Deployable>()): boolean {
  return [...(edges.get(from) ?? [])].some((next) => {
    if (isGoal(next)) return true;
    if (seen.has(next)) return false;
    seen.add(next);
    return reaches(edges, next, isGoal, seen);
  });
}

/** Leave out what follows from the rest: a Terraform plan shows each edge. */
function withNearestOnly(edges: Edges): Edges {
  return new Map(
    [...edges].map(([source, targets]) => [
      source,
      new Set(
        [...targets].filter(
          (target) => ![...targets].some((via) => via !== target && reaches(edges, via, (one) => one === target)),
        ),
      ),
    ]),
  );
}

function byKey(a: Deployable, b: Deployable): number {
  const rank = (kind: string) => (FIRST.includes(kind) ? FIRST.indexOf(kind) : FIRST.length);
  return rank(a.key.kind) - rank(b.key.kind) || compare(sortText(a), sortText(b));
}

function sortText({ key }: Deployable): string {
  return [key.group, key.kind, key.namespaceName, key.name].join('\0');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
