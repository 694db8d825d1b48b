import * as fs from 'node:fs';
import * as path from 'node:path';
import { ImageFile, place, SYSTEM_PATH } from './image';

/** Where Debian has the newest release that is installed. */
export function postgresHome(): string | undefined {
  const folder = '/usr/lib/postgresql';
  const releases = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  return releases
    .sort((one, other) => Number(other) - Number(one))
    .map((release) => path.join(folder, release))
    .find((home) => fs.existsSync(path.join(home, 'bin', 'postgres')));
}

/** Stands in for postgres, of which it has what a first start and any later one need. */
export const image: ImageFile = {
  repository: 'postgres',
  make: (folder) => {
    const home = postgresHome();
    if (!home) throw new Error("Debian's package postgresql is not installed: .ci/tools does it");
    place(folder, 'postgres-entrypoint.sh', 'docker-entrypoint.sh');
    return {
      entrypoint: ['/opt/entrypoint/docker-entrypoint.sh', 'postgres'],
      mounts: [{ source: folder, target: '/opt/entrypoint', readOnly: true }],
      env: { PATH: `${home}/bin:${SYSTEM_PATH}`, PGDATA: '/var/lib/postgresql/data' },
    };
  },
};
