import { Chart, Duration } from 'cdk8s';
import { IConstruct } from 'constructs';
import { rolloutOf } from '../kubernetes/internal';
import { inOrder } from './in-order';
import { ObjectKey } from './manifest';
import { constructOf, Deployable, isObject, RenderedObject, RenderedRelease } from './rendered-object';

/** Releases of our own are recorded where a namespace of theirs cannot be deleted under them. */
const RECORDS = 'kube-system';

/** What Helm installs as one release: the objects of one cdk8s chart, or a chart of somebody else's. */
export interface ReleaseUnit {
  /** The release's name, and the namespace where Helm keeps its record. */
  readonly key: ObjectKey;
  readonly timeout: Duration;
  /** The objects of a chart of ours. */
  readonly objects: RenderedObject[];
  /** Somebody else's chart; then there are no objects. */
  readonly foreign?: RenderedRelease;
  /** The releases that come first. */
  readonly needs: ObjectKey[];
  /** Where it stands in the tree. */
  readonly path: string;
}

/** A release's name as Helm's tools write it: `<namespace>/<name>`. */
export function releaseText({ namespaceName, name }: ObjectKey): string {
  return `${namespaceName}/${name}`;
}

/**
 * The releases that a tree is delivered as, in an order that works.
 *
 * @param stackId is part of the names of our own: one cluster may hold several stacks
 */
export function releaseUnits(stackId: string, deployables: Deployable[]): { units: ReleaseUnit[]; cycles: string[] } {
  const keyOf = (deployable: Deployable) => (isObject(deployable) ? ownKey(stackId, deployable) : deployable.key);
  const groups = new Map<string, Deployable[]>();
  for (const deployable of deployables) {
    const text = releaseText(keyOf(deployable));
    groups.set(text, [...(groups.get(text) ?? []), deployable]);
  }
  const units = new Map([...groups].map(([text, members]) => [text, unitOf(members, keyOf)]));
  const { sorted, stuck } = inOrder([...units.values()], ({ needs }) =>
    needs.flatMap((need) => units.get(releaseText(need)) ?? []),
  );
  const cycles = stuck.length > 0 ? [stuck.map(({ key }) => releaseText(key)).join(' <-> ')] : [];
  return { units: [...sorted, ...stuck], cycles };
}

/** The releases of other people's charts alone, for trees whose objects come in another way. */
export function foreignUnits(releases: RenderedRelease[]): ReleaseUnit[] {
  const own = new Set(releases.map(({ key }) => releaseText(key)));
  return releases.map((rendered) => {
    const unit = unitOf([rendered], ({ key }) => key);
    return { ...unit, needs: unit.needs.filter((need) => own.has(releaseText(need))) };
  });
}

function unitOf(members: Deployable[], keyOf: (deployable: Deployable) => ObjectKey): ReleaseUnit {
  const key = keyOf(members[0]);
  const objects = members.filter(isObject);
  const foreign = members.find((member): member is RenderedRelease => !isObject(member));
  const needs = new Map(
    members
      .flatMap(({ dependsOn }) => dependsOn.map(keyOf))
      .map((need) => [releaseText(need), need] as const)
      .filter(([text]) => text !== releaseText(key)),
  );
  const construct: IConstruct = foreign ? foreign.release : Chart.of(objects[0].object);
  return {
    key,
    timeout: foreign?.release.timeout ?? longest(objects),
    objects,
    foreign,
    needs: [...needs.keys()].sort().flatMap((text) => needs.get(text) ?? []),
    path: construct.node.path,
  };
}

/** Helm has one limit for all objects of a release. */
function longest(objects: RenderedObject[]): Duration {
  const minutes = objects.map(({ object }) => rolloutOf(object).timeout?.toMinutes() ?? 0);
  return Duration.minutes(Math.max(10, ...minutes));
}

function ownKey(stackId: string, deployable: RenderedObject): ObjectKey {
  const chart = Chart.of(constructOf(deployable)).node.path.replaceAll('/', '-');
  return { group: 'helm.sh', kind: 'Release', namespaceName: RECORDS, name: `${stackId}-${chart}` };
}
