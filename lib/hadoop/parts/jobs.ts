import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { StoreAccess, StoreMode } from '../../core';
import { connectToStores } from '../../security/internal';
import { snapshotsName } from '../components';
import { backupScratch } from '../config/fs-image';
import { balancerProgram, probeProgram, snapshotProgram } from '../programs/client-programs';
import { ResolvedHadoop } from '../resolve';
import { ClientJob, ImageBackup } from './client-job';
import { HadoopContext } from './context';

/** What jobs are made from, complete. */
export interface JobsInput {
  readonly resolved: ResolvedHadoop;
  /** How many files of one block the namespace may have. */
  readonly expectedFiles: number;
}

/** What runs on a schedule. */
export class Jobs extends Construct {
  /** Writes, reads and deletes a file, if wanted. */
  public readonly probe?: ClientJob;
  /** Copies the image of the namespace, if wanted. */
  public readonly backup?: ImageBackup;
  /** Moves blocks from full DataNodes to empty ones. */
  public readonly balancer: ClientJob;
  /** Makes snapshots. */
  public readonly snapshots: ClientJob[];
  /** What they need of object stores. */
  public readonly storeAccess: StoreAccess[] = [];

  public constructor(scope: Construct, id: string, context: HadoopContext, input: JobsInput) {
    super(scope, id);
    const { backup, balancer, probe, snapshots } = input.resolved;
    if (probe) {
      this.probe = new ClientJob(this, 'Probe', context, {
        component: 'probe',
        program: probeProgram(),
        schedule: '*/5 * * * *',
        deadline: Duration.minutes(4),
        undisturbed: false,
        keepFor: Duration.hours(1),
      });
    }
    if (backup) {
      this.backup = new ImageBackup(this, 'Backup', context, {
        ...backup,
        volume: backupScratch(input.expectedFiles),
      });
      const { identity, connections } = this.backup;
      const { store, prefix } = backup;
      connectToStores(connections, [store]);
      this.storeAccess.push({ identity, store, prefix, mode: StoreMode.READ_WRITE });
    }
    this.balancer = new ClientJob(this, 'Balancer', context, {
      component: 'balancer',
      program: balancerProgram(balancer),
      optionsVariable: 'HDFS_BALANCER_OPTS',
      schedule: balancer.schedule,
      // The program ends itself first, which is no failure.
      deadline: Duration.seconds(balancer.deadline.toSeconds() + 600),
      undisturbed: true,
      keepFor: Duration.days(3),
    });
    this.snapshots = snapshots.map(
      (snapshot) =>
        new ClientJob(this, `Snapshots-${snapshotsName(snapshot.path)}`, context, {
          component: 'snapshots',
          suffix: snapshotsName(snapshot.path),
          program: snapshotProgram(snapshot),
          schedule: snapshot.schedule,
          deadline: Duration.minutes(30),
          undisturbed: true,
          keepFor: Duration.days(3),
        }),
    );
  }

  /** All of them. */
  public get all() {
    return [this.probe, this.backup, this.balancer, ...this.snapshots].flatMap((job) => job ?? []);
  }
}
