import * as path from 'node:path';
import { folderFrom, ImageFile, place, SYSTEM_PATH } from './image';
import { javaEnvironment } from './java';

const HOME = '/opt/hadoop';

/** Stands in for apache/hadoop. */
export const image: ImageFile = {
  repository: 'hadoop',
  make: (folder) => {
    place(folder, 'hadoop-launcher.sh', 'hdfs', 'yarn', 'mapred', 'hadoop');
    const installed = folderFrom('BIGDATA_HADOOP');
    const lib = path.join(installed, 'lib');
    return {
      mounts: [
        { source: folder, target: `${HOME}/bin`, readOnly: true },
        { source: path.join(installed, 'classes'), target: `${HOME}/classes`, readOnly: true },
        // The release sorts its jars into folders; here each of them has all.
        { source: lib, target: `${HOME}/share/hadoop/common`, readOnly: true },
        { source: lib, target: `${HOME}/share/hadoop/mapreduce`, readOnly: true },
      ],
      env: {
        ...javaEnvironment(),
        PATH: `${SYSTEM_PATH}:${HOME}/bin`,
        HADOOP_HOME: HOME,
        HADOOP_CONF_DIR: '/etc/hadoop',
        HADOOP_LOG_DIR: '/var/log/hadoop',
        // The user of the image; here it is this machine's.
        HADOOP_USER_NAME: 'hadoop',
      },
    };
  },
};
