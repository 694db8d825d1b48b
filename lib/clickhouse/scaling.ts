import { Construct } from 'constructs';
import { ChangeGuard, GuardedField } from '../kubernetes';
import {
  DeletionGuard,
  GuardedRestart,
  guardedRelease,
  libraryDefault,
  settingsApart,
  statedRelease,
} from '../kubernetes/internal';
import { partOf } from './components';
import { DEFAULT_VERSION, ResolvedClickHouse } from './resolve';
import { ClickHouseInstallationResource } from './resource/clickhouse-installation-resource';
import { ClickHouseKeeperInstallationResource } from './resource/clickhouse-keeper-installation-resource';

const VOLUME = 'spec.templates.volumeClaimTemplates[0].spec.resources.requests.storage';
const LAYOUT = 'spec.configuration.clusters[0].layout';
const CONFIGURATION = 'spec.configuration';

const SHARDS = GuardedField.neverLess({
  what: 'shards',
  field: `${LAYOUT}.shardsCount`,
  advice:
    'ClickHouse does not move data between shards, so what the removed shards hold is no longer served. Copy it to the others first.',
});

const STORAGE = GuardedField.neverSmaller({
  what: 'storage',
  field: VOLUME,
  advice:
    'volumes cannot shrink, and the operator would replace them by empty ones. Add a replica with the new size and let it copy the data.',
});

const MEMBERS = GuardedField.neverChanged({
  what: 'keeper-members',
  field: `${LAYOUT}.replicasCount`,
  advice:
    'the operator changes all members at once, which loses the quorum or lets empty members win. Back up first, and plan a downtime.',
});

/**
 * What makes the operator restart Keeper's members, for none of which it waits: their StatefulSets, labels of the object included, and all
 * settings but those of the log.
 *
 * @see https://github.com/Altinity/clickhouse-operator/blob/release-0.25.6/pkg/controller/chk/worker-reconciler-chk.go
 * @see https://github.com/Altinity/clickhouse-operator/issues/1598
 */
export const KEEPER_RESTART = new GuardedRestart({
  what: 'keeper-restart',
  fields: [
    'spec.templates.podTemplates',
    `${CONFIGURATION}.settings`,
    `${CONFIGURATION}.files`,
    'spec.namespaceDomainPattern',
    'spec.stop',
    'metadata.labels',
  ],
  advice:
    'the operator restarts all members at once, and until a majority is back, tables are read-only. Go one member at a time, as the README of ClickHouse shows, or plan a downtime of minutes.',
});

/** The image of a member: the operator's containers, and those of overrides, come after ours. */
const RELEASE = {
  image: 'spec.templates.podTemplates[0].spec.containers[0].image',
  versions: 'ClickHouseVersion',
};
const SERVERS = { ...RELEASE, prop: 'version' };
const KEEPER = { ...RELEASE, prop: 'keeper.version' };

const SERVER_RELEASE = guardedRelease({
  ...SERVERS,
  fallback: libraryDefault(DEFAULT_VERSION.release),
  advice:
    'read what changes between both releases, go from one long-term release to the next, and try it where a copy of your queries runs. There is no way back once data is written in a new format.',
});

const KEEPER_RELEASE = guardedRelease({
  ...KEEPER,
  fallback: 'that of the servers',
  advice: 'upgrade the servers first, and Keeper alone when they are well.',
});

/** @see https://github.com/Altinity/clickhouse-operator/issues/1926 */
const SETTINGS_APART =
  'the operator gives out settings before it replaces pods, and a release does not start with settings that it does not know.';

/** While the operator leaves an installation alone, its settings may have changed without having been given out. */
const SUSPENDED = 'dyn(oldObject).spec.?suspend.orValue("no") == "yes"';

const SERVER_SETTINGS = settingsApart({
  ...SERVERS,
  fields: ['settings', 'files', 'profiles', 'users', 'quotas'].map((part) => `${CONFIGURATION}.${part}`),
  pending: SUSPENDED,
  why: SETTINGS_APART,
});

const KEEPER_SETTINGS = settingsApart({
  ...KEEPER,
  fields: ['settings', 'files'].map((part) => `${CONFIGURATION}.${part}`),
  pending: SUSPENDED,
  why: SETTINGS_APART,
});

/** What of the servers may not become less, change together, or go: the API server refuses it, whoever asks. */
export function guardServers(scope: Construct, installation: ClickHouseInstallationResource): void {
  const resource = 'clickhouseinstallations';
  DeletionGuard.guard({ object: installation, resource, partOf: partOf(installation.name, 'server') });
  new ChangeGuard(scope, 'Guard', {
    target: installation,
    resource,
    fields: [SHARDS, STORAGE, SERVER_RELEASE, SERVER_SETTINGS],
  });
}

/** What of Keeper may not change or go. */
export function guardKeeper(scope: Construct, installation: ClickHouseKeeperInstallationResource): void {
  const resource = 'clickhousekeeperinstallations';
  DeletionGuard.guard({ object: installation, resource, partOf: partOf(installation.name, 'keeper') });
  new ChangeGuard(scope, 'Guard', {
    target: installation,
    resource,
    fields: [MEMBERS, STORAGE, KEEPER_RELEASE, KEEPER_SETTINGS, KEEPER_RESTART.field],
  });
}

/**
 * What guards read of the servers' object: its release, and what was acknowledged. Acknowledgements name the new value, so that one left
 * behind allows no second change.
 *
 * @param image of the servers, as it is pulled
 */
export function serverAnnotations(resolved: ResolvedClickHouse, image: string): Record<string, string> {
  const { acknowledge, version } = resolved;
  return {
    ...statedRelease(version.release, image),
    ...(acknowledge.shards !== undefined && SHARDS._annotation(String(acknowledge.shards))),
    ...releaseAnnotations(resolved),
  };
}

/** The same of Keeper's. */
export function keeperAnnotations(resolved: ResolvedClickHouse, image: string): Record<string, string> {
  const { acknowledge, keeper } = resolved;
  return {
    ...statedRelease(keeper.version.release, image),
    ...(acknowledge.keeperMembers !== undefined && MEMBERS._annotation(String(acknowledge.keeperMembers))),
    ...releaseAnnotations(resolved),
  };
}

function releaseAnnotations({ acknowledge: { release, settingsWithRelease } }: ResolvedClickHouse) {
  return {
    ...(release && SERVER_RELEASE._annotation(release)),
    ...(settingsWithRelease && SERVER_SETTINGS._annotation(settingsWithRelease)),
  };
}
