import { Construct } from 'constructs';
import { ChangeGuard, GuardedField } from '../../kubernetes';
import {
  DeletionGuard,
  GuardedRestart,
  guardedRelease,
  libraryDefault,
  statedRelease,
} from '../../kubernetes/internal';
import { partOf } from '../components';
import { DEFAULT_VERSION } from '../resolve';
import { DorisDisaggregatedClusterResource } from '../resource/doris-disaggregated-cluster-resource';
import { FOLLOWERS, FRONTENDS, nothingTaken, POD_FIELDS, storageOf, TAKEN_AWAY_ADVICE } from '../scaling';
import { ResolvedDisaggregatedDoris } from './resolve';

const MS = 'spec.metaService';
const FE = 'spec.feSpec';
const GROUPS = 'spec.computeGroups';
const PARTS = [MS, FE, GROUPS];

const [NOW, BEFORE] = ['object', 'oldObject'].map((root) => `dyn(${root}).${GROUPS}`);

/** Whether something holds of every group that was there before, as `before` and `now`. */
const eachGroup = (holds: string) =>
  `${NOW}.all(now, ${BEFORE}.filter(before, before.uniqueId == now.uniqueId).all(before, ${holds}))`;

/** Whether pods stay, of a component or a group under two names. */
const samePods = (now: string, before: string, ...more: string[]) =>
  [...POD_FIELDS, ...more].map((field) => `${now}.?${field} == ${before}.?${field}`).join(' && ');

const ofPart = (part: string): [string, string] => [`dyn(object).${part}`, `dyn(oldObject).${part}`];

const GONE = `${BEFORE}.filter(before, !${NOW}.exists(now, now.uniqueId == before.uniqueId)).map(before, string(before.uniqueId))`;

const REMOVED = GuardedField._of({
  what: 'removed-groups',
  allowed: `size(${GONE}) == 0`,
  value: `${GONE}.join(" ")`,
  message: `"the end of the compute groups " + ${GONE}.join(" ") + " is refused: what runs on them fails, and users whose default they are find none. Give those another default first."`,
});

const cacheOf = (group: string) =>
  `string(${group}.persistentVolumes[0].persistentVolumeClaimSpec.resources.requests.storage)`;

/** The operator stops to carry out any change of such a group. */
const CACHE = GuardedField._of({
  what: 'group-storage',
  allowed: eachGroup(`quantity(${cacheOf('now')}).compareTo(quantity(${cacheOf('before')})) == 0`),
  value: `${NOW}.map(now, ${cacheOf('now')}).join(" ")`,
  message: `"another size of the cache of a compute group is refused: the operator would carry out no change of that group any more. Make a group of another name beside it, and then remove this one."`,
});

const statusOf = (group: string) =>
  `dyn(oldObject).?status.?computeGroupStatuses.orValue([]).filter(status, status.?uniqueId.orValue("") == ${group}.uniqueId)`;
const busy = (group: string) =>
  `${statusOf(group)}.exists(status, status.?phase.orValue("") in ["Decommissioning", "GracefulScaling", "Scaling"])`;
const seen = 'dyn(oldObject).?status.?observedGeneration.orValue(0) == oldObject.metadata.generation';

/** Another number in the middle of a decommission is one that the operator never gets out of. */
const STEPS = GuardedField._of({
  what: 'group-sizes',
  allowed: eachGroup(`now.replicas == before.replicas || (${seen} && !${busy('now')})`),
  value: `${NOW}.map(now, string(now.uniqueId) + "=" + string(now.replicas)).join(" ")`,
  message: `"another number of members of a compute group is refused while the last one is still carried out: the operator would never end to decommission. Wait until status.computeGroupStatuses says Ready of the group, and status.observedGeneration is metadata.generation."`,
});

const release = (component: string, image: string, prop: string, fallback: string, advice: string) =>
  guardedRelease({ component, image, prop, versions: 'DorisVersion', fallback, advice });

