import * as path from 'node:path';
import { folderFrom, ImageFile, place, SYSTEM_PATH } from './image';
import { javaEnvironment } from './java';

const HOME = '/apache-zookeeper-bin';

/** Stands in for zookeeper. */
export const image: ImageFile = {
  repository: 'zookeeper',
  make: (folder) => {
    place(folder, 'zk-server.sh', 'zkServer.sh');
    return {
      mounts: [
        { source: folder, target: `${HOME}/bin`, readOnly: true },
        { source: path.join(folderFrom('BIGDATA_ZOOKEEPER'), 'lib'), target: `${HOME}/lib`, readOnly: true },
      ],
      env: { ...javaEnvironment(), PATH: `${SYSTEM_PATH}:${HOME}/bin`, ZOO_CONF_DIR: '/conf', ZOOCFGDIR: '/conf' },
    };
  },
};
