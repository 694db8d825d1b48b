import * as path from 'node:path';
import { installedTrino } from '../../helpers/authorities';
import { ImageFile, SYSTEM_PATH } from './image';
import { QUICK } from './java';

const HOME = '/usr/lib/trino';

/** Stands in for trinodb/trino. */
export const image: ImageFile = {
  repository: 'trino',
  make: (_, tag) => {
    const trino = installedTrino(tag);
    if (!trino) throw new Error(`no Trino is installed for the tag ${tag}, or no Java for it`);
    return {
      mounts: ['bin', 'lib', 'plugin'].map((name) => ({
        source: path.join(trino.home, name),
        target: `${HOME}/${name}`,
        readOnly: true,
      })),
      env: { JAVA_HOME: trino.java, JDK_JAVA_OPTIONS: QUICK, PATH: `${trino.java}/bin:${SYSTEM_PATH}` },
    };
  },
};
