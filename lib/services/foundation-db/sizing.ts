import { Duration, Size } from 'cdk8s';
import { bytesOf } from '../../core/internal';
import { FoundationDbRedundancy } from '../foundation-db-redundancy';
import { FoundationDbSizing } from '../foundation-db-sizing';
import { ProcessClass } from './components';
import { COORDINATORS, HALLS, LOSSES } from './redundancy';
import { ResolvedBackup, ResolvedFoundationDb } from './resolve';

const MIB = 1024 * 1024;

/** How many processes of a class may be gone at once, all of them in the fault domains that may be lost. */
export function lossesOf({ redundancy, faultDomain, zoneCount, processes }: ResolvedFoundationDb, of: ProcessClass) {
  const { count } = processes[of];
  if (redundancy === FoundationDbRedundancy.THREE_DATA_HALL) return Math.ceil(count / HALLS);
  return LOSSES[redundancy] * (faultDomain === 'zone' ? Math.ceil(count / zoneCount) : 1);
}

/** How many logs are recruited: the others take their place when a fault domain is lost. */
export function logsOf(resolved: ResolvedFoundationDb): number {
  return Math.max(1, resolved.processes.log.count - lossesOf(resolved, 'log'));
}

/** Where a process ends itself: a tenth of the container is left for what it does not count. */
export const memoryOf = (container: Size): Size => Size.mebibytes(Math.floor((bytesOf(container) * 0.9) / MIB));

/** Pages of its volume that a process keeps: its default of 2 GiB, and less where that is more than a quarter. */
export const cacheOf = (container: Size): Size =>
  Size.mebibytes(Math.min(2048, Math.floor(bytesOf(container) / 4 / MIB)));

/**
 * Sizes of a FoundationDB.
 *
 * @see https://apple.github.io/foundationdb/configuration.html#fdbserver-section (memory, cache-memory)
 */
export function foundationDbSizing(resolved: ResolvedFoundationDb): FoundationDbSizing {
  const { processes, redundancy } = resolved;
  const { memory } = processes.storage.size;
  return {
    storageProcesses: processes.storage.count,
    logProcesses: processes.log.count,
    statelessProcesses: processes.stateless.count,
    coordinators: COORDINATORS[redundancy],
    storageMemory: memoryOf(memory),
    storageCache: cacheOf(memory),
    reasons: {
      storageProcesses:
        'as given, or twice as many as may be lost and one; nine in three data halls, one for each coordinator',
      logProcesses: 'as given, or three and as many as may be lost; nine in three data halls',
      statelessProcesses: 'as given, or one for each of eight roles and as many as may be lost',
      coordinators: 'what the operator chooses for this redundancy, each in a fault domain of its own',
      storageMemory: 'nine tenths of the container: a process that ends itself says why',
      storageCache: 'the default of 2 GiB, and a quarter of the container where that is less',
    },
  };
}

/** The job that expires runs this often. */
export const EXPIRE_EVERY = Duration.hours(6);

/** What is written before this is no more needed: a snapshot that ended when the retention began may have begun two periods before. */
export function expiredBefore({ retention, snapshotPeriod }: ResolvedBackup): Duration {
  return Duration.seconds(retention.toSeconds() + 2 * snapshotPeriod.toSeconds());
}

/** How old the oldest state may be that can be restored to: one that is expired may have missed one run of the job. */
export function oldestKept(backup: ResolvedBackup): Duration {
  return Duration.seconds(expiredBefore(backup).toSeconds() + 2 * EXPIRE_EVERY.toSeconds());
}
