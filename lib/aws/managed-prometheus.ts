import { PrometheusWorkspace } from '@cdktf/provider-aws/lib/prometheus-workspace';
import { Construct } from 'constructs';
import { DeletionPolicy, Environment } from '../core';
import { AwsProfile } from './aws-profile';
import { logGroup } from './log-group';
import { logKey } from './log-key';
import { WorkloadAccess } from './workload-access';

/**
 * Amazon Managed Service for Prometheus: samples that outlive the cluster. The Prometheus of the cluster writes to it besides keeping them.
 *
 * @see https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-onboard-ingest-metrics.html
 */
export class ManagedPrometheus extends Construct {
  /** Where samples are written to. */
  public readonly remoteWriteUrl: string;
  private readonly workspaceArn: string;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const profile = AwsProfile.of(this);
    const name = profile.environmentName(this);
    const key = logKey(this, 'Key', 'metrics');
    // Under this prefix, AWS needs no policy of the account that names each of its groups, and that has an end.
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
    const logs = logGroup(this, 'Logs', `/aws/vendedlogs/prometheus/${name}`, key?.keyArn);
    const retained = Environment.of(this).deletionPolicy === DeletionPolicy.RETAIN;
    const workspace = new PrometheusWorkspace(this, 'Resource', {
      alias: name,
      kmsKeyArn: key?.keyArn,
      // Its samples go with it.
      lifecycle: retained ? { preventDestroy: true } : undefined,
      loggingConfiguration: { logGroupArn: `${logs.arn}:*` },
    });
    this.workspaceArn = workspace.arn;
    this.remoteWriteUrl = `${workspace.prometheusEndpoint}api/v1/remote_write`;
  }

  /** Allow a workload to write samples. */
  public grantWrite(access: WorkloadAccess): void {
    access.allow('RemoteWrite', [{ Effect: 'Allow', Action: 'aps:RemoteWrite', Resource: this.workspaceArn }]);
  }
}
