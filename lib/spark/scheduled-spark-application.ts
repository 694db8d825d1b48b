import { Construct } from 'constructs';
import { INetworkPeer, StoreAccess } from '../core';
import { checkRules, objectName, SPARK_RUN } from '../core/internal';
import { Scaling } from '../scaling';
import { ScheduledSparkApplicationProps } from './application-props';
import { batchRules, scheduleRules } from './application-rules';
import { scheduleAnnotations } from './monitoring/schedule-annotations';
import { Batch } from './parts/batch';
import { queuedRules } from './parts/queue-rules';
import { everyWorkloadRules, rulesInput } from './parts/every-workload-rules';
import { resolveScheduled } from './resolve';
import { ScheduledSparkApplicationResource } from './resource/scheduled-spark-application-resource';
import { SparkConnections } from './spark-connections';
import { SparkApplicationSizing } from './spark-sizing';

/** What the operator adds to the name of a run: a dash, and when it began. */
const ENDING = SPARK_RUN.digits + 1;

/**
 * An application that runs on a schedule. A change holds from the next run on, and disturbs none.
 *
 * @see https://spark.apache.org/docs/latest/running-on-kubernetes.html
 */
export class ScheduledSparkApplication extends Construct {
  /** The numbers chosen, and why. */
  public readonly sizing: SparkApplicationSizing;
  /** How many executors there are. */
  public readonly scaling: Record<string, Scaling>;
  /** Whom its drivers and executors may talk to. */
  public readonly connections: SparkConnections;
  /** Their end of network edges. */
  public readonly networkPeer: INetworkPeer;
  /** What they must be allowed to read and write in object stores: its team's. */
  public readonly storeAccess: StoreAccess[];

  public constructor(scope: Construct, id: string, props: ScheduledSparkApplicationProps) {
    super(scope, id);
    const { team } = props;
    const name = objectName(this, props.name, { max: 63 - ENDING, because: `its runs add ${ENDING}` });
    const resolved = resolveScheduled(name, team.platform, props);
    const input = rulesInput(this, { given: props, resolved, team, python: resolved.job._isPython, driver: 'driver' });
    checkRules(this, [...batchRules, ...scheduleRules, ...everyWorkloadRules, ...queuedRules], input);
    const batch = new Batch(this, 'Pods', { team, resolved });
    this.sizing = batch.sizing;
    this.scaling = { executor: resolved.executors };
    this.connections = batch.connections;
    this.networkPeer = this.connections;
    this.storeAccess = team.storeAccess;
    const resource = new ScheduledSparkApplicationResource(this, 'Resource', {
      name,
      labels: batch.resourceLabels,
      annotations: scheduleAnnotations(resolved.schedule, resolved.freshWithin),
      schedule: resolved.schedule.cron,
      timeZone: resolved.schedule.timeZone,
      concurrencyPolicy: resolved.concurrency,
      suspend: resolved.suspend,
      successfulRunHistoryLimit: resolved.successfulRuns,
      failedRunHistoryLimit: resolved.failedRuns,
      template: batch.spec,
    });
    resource.addDependency(batch, team);
  }
}
