import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu, ISecret } from '../../core';
import { ConfigFiles, ContainerProps, EnvValue, PodOverrides, Volume, VolumeMount } from '../../kubernetes';
import { ScheduledProgram } from '../../workloads/internal';
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

/** What a job is made from, complete. */
export interface ClientJobInput {
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
  readonly schedule: string;
  readonly deadline: Duration;
  /** Whether a run that is moved has worked for nothing. */
  readonly undisturbed: boolean;
  /** What its pods have besides. Default: nothing. */
  readonly overrides?: PodOverrides;
  /** How long an ended run is kept. */
  readonly keepFor: Duration;
}

/** A program on a schedule that talks to frontends as one of their users. */
export class ClientJob extends ScheduledProgram {
  public constructor(scope: Construct, id: string, input: ClientJobInput) {
    const { component, programs } = input;
    super(scope, id, {
      ...input,
      name: `${input.name}-${component}`,
      partOf: partOf(input.name, component),
      user: JOB_USER,
      architectures: input.version._release.architectures,
      files: Object.fromEntries(programs.map(({ name, script }) => [`${name}.sh`, script])),
      containers: (files) => programs.map((program) => containerOf(program, files, input)),
    });
  }
}

/** The image runs as root elsewhere; a client, a shell and curl need no rights. */
function containerOf(program: ClientProgram, files: ConfigFiles, { version, host }: ClientJobInput): ContainerProps {
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
