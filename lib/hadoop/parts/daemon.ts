import { Duration, Size } from 'cdk8s';
import { Cpu, NetworkPort } from '../../core';
import {
  ConfigFiles,
  ContainerProps,
  ContainerResources,
  EnvValue,
  Probe,
  Volume,
  VolumeMount,
} from '../../kubernetes';
import { containerFlags, heapFlags, jvmFlags } from '../../workloads/internal';
import { DaemonSizing } from '../hadoop-sizing';
import { HadoopVersion } from '../hadoop-version';
import { Credentials, NO_CREDENTIALS } from '../kerberos';
import { CONFIG, PROGRAMS } from '../paths';
import { HdfsWeb } from '../ports';

/** What a container of Hadoop's image is made from, complete. */
export interface HadoopContainerInput {
  readonly name: string;
  readonly version: HadoopVersion;
  readonly command: string[];
  readonly resources: ContainerResources;
  /** The configuration that it reads. */
  readonly config: ConfigFiles;
  /** Who its programs are. Default: the image's own user. */
  readonly credentials?: Credentials;
  /** Flags of its JVM that come after ours. Default: none. */
  readonly jvm?: string[];
  /** The variable that Hadoop's launcher reads the flags of its command from, besides those of all commands. Default: none. */
  readonly optionsVariable?: string;
  /** Programs of ours that it runs. Default: none. */
  readonly programs?: ConfigFiles;
  /** What follows the pod's name in its DNS name. Default: nobody looks it up. */
  readonly domain?: string;
  readonly env?: Record<string, EnvValue>;
  readonly ports?: NetworkPort[];
  readonly mounts?: VolumeMount[];
  readonly startup?: Probe;
  readonly liveness?: Probe;
  readonly readiness?: Probe;
  readonly preStop?: string[];
}

/** What a daemon's container is made from. */
export interface DaemonInput extends Omit<HadoopContainerInput, 'resources'> {
  readonly sizing: DaemonSizing;
  /** The variable that Hadoop's launcher reads this daemon's flags from. */
  readonly optionsVariable: string;
  /** Flags besides those of the heap. Default: none. */
  readonly flags?: string[];
  /** Disk of the node. Default: 1 GiB. */
  readonly ephemeralStorage?: Size;
}

/** The JVM of a command that runs and ends. */
const CLIENT_HEAP = '-Xmx256m';

/** A container for commands that run and end: a shell, and now and then a JVM. */
export const CLIENT_RESOURCES: ContainerResources = { cpu: Cpu.millis(100), memory: Size.mebibytes(512) };

/** Where Hadoop lies in the image. */
const HOME = '/opt/hadoop';

/** A container of Hadoop's image, without the image's own entrypoint, which writes configuration as root. */
export function hadoopContainer(input: HadoopContainerInput): ContainerProps {
  const { config, programs, domain, optionsVariable, credentials = NO_CREDENTIALS, mounts = [] } = input;
  const flags = EnvValue.literal(jvmFlags([CLIENT_HEAP], input.jvm).join(' '));
  return {
    name: input.name,
    ...input.version._release.image('hadoop'),
    command: input.command,
    env: {
      POD_NAME: EnvValue.field('metadata.name'),
      ...(domain && { POD_HOST: EnvValue.literal(`$(POD_NAME).${domain}`) }),
      HADOOP_CONF_DIR: EnvValue.literal(CONFIG),
      // Everything that the launcher wants to write besides the log goes where it may.
      HADOOP_LOG_DIR: EnvValue.literal('/tmp/logs'),
      HADOOP_PID_DIR: EnvValue.literal('/tmp'),
      HADOOP_OPTS: EnvValue.literal([...containerFlags(CONFIG), ...credentials.flags].join(' ')),
      HADOOP_CLIENT_OPTS: flags,
      ...(optionsVariable && { [optionsVariable]: flags }),
      ...credentials.env,
      ...input.env,
    },
    ports: input.ports,
    resources: input.resources,
    mounts: [
      { volume: Volume.emptyDir('tmp'), path: '/tmp' },
      { volume: Volume.configFiles('config', config), path: CONFIG, readOnly: true },
      ...(programs ? [{ volume: Volume.programs('programs', programs), path: PROGRAMS, readOnly: true }] : []),
      ...credentials.mounts,
      ...mounts,
    ],
    startup: input.startup,
    liveness: input.liveness,
    readiness: input.readiness,
    preStop: input.preStop,
  };
}

/** The container of a daemon. */
export function daemonContainer(input: DaemonInput): ContainerProps {
  const { sizing, optionsVariable, flags = [], jvm, ephemeralStorage, ...rest } = input;
  return hadoopContainer({
    ...rest,
    resources: { ...sizing.container, ephemeralStorage },
    env: {
      [optionsVariable]: EnvValue.literal(jvmFlags([...heapFlags(sizing.heap), ...flags], jvm).join(' ')),
      ...rest.env,
    },
  });
}

/** Where programs that containers of YARN start find Hadoop. */
export function homes(): Record<string, EnvValue> {
  return Object.fromEntries(
    ['COMMON', 'HDFS', 'YARN', 'MAPRED'].map((part) => [`HADOOP_${part}_HOME`, EnvValue.literal(HOME)]),
  );
}

/**
 * The probes of a daemon of YARN: its web server tells of itself.
 *
 * @param startupFailures how often it may not, every five seconds, before it is taken for one that does not start
 */
export function webProbes(info: string, { name }: NetworkPort, startupFailures: number) {
  const period = Duration.seconds(5);
  return {
    startup: Probe.httpGet(info, name, { period, failureThreshold: startupFailures }),
    liveness: Probe.httpGet(info, name, { failureThreshold: 6 }),
    readiness: Probe.httpGet(info, name, { period }),
  };
}

/** The liveness of a daemon of HDFS: its web server answers. */
export function serves({ scheme }: HdfsWeb, { name }: NetworkPort): Probe {
  return Probe.httpGet('/jmx?qry=java.lang:type=Runtime', name, { failureThreshold: 6, tls: scheme === 'https' });
}

/** The readiness of a daemon of HDFS: one of its beans says a text. */
export function says({ ownCurl, scheme }: HdfsWeb, { port }: NetworkPort, bean: string, pattern: string): Probe {
  const url = `${scheme}://localhost:${port}/jmx?qry=Hadoop:${bean}`;
  return Probe.command(['bash', '-c', `${ownCurl} -fsS -m 4 '${url}' | grep -q '${pattern}'`]);
}
