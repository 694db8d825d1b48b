import * as fs from 'node:fs';
import * as path from 'node:path';
import { above, homeOf, ImageFile, SYSTEM_PATH } from './image';

/** Stands in for aws-cli, which uploads to object stores. */
export const image: ImageFile = {
  repository: 'aws-cli',
  make: () => {
    const home = homeOf('aws');
    // Where it is a program of Python's, that is not always one of the system's.
    const python = path.join(home, 'bin', 'python3');
    const folders = [home, ...(fs.existsSync(python) ? [above(python)] : [])];
    return {
      mounts: folders
        .filter((folder) => !folder.startsWith('/usr'))
        .map((folder) => ({ source: folder, target: folder, readOnly: true })),
      env: { PATH: `${SYSTEM_PATH}:${home}/bin` },
    };
  },
};
