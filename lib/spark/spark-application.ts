import { Construct } from 'constructs';
import { INetworkPeer, StoreAccess } from '../core';
import { checkRules, objectName } from '../core/internal';
import { Scaling } from '../scaling';
import { SparkApplicationProps } from './application-props';
import { batchRules, oneShotRules } from './application-rules';
import { Batch } from './parts/batch';
import { queuedRules } from './parts/queue-rules';
import { everyWorkloadRules, rulesInput } from './parts/every-workload-rules';
import { resolveBatch } from './resolve';
import { SparkApplicationResource } from './resource/spark-application-resource';
import { SparkConnections } from './spark-connections';
import { SparkApplicationSizing } from './spark-sizing';

/**
 * An application that runs once: when it is made, and again with each change, whether it has ended or not. What must not run twice is scheduled.
 *
 * @see https://spark.apache.org/docs/latest/running-on-kubernetes.html
 */
export class SparkApplication extends Construct {
  /** The numbers chosen, and why. */
  public readonly sizing: SparkApplicationSizing;
  /** How many executors there are. */
  public readonly scaling: Record<string, Scaling>;
  /** Whom its driver and executors may talk to. */
  public readonly connections: SparkConnections;
  /** Their end of network edges. */
  public readonly networkPeer: INetworkPeer;
  /** What they must be allowed to read and write in object stores: its team's. */
  public readonly storeAccess: StoreAccess[];

  public constructor(scope: Construct, id: string, props: SparkApplicationProps) {
    super(scope, id);
    const { team } = props;
    const name = objectName(this, props.name, { max: 54, because: 'its pods and policies add up to 9' });
    const resolved = resolveBatch(name, team.platform, props);
    const input = rulesInput(this, { given: props, resolved, team, python: resolved.job._isPython, driver: 'driver' });
    checkRules(this, [...batchRules, ...oneShotRules, ...everyWorkloadRules, ...queuedRules], input);
    const batch = new Batch(this, 'Pods', { team, resolved });
    this.sizing = batch.sizing;
    this.scaling = { executor: resolved.executors };
    this.connections = batch.connections;
    this.networkPeer = this.connections;
    this.storeAccess = team.storeAccess;
    const resource = new SparkApplicationResource(this, 'Resource', {
      name,
      labels: batch.resourceLabels,
      spec: batch.spec,
    });
    // A driver that starts before its policies and files exist fails, and is not started again.
    resource.addDependency(batch, team);
  }
}
