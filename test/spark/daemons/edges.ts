import { KubeObject } from '../../helpers/kube-client';
import { PodManifest } from '../../lab/manifest';
import { Connection } from '../../lab/traffic';

interface Selector {
  readonly matchLabels?: Record<string, string>;
}

interface PolicyPeer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: object;
}

interface PolicyRule {
  readonly from?: PolicyPeer[];
  readonly to?: PolicyPeer[];
  readonly ports?: { readonly port: number; readonly protocol: string }[];
}

interface Policy {
  readonly podSelector: Selector;
  readonly ingress?: PolicyRule[];
  readonly egress?: PolicyRule[];
}

/** What ends of ways are called that are no pods. */
export const OUTSIDE = 'outside';
const COMPONENT = 'app.kubernetes.io/component';

const selects = ({ matchLabels = {} }: Selector, labels: Record<string, string> = {}) =>
  Object.entries(matchLabels).every(([key, value]) => labels[key] === value);

/** Ways between pods, as `driver -> executor 7079`. */
export interface Edges {
  /** What the policies of those let out that connect. */
  readonly out: string[];
  /** What the policies of those let in that are connected to. */
  readonly in: string[];
}

const unique = (edges: string[]) => [...new Set(edges)].sort();

/** What network policies open to TCP between the components of some pods, and from them to addresses. */
export function openedBetween(objects: KubeObject[], pods: PodManifest[]): Edges {
  const componentOf = ({ labels = {} }: PodManifest) => labels[COMPONENT];
  const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy');
  const edges = (direction: 'ingress' | 'egress') =>
    unique(
      policies.flatMap(({ metadata, spec }) =>
        pods
          .filter((pod) => pod.namespace === metadata.namespace && selects((spec as Policy).podSelector, pod.labels))
          .flatMap((pod) =>
            ((spec as Policy)[direction] ?? []).flatMap(({ from = [], to = [], ports = [] }) =>
              [...from, ...to]
                .flatMap((peer) => endsOf(peer, pods))
                .flatMap((end) =>
                  ports
                    .filter(({ protocol }) => protocol === 'TCP')
                    .map(({ port }) =>
                      direction === 'egress'
                        ? `${componentOf(pod)} -> ${end} ${port}`
                        : `${end} -> ${componentOf(pod)} ${port}`,
                    ),
                ),
            ),
          ),
      ),
    );
  return { out: edges('egress'), in: edges('ingress') };

  function endsOf({ ipBlock, podSelector = {}, namespaceSelector }: PolicyPeer, among: PodManifest[]): string[] {
    if (ipBlock) return [OUTSIDE];
    return among
      .filter(
        ({ namespace, labels }) =>
          selects(podSelector, labels) &&
          selects(namespaceSelector ?? {}, { 'kubernetes.io/metadata.name': namespace }),
      )
      .map(componentOf);
  }
}

/** The ways that connections took, those of what is no pod left out. */
export function takenBy(connections: Connection[]): string[] {
  const endOf = (pod?: PodManifest) => pod?.labels?.[COMPONENT] ?? OUTSIDE;
  return unique(connections.flatMap(({ from, to, port }) => (from ? `${endOf(from)} -> ${endOf(to)} ${port}` : [])));
}
