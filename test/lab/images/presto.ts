import * as path from 'node:path';
import { installedPresto } from '../../helpers/authorities';
import { ImageFile, SYSTEM_PATH } from './image';
import { javaEnvironment, QUICK } from './java';

const HOME = '/opt/presto-server';

/** Stands in for prestodb/presto. */
export const image: ImageFile = {
  repository: 'presto',
  make: (_, tag) => {
    const presto = installedPresto(tag);
    if (!presto) throw new Error(`no Presto is installed for the tag ${tag}`);
    return {
      mounts: [
        ...['lib', 'plugin'].map((name) => ({
          source: path.join(presto.home, name),
          target: `${HOME}/${name}`,
          readOnly: true,
        })),
        { source: presto.exporter, target: '/usr/lib/presto/utils/jmx_prometheus_javaagent.jar', readOnly: true },
      ],
      env: { ...javaEnvironment(), JDK_JAVA_OPTIONS: QUICK, PRESTO_HOME: HOME, PATH: SYSTEM_PATH },
    };
  },
};
