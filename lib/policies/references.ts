import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { EXTERNAL } from '../core/internal';
import { podGroups, PodGroup } from '../kubernetes/internal';
import { IPolicy, PolicyFinding } from './policy';
import { matches, objectsOf } from './tree';

interface LabelSelector {
  readonly matchLabels?: Record<string, string>;
}

interface ScaleTarget {
  readonly kind?: string;
  readonly name: string;
}

interface Spec {
  readonly selector?: LabelSelector;
  readonly podSelector?: LabelSelector;
  readonly podMetricsEndpoints?: { readonly port?: string }[];
  readonly endpoints?: { readonly port?: string }[];
  readonly scaleTargetRef?: ScaleTarget;
}

interface Manifest {
  readonly metadata: { readonly labels?: Record<string, string>; readonly annotations?: Record<string, string> };
  readonly spec?: Spec;
}

/** What a check of one kind looks at. */
interface Reference {
  readonly object: ApiObject;
  readonly spec: Spec;
  /** The pods of its namespace. */
  readonly pods: PodGroup[];
  /** The objects of its namespace. */
  readonly neighbours: ApiObject[];
}

type Check = (reference: Reference) => string[];

/**
 * What refers to something by labels, by a port's name or by kind and name hits something of the same tree. A monitor on a port that no pod
 * has, or a budget for labels that none carries, is accepted by every API server and does nothing.
 */
export class ReferencesPolicy implements IPolicy {
  public readonly code = 'POL003';
  public readonly requirement =
    'every PodMonitor, ServiceMonitor, PodDisruptionBudget, HorizontalPodAutoscaler, ScaledObject and NetworkPolicy refers to something of the same tree';
  public readonly remedy = `correct the labels, the port or the name; where it is about something outside, say so with the annotation ${EXTERNAL} and a reason`;

  public findings(root: IConstruct): PolicyFinding[] {
    const objects = objectsOf(root);
    const pods = podGroups(root);
    return objects.flatMap((object) => {
      const check = CHECKS[object.kind];
      if (!check) return [];
      const { metadata, spec = {} } = object.toJson() as Manifest;
      if (metadata.annotations?.[EXTERNAL]) return [];
      const { namespace } = object.metadata;
      return check({
        object,
        spec,
        pods: pods.filter(({ namespaceName }) => namespaceName === namespace),
        neighbours: objects.filter((other) => other.metadata.namespace === namespace),
      }).map((text) => ({ path: object.node.path, text: `${object.kind} ${object.name} ${text}` }));
    });
  }
}

const selectsPods = (selector: LabelSelector | undefined, pods: PodGroup[]) => {
  const wanted = Object.entries(selector?.matchLabels ?? {});
  return pods.filter(({ labels, labelKeys }) =>
    wanted.every(([key, value]) => labels[key] === value || labelKeys.includes(key)),
  );
};

const podsOf =
  (field: 'selector' | 'podSelector'): Check =>
  ({ spec, pods }) => {
    // An empty selector means all pods there will ever be.
    const everything = Object.keys(spec[field]?.matchLabels ?? {}).length === 0;
    return everything || selectsPods(spec[field], pods).length > 0 ? [] : ['selects no pod'];
  };

const podMonitor: Check = ({ spec, pods }) => {
  const selected = selectsPods(spec.selector, pods);
  if (selected.length === 0) return ['selects no pod'];
  const named = (port: string | undefined) => selected.some(({ ports }) => ports.some(({ name }) => name === port));
  return (spec.podMetricsEndpoints ?? [])
    .filter(({ port }) => !named(port))
    .map(({ port }) => `reads port '${port}', which its pods do not have`);
};

const serviceMonitor: Check = ({ spec, neighbours }) => {
  const services = neighbours
    .filter(({ kind }) => kind === 'Service')
    .map((service) => service.toJson() as Manifest & { spec: { ports?: { name?: string }[] } })
    .filter(({ metadata }) => matches(spec.selector?.matchLabels, metadata.labels));
  if (services.length === 0) return ['selects no Service'];
  return (spec.endpoints ?? [])
    .filter(({ port }) => !services.some((service) => service.spec.ports?.some(({ name }) => name === port)))
    .map(({ port }) => `reads port '${port}', which its Services do not have`);
};

const scaled: Check = ({ spec, neighbours }) => {
  const { kind = 'Deployment', name } = spec.scaleTargetRef ?? { name: '' };
  return neighbours.some((other) => other.kind === kind && other.name === name)
    ? []
    : [`scales ${kind} '${name}', which is not there`];
};

const CHECKS: Record<string, Check | undefined> = {
  PodDisruptionBudget: podsOf('selector'),
  NetworkPolicy: podsOf('podSelector'),
  PodMonitor: podMonitor,
  ServiceMonitor: serviceMonitor,
  HorizontalPodAutoscaler: scaled,
  ScaledObject: scaled,
};
