import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu, ISecret } from '../../core';
import { ConfigFiles, ContainerProps, EnvValue, Volume, VolumeMount } from '../../kubernetes';
import { ScheduledProgram, SingleProgram, SingleProgramInput, ScheduledProgramInput } from '../../workloads/internal';
import { Component, JOB_USER, partOf } from '../components';
import { DorisVersion } from '../doris-version';
import { PROGRAMS } from '../paths';
import { PORTS } from '../ports';

/** A program that signs in. */
export interface ClientProgram {
  /** What its container is called, and its file. */
  readonly name: string;
  /** The program, for bash. */
  readonly script: string;
  readonly user: string;
  readonly password: ISecret;
  /** What else it is told. Default: nothing. */
  readonly env?: Record<string, EnvValue>;
  /** What else it reads. Default: nothing. */
  readonly mounts?: VolumeMount[];
}

/** What a job runs, and for whom. */
export interface ClientPrograms {
  /** The cluster's name. */
  readonly name: string;
  /** Which part of the cluster the job is, and the end of its name. */
  readonly component: Component;
  /** The release of the frontends, whose image has a client. */
  readonly version: DorisVersion;
  /** Where the frontends are. */
  readonly host: string;
  /** What runs, one after the other. */
  readonly programs: ClientProgram[];
}

/** What of a program follows from whom it is for. */
type Ours = 'name' | 'partOf' | 'user' | 'architectures' | 'files' | 'containers';

/** A program on a schedule that talks to frontends as one of their users. */
export class ClientJob extends ScheduledProgram {
  public constructor(scope: Construct, id: string, input: ClientPrograms & Omit<ScheduledProgramInput, Ours>) {
    super(scope, id, { ...input, ...ours(input) });
  }
}

/** The same that runs once, and again when anything of it changes. */
export class ClientRun extends SingleProgram {
  public constructor(scope: Construct, id: string, input: ClientPrograms & Omit<SingleProgramInput, Ours>) {
    super(scope, id, { ...input, ...ours(input) });
  }
}

function ours(input: ClientPrograms): Pick<SingleProgramInput, Ours> {
  const { name, component, programs, version } = input;
  return {
    name: `${name}-${component}`,
    partOf: partOf(name, component),
    user: JOB_USER,
    architectures: version._release.architectures,
    files: Object.fromEntries(programs.map((program) => [`${program.name}.sh`, program.script])),
    containers: (files) => programs.map((program) => containerOf(program, files, input)),
  };
}

/** The image runs as root elsewhere; a client, a shell and curl need no rights. */
function containerOf(program: ClientProgram, files: ConfigFiles, { version, host }: ClientPrograms): ContainerProps {
  return {
    name: program.name,
    ...version._release.image('fe'),
    command: ['/bin/bash', `${PROGRAMS}/${program.name}.sh`],
    env: {
      DORIS_HOST: EnvValue.literal(host),
      DORIS_PORT: EnvValue.literal(`${PORTS.mysql.port}`),
      DORIS_USER: EnvValue.literal(program.user),
      DORIS_PASSWORD: EnvValue.secret(program.password),
      HOME: EnvValue.literal('/tmp'),
      ...program.env,
    },
    resources: { cpu: Cpu.millis(50), memory: Size.mebibytes(256) },
    mounts: [
      { volume: Volume.emptyDir('tmp'), path: '/tmp' },
      { volume: Volume.configFiles('programs', files), path: PROGRAMS, readOnly: true },
      ...(program.mounts ?? []),
    ],
  };
}
