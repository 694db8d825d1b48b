import { Construct } from 'constructs';

/** Where a way in leads to. */
export interface WayInContext {
  readonly scope: Construct;
  readonly clusterName: string;
  readonly vpcId: string;
  readonly subnetIds: string[];
  /** The security group of the API. */
  readonly apiSecurityGroupId: string;
  /** The key of logs, if it is our own. */
  readonly keyArn?: string;
}
