import * as fs from 'node:fs';
import * as path from 'node:path';
import { installedSpark } from '../../helpers/authorities';
import { above, ImageFile, LabImage, place, SYSTEM_PATH } from './image';
import { javaEnvironment, QUICK } from './java';

const HOME = '/opt/spark';

/** Jars that Spark does not bring, by where an image of one's own has them: what object stores need, and Iceberg's tables. */
const ADDED = { cloud: `${HOME}/cloud`, iceberg: `${HOME}/iceberg` };

/** What an image has besides. */
type Added = keyof typeof ADDED;

/** Where programs lie that some machine put there, and not its system. */
const elsewhere = (...folders: string[]) =>
  [...new Set(folders)]
    .filter((folder) => !folder.startsWith('/usr'))
    .map((folder) => ({ source: folder, target: folder, readOnly: true }));

/** What stands for a release of Spark: what the image has below /opt, with the Python package's own files. */
export function sparkImage(folder: string, tag: string, ...added: Added[]): LabImage {
  const [line] = /^\d+\.\d+/.exec(tag) ?? [];
  const spark = line ? installedSpark(line) : undefined;
  if (!spark) throw new Error(`no Spark is installed for the tag ${tag}`);
  const home = fs.realpathSync(spark.home);
  const opt = path.join(folder, 'opt');
  place(opt, 'spark-entrypoint.sh', 'entrypoint.sh');
  place(opt, 'spark-decom.sh', 'decom.sh');
  const sbin = path.join(folder, 'sbin');
  fs.cpSync(path.join(home, 'sbin'), sbin, { recursive: true });
  place(sbin, 'spark-connect.sh', 'start-connect-server.sh');
  const work = path.join(folder, 'work-dir');
  fs.mkdirSync(work, { recursive: true });
  const python = above(spark.python);
  const environment = path.dirname(path.dirname(spark.python));
  return {
    entrypoint: ['/opt/entrypoint.sh'],
    mounts: [
      ...['bin', 'examples', 'jars', 'python'].map((name) => ({
        source: path.join(home, name),
        target: `${HOME}/${name}`,
        readOnly: true,
      })),
      { source: sbin, target: `${HOME}/sbin`, readOnly: true },
      { source: work, target: `${HOME}/work-dir`, readOnly: true },
      ...['decom.sh', 'entrypoint.sh'].map((name) => ({
        source: path.join(opt, name),
        target: `/opt/${name}`,
        readOnly: true,
      })),
      ...added.map((name) => ({ source: fs.realpathSync(spark[name]), target: ADDED[name], readOnly: true })),
      // Where the exporter would be that an image of one's own brings.
      ...(fs.existsSync(spark.exporter)
        ? [
            {
              source: fs.realpathSync(spark.exporter),
              target: `${HOME}/jmx/jmx_prometheus_javaagent.jar`,
              readOnly: true,
            },
          ]
        : []),
      ...elsewhere(environment, python),
    ],
    env: {
      ...javaEnvironment(),
      // JVMs of Spark take options of their own alone; what stands there wins.
      JDK_JAVA_OPTIONS: `${QUICK} -Xss512k`,
      SPARK_HOME: HOME,
      PATH: `${environment}/bin:${SYSTEM_PATH}`,
      ...(added.length > 0 && { SPARK_DIST_CLASSPATH: added.map((name) => `${ADDED[name]}/*`).join(':') }),
    },
  };
}

/** Stands in for apache/spark. */
export const image: ImageFile = { repository: 'spark', make: (folder, tag) => sparkImage(folder, tag) };
