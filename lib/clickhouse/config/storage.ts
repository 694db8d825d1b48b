import { IObjectStore } from '../../core';
import { bytesOf } from '../../core/internal';
import { ElementTree } from '../../kubernetes/internal';
import { BACKUP_DISK, dataPrefix, RESTORE_DISK } from '../paths';
import { ResolvedClickHouse } from '../resolve';
import { configXml } from './xml';

/**
 * The file that defines the disks beyond the local one: cold data behind a cache, and the places of backups. Credentials come from
 * the pod's cloud identity.
 *
 * @see https://clickhouse.com/docs/operations/storing-data
 */
export function storage({ name, tieredStorage, backup, restoreFrom }: ResolvedClickHouse): string | undefined {
  if (!tieredStorage && !backup && !restoreFrom) return undefined;
  const disks: ElementTree = {
    ...(tieredStorage && {
      cold: {
        // Each replica has its own copy: replicas that share objects are an experiment that loses data.
        ...s3Disk('s3', tieredStorage.store, `${dataPrefix(name)}/{replica}`),
        metadata_path: '/var/lib/clickhouse/disks/cold/',
      },
      cold_cached: {
        type: 'cache',
        disk: 'cold',
        // Below the server's folder for caches, outside of which it allows none.
        path: 'cold',
        max_size: bytesOf(tieredStorage.cache),
      },
    }),
    ...(backup && { [BACKUP_DISK]: s3Disk('s3_plain', backup.store, backup.prefix) }),
    ...(restoreFrom && {
      [RESTORE_DISK]: {
        ...s3Disk('s3_plain', restoreFrom.store, restoreFrom.prefix),
        // It would write an object.
        skip_access_check: true,
      },
    }),
  };
  const forBackups = [...(backup ? [BACKUP_DISK] : []), ...(restoreFrom ? [RESTORE_DISK] : [])];
  return configXml({
    storage_configuration: {
      disks,
      ...(tieredStorage && {
        policies: {
          tiered: {
            volumes: { hot: { disk: 'default' }, cold: { disk: 'cold_cached', perform_ttl_move_on_insert: false } },
            move_factor: tieredStorage.moveWhenFree,
          },
        },
      }),
    },
    ...(forBackups.length > 0 && { backups: { allowed_disk: forBackups } }),
  });
}

function s3Disk(type: string, store: IObjectStore, prefix: string): ElementTree {
  return {
    type,
    endpoint: `${store.endpoint}/${store.bucketName}/${prefix}/`,
    region: store.region,
    use_environment_credentials: true,
  };
}
