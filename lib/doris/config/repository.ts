import { createHash } from 'node:crypto';
import { RestoreOptions } from '../../core';
import { isInAws } from '../../core/internal';
import { BackupRepository } from '../programs/backup-programs';

/**
 * A place of backups as Doris knows it. Its name stands in the paths of all that is there, so it follows from the place: whoever restores from it has to
 * call it the same, beside places of its own.
 *
 * Members sign in as their pods, by the chain of AWS' own programs, in which their identity comes before the machine's.
 *
 * @param readOnly whether another cluster writes there
 */
export function repositoryOf({ store, prefix }: RestoreOptions, readOnly: boolean): BackupRepository {
  const location = `s3://${store.bucketName}/${prefix}`;
  return {
    name: `backups_${createHash('sha256').update(location).digest('hex').slice(0, 8)}`,
    location,
    properties: {
      's3.endpoint': store.endpoint,
      's3.region': store.region,
      's3.credentials_provider_type': 'DEFAULT',
      ...(!isInAws(store) && { use_path_style: 'true' }),
    },
    readOnly,
    keys: false,
  };
}
