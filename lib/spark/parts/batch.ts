import { Construct } from 'constructs';
import { Environment } from '../../core';
import { ISparkTeam } from '../interfaces';
import { ResolvedBatch } from '../resolve';
import { SparkApplicationSpecInput } from '../resource/spark-application-spec';
import { dynamicAllocation, firstExecutors } from '../scaling';
import { batchScheduler, queueLabels } from './queue';
import { Workload } from './workload';

/** What an application that runs to its end is made from. */
export interface BatchInput {
  readonly team: ISparkTeam;
  readonly resolved: ResolvedBatch;
}

/** An application that runs to its end, whatever starts it. */
export class Batch extends Workload {
  public readonly spec: SparkApplicationSpecInput;
  /** Labels of the custom resource: what its pods have, and where it waits. */
  public readonly resourceLabels: Record<string, string>;

  public constructor(scope: Construct, id: string, { team, resolved }: BatchInput) {
    const { job, deadline } = resolved;
    super(scope, id, {
      team,
      resolved,
      driver: 'driver',
      python: job._isPython,
      files: job._files,
      deadline,
    });
    const { executors, dependencies, overrides } = resolved;
    const placed = team.queueing._holdsRoom;
    const instances = firstExecutors(executors);
    this.resourceLabels = { ...this.labels, ...queueLabels(team, resolved.priority) };
    this.spec = {
      language: job._language,
      version: resolved.version.release,
      image: this.image,
      imagePullSecrets: Environment.of(this).imagePullSecrets,
      mainClass: job._mainClass,
      mainApplicationFile: job._uri,
      arguments: job._arguments,
      dependencies: { ...dependencies },
      sparkConf: this.sparkConf,
      driver: { ...this.driver, placed },
      executor: { ...this.executor, placed },
      instances,
      dynamicAllocation: dynamicAllocation(resolved),
      failureRetries: resolved.retries,
      submissionRetries: resolved.submissionRetries,
      batchScheduler: batchScheduler({ team, sizing: this.sizing, instances, pods: overrides.pods }),
    };
  }
}
