import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { quantityOf } from '../../core/internal';
import { ChangeGuard, GuardedField } from '../../kubernetes';
import { DeletionGuard, libraryDefault } from '../../kubernetes/internal';
import { partOf } from './components';
import { DEFAULT_VERSION, ResolvedFoundationDb } from './resolve';
import { FoundationDbClusterResource } from './resource/foundation-db-cluster-resource';

const RESOURCE = 'foundationdbclusters';

/** From the fewest copies to the most. */
const MODES = '["single", "double", "triple", "three_data_hall"]';

const mode = (root: string) => `dyn(${root}).spec.?databaseConfiguration.?redundancy_mode.orValue("double")`;

const REDUNDANCY = GuardedField._of({
  what: 'redundancy',
  allowed: `${MODES}.indexOf(${mode('object')}) >= ${MODES}.indexOf(${mode('oldObject')})`,
  value: mode('object'),
  message: `"a redundancy of " + ${mode('object')} + " after " + ${mode('oldObject')} + " is refused: copies of the data are deleted at once, and with them what may be lost. Look first that all data is replicated (status.health.fullReplication)."`,
});

const VOLUME = 'volumeClaimTemplate.spec.resources.requests.storage';

const volumes = (what: string, processClass: string) =>
  GuardedField.neverChanged({
    what,
    field: `spec.processes.${processClass}.${VOLUME}`,
    advice: `every ${processClass} process is replaced by one with a new volume, one after the other, and what it holds is copied, larger or smaller. See first that all of the data fits, that there are nodes for one process more, and that the database is healthy.`,
  });

const STORAGE = volumes('storage', 'storage');
const LOG_STORAGE = volumes('log-storage', 'log');

const lineOf = (root: string) => `${root}.spec.version.find("^[0-9]+[.][0-9]+")`;
const version = (root: string) => `${root}.spec.version`;

/** @see https://github.com/FoundationDB/fdb-kubernetes-operator/blob/v2.33.0/docs/manual/upgrades.md */
const RELEASE = GuardedField._of({
  what: 'release',
  allowed: `${lineOf('object')} == ${lineOf('oldObject')}`,
  value: lineOf('object'),
  message: `"a change of release from " + ${lineOf('oldObject')} + " to " + ${lineOf('object')} + " is refused. To stay, give version: FoundationDbVersion.of('" + ${version('oldObject')} + "'); where none is given, it is ${libraryDefault(DEFAULT_VERSION.release)}. To go on: all processes restart at once, clients must have the library of the new line already (Doris' meta service has those of its image), and there is no way back to an older line. Back up first."`,
});

const SETTINGS = ['databaseConfiguration', 'processCounts', 'processes', 'faultDomain', 'routing'];
const same = (field: string) => `dyn(object).spec.?${field} == dyn(oldObject).spec.?${field}`;
const reconciled = 'dyn(oldObject).?status.?generations.?reconciled.orValue(0) == oldObject.metadata.generation';

const RELEASE_ALONE = GuardedField._of({
  what: 'release-with-changes',
  allowed: `${version('object')} == ${version('oldObject')} || (${reconciled} && ${SETTINGS.map(same).join(' && ')})`,
  value: version('object'),
  message: `"another release together with other changes, or while earlier ones are still carried out, is refused: the operator may then stop half-way, with processes of both releases. Make two: give version: FoundationDbVersion.of('" + ${version('oldObject')} + "') and apply what else changes, a new release of bigdata-constructs too; wait until status.generations.reconciled is metadata.generation; then take the new release."`,
});

const key = (root: string) => `dyn(${root}).spec.?faultDomain.?key.orValue("kubernetes.io/hostname")`;

const FAULT_DOMAIN = GuardedField._of({
  what: 'fault-domain',
  allowed: `${key('object')} == ${key('oldObject')}`,
  value: key('object'),
  message: `"another fault domain, " + ${key('object')} + " after " + ${key('oldObject')} + ", is refused: it follows from the zones of the environment and from the redundancy. All processes restart, coordinators are chosen anew, and data moves until copies are apart by it."`,
});

const forced = (root: string) => `dyn(${root}).spec.?processGroupsToRemoveWithoutExclusion.orValue([])`;

const FORCED = GuardedField._of({
  what: 'removal-without-exclusion',
  allowed: `${forced('object')}.all(group, group in ${forced('oldObject')})`,
  value: `${forced('object')}.join(" ")`,
  message: `"removing processes without moving their data first is refused. Name them in spec.processGroupsToRemove: the operator moves the data, then removes them."`,
});

/** What of a FoundationDB may not become less, change together, or go: the API server refuses it, whoever asks. */
export function guardCluster(scope: Construct, target: FoundationDbClusterResource): void {
  // Its pods and their claims are owned by it.
  DeletionGuard.guard({ object: target, resource: RESOURCE, partOf: partOf(target.name, 'foundationdb') });
  new ChangeGuard(scope, 'Guard', {
    target,
    resource: RESOURCE,
    fields: [REDUNDANCY, STORAGE, LOG_STORAGE, RELEASE, RELEASE_ALONE, FAULT_DOMAIN, FORCED],
  });
}

/** What was acknowledged, as the guards read it. */
export function acknowledgements({ acknowledge }: ResolvedFoundationDb): Record<string, string> {
  const { redundancy, storage, logStorage, release, releaseWithChanges } = acknowledge;
  const size = (field: GuardedField, given?: Size) => given && field._annotation(quantityOf(given));
  return {
    ...(redundancy && REDUNDANCY._annotation(redundancy)),
    ...size(STORAGE, storage),
    ...size(LOG_STORAGE, logStorage),
    ...(release && RELEASE._annotation(release)),
    ...(releaseWithChanges && RELEASE_ALONE._annotation(releaseWithChanges)),
  };
}
