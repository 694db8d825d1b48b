import { Construct } from 'constructs';
import { CronJob } from '../kubernetes';
import { Program, ProgramInput } from './program';

/** What a ScheduledProgram is made from, complete. */
export interface ScheduledProgramInput extends ProgramInput {
  /** When it runs, in cron's five fields, UTC. */
  readonly schedule: string;
}

/** A program on a schedule that talks to a cluster as one of its clients. */
export class ScheduledProgram extends Program {
  public readonly cronJobName: string;

  public constructor(scope: Construct, id: string, props: ScheduledProgramInput) {
    super(scope, id, props);
    const job = new CronJob(this, 'Job', {
      ...this.batch,
      name: props.name,
      schedule: props.schedule,
      // What a lost run began may still go on.
      retries: 0,
    });
    this.cronJobName = job.cronJobName;
  }
}
