import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu, ISecret } from '../../core';
import { ConfigFiles, EnvValue, PodOverrides, Volume, VolumeMount } from '../../kubernetes';
import { ScheduledProgram } from '../../workloads/internal';
import { ClickHouseVersion } from '../clickhouse-version';
import { Component, partOf, USER } from '../components';
import { clientTls, TLS_DIRECTORY } from '../config/tls';

/** What a job is made from, complete. */
export interface ClientJobInput {
  /** The cluster's name. */
  readonly name: string;
  /** Which part of the cluster the job is, and the end of its name. */
  readonly component: Component;
  readonly version: ClickHouseVersion;
  /** Where the servers are. */
  readonly host: string;
  readonly user: string;
  readonly password: ISecret;
  readonly tlsSecret?: string;
  /** The program, for the shell. */
  readonly script: string;
  readonly schedule: string;
  readonly deadline: Duration;
  /** Whether a run that is moved has worked for nothing. */
  readonly undisturbed: boolean;
  /** What its pods have besides. Default: nothing. */
  readonly overrides?: PodOverrides;
  /** How long an ended run is kept. */
  readonly keepFor: Duration;
}

/** A program on a schedule that talks to the servers as one of their users. */
export class ClientJob extends ScheduledProgram {
  public constructor(scope: Construct, id: string, input: ClientJobInput) {
    const { component, version, tlsSecret } = input;
    const script = `${component}.sh`;
    super(scope, id, {
      ...input,
      name: `${input.name}-${component}`,
      partOf: partOf(input.name, component),
      user: USER,
      architectures: version._release.architectures,
      files: { [script]: input.script, ...(tlsSecret && { 'client.xml': clientTls() }) },
      containers: (files) => [
        {
          name: component,
          ...version._release.image('server'),
          command: ['/bin/sh', `/etc/job/${script}`],
          env: {
            CLICKHOUSE_HOST: EnvValue.literal(input.host),
            CLICKHOUSE_USER: EnvValue.literal(input.user),
            CLICKHOUSE_PASSWORD: EnvValue.secret(input.password),
            HOME: EnvValue.literal('/tmp'),
          },
          resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(512) },
          mounts: [
            { volume: Volume.emptyDir('tmp'), path: '/tmp' },
            { volume: Volume.configFiles('scripts', files), path: '/etc/job', readOnly: true },
            ...(tlsSecret ? tlsMounts(tlsSecret, files) : []),
          ],
        },
      ],
    });
  }
}

function tlsMounts(tlsSecret: string, files: ConfigFiles): VolumeMount[] {
  return [
    { volume: Volume.secret('tls', tlsSecret), path: TLS_DIRECTORY, readOnly: true },
    {
      volume: Volume.configFiles('scripts', files),
      path: '/etc/clickhouse-client/config.xml',
      subPath: 'client.xml',
      readOnly: true,
    },
  ];
}
