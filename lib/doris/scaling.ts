import { Construct } from 'constructs';
import { IIdentity } from '../core';
import { ChangeGuard, GuardedField } from '../kubernetes';
import {
  DeletionGuard,
  guardName,
  guardPolicy,
  GuardedRestart,
  guardedRelease,
  libraryDefault,
  statedRelease,
  unchanged,
} from '../kubernetes/internal';
import { Expression } from '../monitoring';
import { Scaling, ScalingSignal } from '../scaling';
import { partOf } from './components';
import { COMPUTE_NODE } from './metrics';
import { DEFAULT_VERSION, ResolvedDoris } from './resolve';
import { DorisClusterResource } from './resource/doris-cluster-resource';

/** How many parts of queries one compute node is for: of a query each node has about four, whichever of them it runs on, and a few queries share a node. */
const FRAGMENTS_PER_NODE = 16;

/** How much of what they ask for compute nodes use before more are added, in percent. */
const BUSY = 70;

/** How many there are of what comes and goes, by component. Frontends and backends hold data, and their number is a decision. */
export function scalingOf({ compute }: ResolvedDoris): Record<string, Scaling> {
  return compute ? { cn: compute.scaling } : {};
}

/** Compute nodes follow what the busiest of them has of queries, since each has a part in most of them, and the CPU that they use. */
export function computeSignals(): ScalingSignal[] {
  return [
    ScalingSignal.metric({
      name: 'fragments',
      expression: Expression.of('max($1)', COMPUTE_NODE.fragments),
      targetPerPod: FRAGMENTS_PER_NODE,
    }),
    ScalingSignal.cpu(BUSY),
  ];
}

const FE = 'spec.feSpec';
const BE = 'spec.beSpec';

/** What of a component's fields replaces its pods, whichever custom resource it is of. */
export const POD_FIELDS = [
  'affinity',
  'annotations',
  'autoResolveLimitCPU',
  'configMapInfo',
  'configMaps',
  'containerSecurityContext',
  'electionNumber',
  'enableFeAffinity',
  'enableWorkloadGroup',
  'envVars',
  'hostAliases',
  'image',
  'imagePullSecrets',
  'labels',
  'limits',
  'liveTimeout',
  'nodeSelector',
  'podLabels',
  'readinessProbePolicy',
  'requests',
  'secrets',
  'securityContext',
  'serviceAccount',
  'skipDefaultSystemInit',
  'startTimeout',
  'systemInitialization',
  'tolerations',
];

/** Maps and lists of which the operator takes nothing away from the pods. */
const MAPS = ['annotations', 'labels', 'nodeSelector', 'podLabels'];
const LISTS = ['hostAliases', 'imagePullSecrets', 'tolerations'];

/** Followers, of either custom resource. */
export const FOLLOWERS = GuardedField.neverChanged({
  what: 'followers',
  field: `${FE}.electionNumber`,
  advice:
    'the operator drops no follower, so one that is gone stays in the quorum, and two that are gone end it. The README of Doris says how a follower is added and dropped by hand.',
});

/** Frontends, of either custom resource. */
export const FRONTENDS = GuardedField.neverLess({
  what: 'frontends',
  field: `${FE}.replicas`,
  advice: 'look at SHOW FRONTENDS first: those with the highest ordinals go, and each must be an OBSERVER.',
});

/** The annotation of the cluster that says how many backends stay, where some are to leave. */
const STAYING = 'bigdata-constructs.io/staying-backends';

/**
 * The annotation of the cluster by which a job says from which ordinal on backends hold nothing, and of which generation of the cluster that is true. With
 * each other change of the cluster it becomes untrue, until the job has looked again.
 */
export const EMPTIED = 'bigdata-constructs.io/emptied-backends';

const ANNOTATIONS = 'oldObject.metadata.?annotations';

/** Those that are to leave were said before, and hold nothing: both of the object as it was. */
const BACKENDS = GuardedField._of({
  what: 'backends',
  allowed: [
    `object.${BE}.replicas >= oldObject.${BE}.replicas`,
    `${ANNOTATIONS}[?"${STAYING}"] == optional.of(string(object.${BE}.replicas)) && ${ANNOTATIONS}[?"${EMPTIED}"] == optional.of(string(object.${BE}.replicas) + "@" + string(oldObject.metadata.generation))`,
  ].join(' || '),
  value: `string(object.${BE}.replicas)`,
  message: `"a decrease of backends from " + string(oldObject.${BE}.replicas) + " to " + string(object.${BE}.replicas) + " is refused: the operator takes the pods away and tells Doris nothing, so what has all of its replicas on them is lost. Give leaving: " + string(oldObject.${BE}.replicas - object.${BE}.replicas) + " with the number that there is, wait until a run of the CronJob that ends in -leave has succeeded, which is told by the annotation ${EMPTIED}, and lower the number then. Or be sure that nothing is lost."`,
});

const claimOf = (component: string, index: number) =>
  `${component}.persistentVolumes[${index}].persistentVolumeClaimSpec.resources.requests.storage`;

/** The operator passes over another size in silence. */
export const storageOf = (component: string, what: string, index: number) => {
  const field = claimOf(component, index);
  return GuardedField._of({
    what,
    allowed: `quantity(string(object.${field})).compareTo(quantity(string(oldObject.${field}))) == 0`,
    value: `string(object.${field})`,
    message: `"a change of a volume's first size from " + string(oldObject.${field}) + " to " + string(object.${field}) + " is refused: the operator would pass over it. Leave it as it was, and say the size that volumes are to have by grownTo."`,
  });
};

