import { Construct } from 'constructs';
import { Environment } from '../core';
import { AwsProfile } from './aws-profile';
import { logGroup } from './log-group';
import { logKey } from './log-key';
import { WorkloadAccess } from './workload-access';

/** The logs of an environment's pods in CloudWatch, kept as long as the environment says. */
export class PodLogs extends Construct {
  /**
   * The log group's name, known before it exists: `/bigdata/prod/pods`.
   *
   * @param scope where it is used; its environment says which it is
   */
  public static nameOf(scope: Construct): string {
    return `/${AwsProfile.of(scope).namePrefix}/${Environment.of(scope).name}/pods`;
  }

  private readonly logGroupName: string;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    this.logGroupName = PodLogs.nameOf(this);
    const key = logKey(this, 'Key', 'pod-logs');
    logGroup(this, 'Resource', this.logGroupName, key?.keyArn);
  }

  /** Allow a workload to write logs. */
  public grantWrite(access: WorkloadAccess): void {
    access.allow('Logs', [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        Resource: AwsProfile.of(this).arn('logs', `log-group:${this.logGroupName}:*`),
      },
    ]);
  }
}
