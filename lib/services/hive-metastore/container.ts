import { Duration, Size } from 'cdk8s';
import { Cpu, ISecret } from '../../core';
import { ConfigFiles, ContainerProps, EnvValue, Probe, Volume, VolumeMount } from '../../kubernetes';
import { pulled } from './images';
import { ADMINISTRATOR, AUTHORITY, CONFIG, HADOOP_CONFIG, LIBRARIES, PASSWORD } from './paths';
import { PORTS } from './ports';
import { program } from './programs/environment-program';
import { librariesProgram } from './programs/libraries-program';
import { ResolvedLibraries, ResolvedMetastore } from './resolve';

/** What the containers of a replica are made from. */
export interface ContainersInput {
  readonly resolved: ResolvedMetastore;
  readonly files: ConfigFiles;
  readonly password: ISecret;
  /** Of who makes the metastore's user. Default: it exists. */
  readonly administrator?: ISecret;
  /** The ConfigMap of the file system's clients. Default: tables are in a store. */
  readonly hadoop?: string;
}

/** What stands in the way of a replica that is to be started runs first: its jars are there, and so is its schema. */
export function firstContainers(input: ContainersInput): ContainerProps[] {
  const { resolved, administrator } = input;
  const { libraries } = resolved;
  return [
    ...(libraries ? [librariesContainer(libraries)] : []),
    {
      name: 'schema',
      ...resolved.version._release.image('metastore'),
      command: program('schema.sh'),
      resources: { cpu: resolved.size.cpu, memory: resolved.size.memory },
      // What it leaves behind is nothing for who serves.
      mounts: [
        tmp('schema'),
        ...mounts(input),
        ...(administrator ? [secret('administrator', administrator, ADMINISTRATOR)] : []),
      ],
    },
  ];
}

/** The container that serves. */
export function metastoreContainer(input: ContainersInput): ContainerProps {
  const { resolved } = input;
  const ask = (options: { period: Duration; failureThreshold: number }) =>
    Probe.command([...program('ask.sh'), 'getStatus'], { timeout: Duration.seconds(20), ...options });
  return {
    name: 'metastore',
    ...resolved.version._release.image('metastore'),
    command: program('start.sh'),
    env: { HADOOP_USER_NAME: EnvValue.literal('hive') },
    ports: resolved.monitoring.enabled ? Object.values(PORTS) : [PORTS.thrift],
    resources: { cpu: resolved.size.cpu, memory: resolved.size.memory },
    mounts: [tmp('tmp'), ...mounts(input)],
    startup: ask({ period: Duration.seconds(5), failureThreshold: 60 }),
    readiness: ask({ period: Duration.seconds(5), failureThreshold: 3 }),
    // It starts anew by itself when its password changes.
    liveness: ask({ period: Duration.seconds(20), failureThreshold: 6 }),
    // Until no client is sent to it any more.
    preStop: ['sleep', '10'],
  };
}

function librariesContainer(libraries: ResolvedLibraries): ContainerProps {
  return {
    name: 'libraries',
    ...pulled(libraries.image),
    command: ['sh', '-c', librariesProgram(libraries, LIBRARIES)],
    resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(128) },
    mounts: [{ volume: Volume.emptyDir('libraries'), path: LIBRARIES }],
  };
}

function mounts({ resolved, files, password, hadoop }: ContainersInput): VolumeMount[] {
  const source = resolved.database.external?.authority._source;
  return [
    { volume: Volume.configFiles('config', files), path: CONFIG, readOnly: true },
    secret('password', password, PASSWORD),
    ...(resolved.libraries ? [{ volume: Volume.emptyDir('libraries'), path: LIBRARIES, readOnly: true }] : []),
    ...(source ? [{ volume: Volume.configMap('authority', source.name), path: AUTHORITY, readOnly: true }] : []),
    ...(hadoop ? [{ volume: Volume.configMap('hadoop', hadoop), path: HADOOP_CONFIG, readOnly: true }] : []),
  ];
}

function tmp(name: string): VolumeMount {
  return { volume: Volume.emptyDir(name), path: '/tmp' };
}

function secret(name: string, { secretName, key }: ISecret, path: string): VolumeMount {
  return { volume: Volume.secret(name, secretName, [key]), path, readOnly: true };
}
