import * as fs from 'node:fs';
import { ImageFile, place, SYSTEM_PATH } from './image';

/** Stands in for mariadb, of which it has what a first start and any later one need: Debian's release of it. */
export const image: ImageFile = {
  repository: 'mariadb',
  make: (folder) => {
    if (!fs.existsSync('/usr/sbin/mariadbd')) {
      throw new Error("Debian's package mariadb-server-core is not installed: .ci/tools does it");
    }
    place(folder, 'mariadb-entrypoint.sh', 'docker-entrypoint.sh');
    return {
      entrypoint: ['/opt/entrypoint/docker-entrypoint.sh', 'mariadbd'],
      mounts: [{ source: folder, target: '/opt/entrypoint', readOnly: true }],
      env: { PATH: SYSTEM_PATH },
    };
  },
};
