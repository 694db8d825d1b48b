import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu, ISecret, NodeClass } from '../core';
import { objectLabels, selectorLabels } from '../core/labels';
import { ConfigFiles, CronJob, EnvValue, Volume, VolumeMount } from '../kubernetes';
import { PodConnections, ServiceIdentity } from '../security';
import { ClickHouseVersion } from './clickhouse-version';
import { clientTls, TLS_DIRECTORY } from './config/tls';
import { partOf, USER } from './parts';

/** What a job is made from, complete. */
export interface ClientJobInput {
  /** The cluster's name. */
  readonly name: string;
  /** Which part of the cluster the job is, and the end of its name. */
  readonly component: 'backup' | 'probe';
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
  /** How long an ended run is kept. */
  readonly keepFor: Duration;
}

/** A program on a schedule that talks to the servers as one of their users. */
export class ClientJob extends Construct {
  public readonly connections: PodConnections;
  public readonly cronJobName: string;

  public constructor(scope: Construct, id: string, input: ClientJobInput) {
    super(scope, id);
    const { component, tlsSecret } = input;
    const part = partOf(input.name, component);
    const labels = objectLabels(part);
    const name = `${input.name}-${component}`;
    this.connections = new PodConnections(this, 'Connections', {
      name,
      podLabels: selectorLabels(part),
      ports: [],
      labels,
    });
    const script = `${component}.sh`;
    const files = new ConfigFiles(this, 'Files', {
      name,
      labels,
      files: { [script]: input.script, ...(tlsSecret && { 'client.xml': clientTls() }) },
    });
    const job = new CronJob(this, 'Job', {
      name,
      schedule: input.schedule,
      partOf: part,
      user: USER,
      nodeClass: NodeClass.SYSTEM,
      identity: new ServiceIdentity(this, 'Identity', { name, labels }),
      // What a lost run began may still go on in the servers.
      retries: 0,
      deadline: input.deadline,
      keepFor: input.keepFor,
      containers: [
        {
          name: component,
          image: input.version.serverImage,
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
    this.cronJobName = job.cronJobName;
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
