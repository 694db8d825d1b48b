import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { objectLabels, objectName } from '../core/internal';
import { BatchProps } from './batch';
import { jobSpec } from './job-spec';
import { namespaceOf } from './namespace';

/** Props of `CronJob`. */
export interface CronJobProps extends BatchProps {
  /**
   * The CronJob's name.
   * @default - the id
   */
  readonly name?: string;
  /** When it runs, in cron's five fields: `0 2 * * *`. */
  readonly schedule: string;
  /**
   * The time zone of the schedule, an IANA name.
   * @default "Etc/UTC"
   */
  readonly timeZone?: string;
}

/** Something that runs to its end on a schedule, never twice at the same time. */
export class CronJob extends Construct {
  /** The CronJob's name. */
  public readonly cronJobName: string;

  public constructor(scope: Construct, id: string, props: CronJobProps) {
    super(scope, id);
    this.cronJobName = objectName(this, props.name, { max: 52, because: 'its Jobs add a time stamp of 11 characters' });
    namespaceOf(this);
    new k8s.KubeCronJob(this, 'Resource', {
      metadata: { name: this.cronJobName, labels: objectLabels(props.partOf) },
      spec: {
        schedule: props.schedule,
        timeZone: props.timeZone ?? 'Etc/UTC',
        concurrencyPolicy: 'Forbid',
        // After a control-plane outage a missed run is made up for, but not one of hours ago.
        startingDeadlineSeconds: 3600,
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 3,
        jobTemplate: { spec: jobSpec(this, this.cronJobName, props) },
      },
    });
  }
}