const BACKEND_RELEASE = guardedRelease({
  component: 'be',
  image: `${BE}.image`,
  prop: 'version',
  versions: 'DorisVersion',
  fallback: libraryDefault(DEFAULT_VERSION.release),
  advice:
    'read what changes between both releases, back up, and upgrade the backends first, with frontends.version as it is. There is no way back once metadata is written in a new format.',
});

const FRONTEND_RELEASE = guardedRelease({
  component: 'fe',
  image: `${FE}.image`,
  prop: 'frontends.version',
  versions: 'DorisVersion',
  fallback: 'that of the backends',
  advice: 'upgrade the backends first, and the frontends when all of those are well.',
});

const podsOf = (component: string) => POD_FIELDS.map((field) => `${component}.${field}`);

/** @see https://github.com/apache/doris-operator/blob/26.0.0/pkg/controller/doriscluster_controller.go */
export const ROLLED_TOGETHER = new GuardedRestart({
  what: 'rolled-together',
  fields: [FE, BE],
  allowed: `(${unchanged(podsOf(FE))}) || (${unchanged(podsOf(BE))})`,
  advice:
    'frontends and backends would be replaced at the same time, in no order. Change one of them, wait until all of its pods are well, then the other: for a release, give frontends.version the one that is there.',
});

/** A JSON merge patch, as the operator's, keeps what it does not name. */
export const TAKEN_AWAY_ADVICE = `pods would keep what is no longer named in ${[...MAPS, ...LISTS].join(', ')}. Keep it, or accept that; afterwards delete the component's StatefulSet with --cascade=orphan, and the operator makes it anew.`;

/** What pods no longer have. */
export const TAKEN_AWAY = new GuardedRestart({
  what: 'taken-away',
  fields: [FE, BE],
  allowed: [FE, BE]
    .map((component) => nothingTaken(`dyn(object).${component}`, `dyn(oldObject).${component}`))
    .join(' && '),
  advice: TAKEN_AWAY_ADVICE,
});

/** Whether a component has all that it had of what the operator takes from no pod, in CEL. */
export function nothingTaken(now: string, before: string): string {
  return [...MAPS.map(keysKept(now, before)), ...LISTS.map(listKept(now, before))].join(' && ');
}

function keysKept(now: string, before: string) {
  return (field: string) => `${before}.?${field}.orValue({}).all(key, key in ${now}.?${field}.orValue({}))`;
}

function listKept(now: string, before: string) {
  return (field: string) => `(size(${before}.?${field}.orValue([])) == 0 || size(${now}.?${field}.orValue([])) > 0)`;
}

/** What of a cluster may not become less, change together, or go: the API server refuses it, whoever asks. */
export function guardCluster(scope: Construct, cluster: DorisClusterResource, { name, volumes }: ResolvedDoris): void {
  const resource = 'dorisclusters';
  DeletionGuard.guard({ object: cluster, resource, partOf: partOf(name, 'be') });
  new ChangeGuard(scope, 'Guard', {
    target: cluster,
    resource,
    fields: [
      FOLLOWERS,
      FRONTENDS,
      BACKENDS,
      storageOf(FE, 'metadata-storage', 0),
      ...volumes.map((volume, index) => storageOf(BE, volume.name, index)),
      FRONTEND_RELEASE,
      BACKEND_RELEASE,
      ROLLED_TOGETHER.field,
      TAKEN_AWAY.field,
    ],
  });
}

/**
 * Who tells the API server that backends hold nothing changes nothing else of the cluster: Kubernetes gives rights on whole objects alone.
 *
 * @param account the service account
 */
export function guardAccount(scope: Construct, cluster: DorisClusterResource, account: IIdentity): void {
  const { namespaceName, serviceAccountName } = account;
  const guard = new Construct(scope, 'AccountGuard');
  cluster.node.addDependency(guard);
  guardPolicy(guard, 'Account', guardName(cluster, 'account'), { target: cluster, resource: 'dorisclusters' }, [
    {
      expression: `request.userInfo.username != "system:serviceaccount:${namespaceName}:${serviceAccountName}" || object.spec == oldObject.spec`,
      message: 'this account may change nothing but an annotation',
      reason: 'Forbidden',
    },
  ]);
}

/** What guards read of the cluster's object besides its checksum. Acknowledgements name the new value, so that one left behind allows no second change. */
export function clusterAnnotations(
  { acknowledge, version, backends: count, leaving, frontends: { version: frontendVersion } }: ResolvedDoris,
  images: { frontends: string; backends: string },
): Record<string, string> {
  const { backends, frontends, release } = acknowledge;
  return {
    ...statedRelease(frontendVersion.release, images.frontends, 'fe'),
    ...statedRelease(version.release, images.backends, 'be'),
    ...(leaving !== undefined && leaving > 0 && { [STAYING]: String(count - leaving) }),
    ...(backends !== undefined && BACKENDS._annotation(String(backends))),
    ...(frontends !== undefined && FRONTENDS._annotation(String(frontends))),
    ...(release && { ...BACKEND_RELEASE._annotation(release), ...FRONTEND_RELEASE._annotation(release) }),
  };
}