const META_SERVICE_RELEASE = release(
  'ms',
  `${MS}.image`,
  'metaService.version',
  'that of the cluster',
  'read what changes between both releases, back up FoundationDB, and upgrade the meta service first.',
);

const GROUP_RELEASE = release(
  'be',
  `${GROUPS}[0].image`,
  'version',
  libraryDefault(DEFAULT_VERSION.release),
  'upgrade the meta service first, then the compute groups with frontends.version as it is. There is no way back once metadata is written in a new format.',
);

const FRONTEND_RELEASE = release(
  'fe',
  `${FE}.image`,
  'frontends.version',
  'that of the cluster',
  'upgrade the meta service and the compute groups first, and the frontends when all of those are well.',
);

/** @see https://github.com/apache/doris-operator/blob/26.0.0/pkg/controller/disaggregated_cluster_controller.go */
export const ROLLED_TOGETHER = new GuardedRestart({
  what: 'rolled-together',
  fields: PARTS,
  allowed: `[${[samePods(...ofPart(MS), 'fdb'), samePods(...ofPart(FE)), eachGroup(samePods('now', 'before'))].join(', ')}].filter(same, !same).size() <= 1`,
  advice:
    'several of the meta service, frontends and compute groups would be replaced at the same time. Change one of them, wait until all of its pods are well, then the next: for a release the meta service, then version with frontends.version as it is, then the frontends.',
});

/** What pods no longer have. */
export const TAKEN_AWAY = new GuardedRestart({
  what: 'taken-away',
  fields: PARTS,
  allowed: [nothingTaken(...ofPart(MS)), nothingTaken(...ofPart(FE)), eachGroup(nothingTaken('now', 'before'))].join(
    ' && ',
  ),
  advice: TAKEN_AWAY_ADVICE,
});

/** What of a cluster may not become less, change together, or go: the API server refuses it, whoever asks. */
export function guardCluster(
  scope: Construct,
  cluster: DorisDisaggregatedClusterResource,
  { name }: ResolvedDisaggregatedDoris,
): void {
  const resource = 'dorisdisaggregatedclusters';
  DeletionGuard.guard({ object: cluster, resource, partOf: partOf(name, 'fe') });
  new ChangeGuard(scope, 'Guard', {
    target: cluster,
    resource,
    fields: [
      FOLLOWERS,
      FRONTENDS,
      storageOf(FE, 'metadata-storage', 0),
      REMOVED,
      CACHE,
      STEPS,
      META_SERVICE_RELEASE,
      GROUP_RELEASE,
      FRONTEND_RELEASE,
      ROLLED_TOGETHER.field,
      TAKEN_AWAY.field,
    ],
  });
}

/** Images of the parts. */
export interface StatedImages {
  readonly metaService: string;
  readonly frontends: string;
  /** Default: there is no group. */
  readonly computeGroups?: string;
}

/** What guards read of the cluster's object besides its checksum. Acknowledgements name the new value, so that one left behind allows no second change. */
export function clusterAnnotations(
  { acknowledge, version, frontends, metaService }: ResolvedDisaggregatedDoris,
  images: StatedImages,
): Record<string, string> {
  const { removedGroups, release: line } = acknowledge;
  const releases = [META_SERVICE_RELEASE, GROUP_RELEASE, FRONTEND_RELEASE];
  return {
    ...statedRelease(metaService.version.release, images.metaService, 'ms'),
    ...(images.computeGroups && statedRelease(version.release, images.computeGroups, 'be')),
    ...statedRelease(frontends.version.release, images.frontends, 'fe'),
    ...(acknowledge.frontends !== undefined && FRONTENDS._annotation(String(acknowledge.frontends))),
    ...(removedGroups.length > 0 && REMOVED._annotation(removedGroups.join(' '))),
    ...(line && Object.fromEntries(releases.flatMap((each) => Object.entries(each._annotation(line))))),
  };
}
