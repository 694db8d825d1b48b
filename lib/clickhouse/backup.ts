import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu, ISecret, NodeClass } from '../core';
import { objectLabels, selectorLabels } from '../core/labels';
import { ConfigFiles, CronJob, EnvValue, Volume, VolumeMount } from '../kubernetes';
import { PodConnections, ServiceIdentity } from '../security';
import { ClickHouseBackup } from './backup-options';
import { ClickHouseVersion } from './clickhouse-version';
import { backupScript } from './config/backup-script';
import { clientTls, TLS_DIRECTORY } from './config/tls';
import { partOf, USER } from './parts';

/** The user that backs up. */
export const BACKUP_USER = {
  name: 'backup',
  grants: ['GRANT BACKUP ON *.*', 'GRANT CLUSTER ON *.*'],
};

/** What backups are made from, complete. */
export interface BackupsInput {
  readonly name: string;
  readonly version: ClickHouseVersion;
  readonly options: ClickHouseBackup;
  readonly host: string;
  readonly password: ISecret;
  readonly tlsSecret?: string;
}

/** Backups on a schedule. The servers write them; the jobs only say so and wait. */
export class Backups extends Construct {
  public readonly connections: PodConnections;

  public constructor(scope: Construct, id: string, input: BackupsInput) {
    super(scope, id);
    const part = partOf(input.name, 'backup');
    const labels = objectLabels(part);
    this.connections = new PodConnections(this, 'Connections', {
      name: `${input.name}-backup`,
      podLabels: selectorLabels(part),
      ports: [],
      labels,
    });
    const files = new ConfigFiles(this, 'Files', {
      name: `${input.name}-backup`,
      labels,
      files: {
        'backup.sh': backupScript(),
        ...(input.tlsSecret && { 'client.xml': clientTls() }),
      },
    });
    const identity = new ServiceIdentity(this, 'Identity', { name: `${input.name}-backup`, labels });
    new CronJob(this, 'Daily', {
      name: `${input.name}-backup`,
      schedule: `0 ${input.options.hour ?? 2} * * *`,
      partOf: part,
      user: USER,
      nodeClass: NodeClass.SYSTEM,
      identity,
      // What a lost run began may still go on in the servers.
      retries: 0,
      deadline: input.options.deadline ?? Duration.hours(12),
      containers: [
        {
          name: 'backup',
          image: input.version.serverImage,
          command: ['/bin/sh', '/etc/backup/backup.sh'],
          env: {
            CLICKHOUSE_HOST: EnvValue.literal(input.host),
            CLICKHOUSE_USER: EnvValue.literal(BACKUP_USER.name),
            CLICKHOUSE_PASSWORD: EnvValue.secret(input.password),
            HOME: EnvValue.literal('/tmp'),
          },
          resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(512) },
          mounts: [
            { volume: Volume.emptyDir('tmp'), path: '/tmp' },
            { volume: Volume.configFiles('scripts', files), path: '/etc/backup', readOnly: true },
            ...(input.tlsSecret ? tlsMounts(input.tlsSecret, files) : []),
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
