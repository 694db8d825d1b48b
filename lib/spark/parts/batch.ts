import { Construct } from 'constructs';
import { Environment } from '../../core';
import { ISparkTeam } from '../interfaces';
import { JOB_DIRECTORY } from '../paths';
import { ResolvedBatch } from '../resolve';
import { SparkApplicationSpecInput } from '../resource/spark-application-spec';
import { dynamicAllocation } from '../scaling';
import { Workload } from './workload';

/** What an application that runs to its end is made from. */
export interface BatchInput {
  readonly team: ISparkTeam;
  readonly resolved: ResolvedBatch;
}

/** An application that runs to its end, whatever starts it. */
export class Batch extends Workload {
  public readonly spec: SparkApplicationSpecInput;

  public constructor(scope: Construct, id: string, { team, resolved }: BatchInput) {
    const { job, deadline } = resolved;
    super(scope, id, {
      team,
      resolved,
      driver: 'driver',
      python: job._language === 'Python',
      files: job._files,
      deadline,
    });
    const { executors, dependencies } = resolved;
    this.spec = {
      language: job._language,
      version: resolved.version.release,
      image: this.image,
      imagePullSecrets: Environment.of(this).imagePullSecrets,
      mainClass: job._mainClass,
      mainApplicationFile: job._uri ?? `local://${JOB_DIRECTORY}/job.py`,
      arguments: job._arguments,
      dependencies: { ...dependencies },
      sparkConf: this.sparkConf,
      driver: this.driver,
      executor: this.executor,
      instances: Math.max(executors.min, 1),
      dynamicAllocation: dynamicAllocation(resolved),
      failureRetries: resolved.retries,
      submissionRetries: 5,
    };
  }
}
