import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu, Environment, NodeClass } from '../../../core';
import { PodProps, Spreading, Volume } from '../../../kubernetes';
import { declarePods, podTemplate } from '../../../kubernetes/internal';
import { Peer } from '../../../security';
import { BlobAccess, blobAccess, blobHost, blobSecure } from '../../../security/internal';
import { EnginePart, ScheduledProgram } from '../../../workloads/internal';
import { clusterFileOf, partOf, USER } from '../components';
import { imageConfigOf, imageOf } from '../image';
import { CLUSTER_FILE, PROGRAMS } from '../paths';
import { PORTS } from '../ports';
import { keepProgram } from '../programs/keep-program';
import { ResolvedBackup, ResolvedFoundationDb } from '../resolve';
import { FoundationDbBackupResource } from '../resource/foundation-db-backup-resource';
import { EXPIRE_EVERY, expiredBefore } from '../sizing';
import { Processes } from './processes';

/** What the backup is made from. */
export interface BackupInput {
  readonly resolved: ResolvedFoundationDb;
  readonly backup: ResolvedBackup;
  readonly processes: Processes;
}

/** S3 takes no other signature, and not every release of 7.1 makes it by itself. */
const SIGNATURE = 'knob_http_request_aws_v4_header=true';

/** A fifth of the time after which an alert fires: agents copy all the time, and lag by seconds. */
const MOST_BEHIND = Duration.hours(6);

/** The account in the addresses of backups: the id of the key stands in the file of credentials. */
export const accountOf = ({ key }: ResolvedBackup): string => `@${blobHost(key.store)}`;

/** Parameters of the addresses. */
function urlParameters({ key: { store } }: ResolvedBackup): string[] {
  return [`region=${store.region}`, `secure_connection=${blobSecure(store) ? 1 : 0}`];
}

/** The whole address of a backup, as the operator makes it too. */
export function urlOf(backup: ResolvedBackup): string {
  const { key, prefix } = backup;
  return `blobstore://${accountOf(backup)}/${prefix}?bucket=${key.store.bucketName}&${urlParameters(backup).join('&')}`;
}

/** The agents that copy to an object store, and the job that looks whether they do and expires what is too old. */
export class Backup extends EnginePart {
  public readonly cronJobName: string;

  public constructor(scope: Construct, id: string, { resolved, backup, processes }: BackupInput) {
    const { name, version } = resolved;
    super(scope, id, {
      partOf: partOf(name, 'foundationdb-agents'),
      ports: [],
      user: USER,
      ...imageOf(version),
      architectures: version._release.architectures,
      overrides: resolved.pods.agents,
    });
    const access = blobAccess(this, { name: this.partName, keys: [backup.key] });
    this.connections.allowTo(processes.connections, [PORTS.fdb]);
    this.connections.allowTo(Peer.objectStore(backup.key.store));
    const pod = this.podOf(resolved, backup, access);
    const group = { name: `${name}-backup-agents`, min: backup.agents, max: backup.agents, operated: true };
    declarePods(this, pod, group);
    this.budget({ members: backup.agents });
    const resource = new FoundationDbBackupResource(this, 'Resource', {
      name,
      labels: this.labels,
      version: version.release,
      imageConfig: imageConfigOf(version, Environment.of(this)),
      agents: backup.agents,
      snapshotPeriod: backup.snapshotPeriod,
      accountName: accountOf(backup),
      bucket: backup.key.store.bucketName,
      backupName: backup.prefix,
      urlParameters: urlParameters(backup),
      customParameters: [SIGNATURE],
      podTemplate: podTemplate(this, pod, { copies: backup.agents }),
    });
    resource.node.addDependency(processes);
    this.cronJobName = this.keep(resolved, backup, processes, access);
  }

  private podOf({ version, pods }: ResolvedFoundationDb, backup: ResolvedBackup, access: BlobAccess): PodProps {
    const image = imageOf(version);
    return {
      ...this.pod,
      nodeClass: NodeClass.SYSTEM,
      spreading: Spreading.PREFERRED,
      overrides: pods.agents,
      // It copies the cluster file to where the agents may write it.
      initContainers: [
        {
          name: 'foundationdb-kubernetes-init',
          ...image,
          resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(128) },
        },
      ],
      containers: [
        {
          name: 'foundationdb',
          ...image,
          env: access.env,
          resources: { ...backup.agentSize, ephemeralStorage: Size.gibibytes(2) },
          mounts: access.mounts,
        },
      ],
    };
  }

  private keep(
    { name, version, pods }: ResolvedFoundationDb,
    backup: ResolvedBackup,
    processes: Processes,
    access: BlobAccess,
  ): string {
    const job = new ScheduledProgram(this, 'Keep', {
      name: `${name}-foundationdb-backup`,
      partOf: partOf(name, 'foundationdb-backup'),
      files: {
        'keep.sh': keepProgram({
          url: urlOf(backup),
          options: [`--${SIGNATURE}`],
          mostBehind: MOST_BEHIND.toSeconds(),
          retention: backup.retention.toSeconds(),
          expiredBefore: expiredBefore(backup).toSeconds(),
        }),
      },
      user: USER,
      architectures: version._release.architectures,
      overrides: pods.agents && { priorityClass: pods.agents.priorityClass },
      containers: (files) => [
        {
          name: 'keep',
          ...imageOf(version),
          command: ['bash', `${PROGRAMS}/keep.sh`],
          env: access.env,
          resources: { cpu: Cpu.millis(100), memory: Size.gibibytes(1) },
          mounts: [
            { volume: Volume.emptyDir('tmp'), path: '/tmp' },
            { volume: Volume.configFiles('programs', files), path: PROGRAMS, readOnly: true },
            {
              volume: Volume.configMap('cluster-file', clusterFileOf(name).configMapName),
              path: CLUSTER_FILE,
              readOnly: true,
            },
            ...access.mounts,
          ],
        },
      ],
      schedule: `47 */${EXPIRE_EVERY.toHours()} * * *`,
      deadline: Duration.hours(5),
      undisturbed: false,
      keepFor: Duration.days(1),
    });
    job.connections.allowTo(processes.connections, [PORTS.fdb]);
    job.connections.allowTo(Peer.objectStore(backup.key.store));
    return job.cronJobName;
  }
}
