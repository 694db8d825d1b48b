import * as fs from 'node:fs';
import * as path from 'node:path';
import { folderFrom, ImageFile, SYSTEM_PATH } from './image';
import { javaEnvironment } from './java';

/** Stands in for an image of one's own as the README says how to build it: Hive's metastore, Hadoop, and the jars that both lack. */
export const image: ImageFile = {
  repository: 'hive-metastore',
  make: (folder, tag) => {
    const hive = folderFrom(tag.startsWith('4.') ? 'BIGDATA_HIVE_4' : 'BIGDATA_HIVE');
    const hadoop = path.join(folderFrom('BIGDATA_HADOOP'), 'lib');
    // With what speaks to object stores, where Spark's has it.
    const libraries = path.join(folder, 'libraries');
    const cloud = newestCloud();
    for (const source of [path.join(hive, 'libraries'), ...(cloud ? [cloud] : [])]) {
      fs.cpSync(source, libraries, { recursive: true, dereference: true });
    }
    const { JAVA_HOME } = javaEnvironment();
    return {
      mounts: [
        { source: path.join(hive, 'home'), target: '/opt/hive', readOnly: true },
        { source: libraries, target: '/opt/libraries', readOnly: true },
        { source: hadoop, target: '/opt/hadoop/share/hadoop/common', readOnly: true },
      ],
      env: { JAVA_HOME, PATH: `${JAVA_HOME}/bin:${SYSTEM_PATH}` },
    };
  },
};

/** The jars for object stores of the newest Spark that is served. */
function newestCloud(): string | undefined {
  const spark = process.env.BIGDATA_SPARK ?? '';
  const releases = fs.existsSync(spark) ? fs.readdirSync(spark) : [];
  return releases.map((release) => path.join(spark, release, 'extra', 'cloud')).find((place) => fs.existsSync(place));
}
