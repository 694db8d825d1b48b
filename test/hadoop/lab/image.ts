import * as fs from 'node:fs';
import * as path from 'node:path';
import { LabMount } from './container';

/** What the container images would bring. */
export interface LabImage {
  readonly mounts: LabMount[];
  readonly env: Record<string, string>;
}

/** Where the programs are; the variables that `.ci/tools` writes name both. */
export interface LabPrograms {
  readonly hadoop: string;
  readonly zookeeper: string;
  /** Words of the Java options that every process gets last: heaps of one machine's size. */
  readonly javaOptions?: string;
  /** Variables of every container, besides those of its manifest. */
  readonly environment?: Record<string, string>;
}

const SMALL = '-XX:-UseG1GC -Xms32m -Xmx192m -Xss512k -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:CICompilerCount=1';
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The folder of a command of this machine. */
function folderOf(command: string): string {
  const found = (process.env.PATH ?? '').split(':').find((folder) => fs.existsSync(path.join(folder, command)));
  if (!found) throw new Error(`no ${command} on the PATH`);
  return found;
}

/** Where a program belongs to: the folder above its `bin`. */
const homeOf = (program: string) => path.dirname(path.dirname(program));

/** Stands in for the images apache/hadoop, zookeeper and aws-cli: their programs at the same places, with this machine's Java. */
export class LabImages {
  private readonly folder: string;

  public constructor(
    folder: string,
    private readonly programs: LabPrograms,
  ) {
    this.folder = path.join(folder, 'images');
    for (const name of ['hdfs', 'yarn', 'mapred', 'hadoop']) this.place('launcher.sh', path.join('hadoop', name));
    this.place('zk-server.sh', path.join('zookeeper', 'zkServer.sh'));
  }

  /** The image of a reference. */
  public of(reference: string): LabImage {
    if (reference.includes('aws-cli')) return this.awsCli();
    return reference.includes('zookeeper') ? this.zookeeper() : this.hadoop();
  }

  private place(script: string, target: string): void {
    const file = path.join(this.folder, target);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.copyFileSync(path.join(__dirname, script), file);
    fs.chmodSync(file, 0o755);
  }

  private java(): Record<string, string> {
    return {
      JAVA_HOME: homeOf(fs.realpathSync(path.join(folderOf('java'), 'java'))),
      LAB_JAVA_OPTS: this.programs.javaOptions ?? SMALL,
      ...this.programs.environment,
    };
  }

  private awsCli(): LabImage {
    const home = homeOf(fs.realpathSync(path.join(folderOf('aws'), 'aws')));
    // Where it is a program of Python's, that is not always one of the system's.
    const python = path.join(home, 'bin', 'python3');
    const folders = [home, ...(fs.existsSync(python) ? [homeOf(fs.realpathSync(python))] : [])];
    return {
      mounts: folders
        .filter((folder) => !folder.startsWith('/usr'))
        .map((folder) => ({ source: folder, target: folder, readOnly: true })),
      env: { PATH: `${PATH}:${home}/bin`, ...this.programs.environment },
    };
  }

  private hadoop(): LabImage {
    const { hadoop } = this.programs;
    const home = '/opt/hadoop';
    const lib = path.join(hadoop, 'lib');
    return {
      mounts: [
        { source: path.join(this.folder, 'hadoop'), target: `${home}/bin`, readOnly: true },
        { source: path.join(hadoop, 'classes'), target: `${home}/classes`, readOnly: true },
        // The release sorts its jars into folders; here each of them has all.
        { source: lib, target: `${home}/share/hadoop/common`, readOnly: true },
        { source: lib, target: `${home}/share/hadoop/mapreduce`, readOnly: true },
      ],
      env: {
        ...this.java(),
        PATH: `${PATH}:${home}/bin`,
        HADOOP_HOME: home,
        HADOOP_CONF_DIR: '/etc/hadoop',
        HADOOP_LOG_DIR: '/var/log/hadoop',
        // The user of the image; here it is this machine's.
        HADOOP_USER_NAME: 'hadoop',
      },
    };
  }

  private zookeeper(): LabImage {
    const home = '/apache-zookeeper-bin';
    return {
      mounts: [
        { source: path.join(this.folder, 'zookeeper'), target: `${home}/bin`, readOnly: true },
        { source: path.join(this.programs.zookeeper, 'lib'), target: `${home}/lib`, readOnly: true },
      ],
      env: { ...this.java(), PATH: `${PATH}:${home}/bin`, ZOO_CONF_DIR: '/conf', ZOOCFGDIR: '/conf' },
    };
  }
}
