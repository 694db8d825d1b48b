import * as path from 'node:path';
import { folderFrom, ImageFile, SYSTEM_PATH } from './image';

/** Stands in for an image that holds jars and nothing else. */
export const image: ImageFile = {
  repository: 'hive-libraries',
  make: () => ({
    mounts: [{ source: path.join(folderFrom('BIGDATA_HIVE'), 'libraries'), target: '/libraries', readOnly: true }],
    env: { PATH: SYSTEM_PATH },
  }),
};
