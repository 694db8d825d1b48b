import { aws, DeletionPolicy, EnvironmentProps } from 'bigdata-constructs';
import { Construct } from 'constructs';
import { CloudDefinition, EnvironmentDefinition } from './environments';

/**
 * What must be there before Terraform can keep its state in the account: the bucket, who pipelines are, and who is told of costs. Its own state
 * lies beside cdktf.json until it is migrated into the bucket.
 */
export class BootstrapStack extends aws.AwsStack {
  public constructor(scope: Construct, id: string, cloud: CloudDefinition, definition: EnvironmentDefinition) {
    super(scope, id, { environment: cloud.bootstrapped ? definition.environment : withoutBucket(cloud, definition) });
    new aws.RemoteState(this, 'State');
    new aws.CostGuard(this, 'Costs', cloud.costs);
    if (cloud.ci) new aws.CiRoles(this, 'Ci', cloud.ci);
  }
}

function withoutBucket(cloud: CloudDefinition, { environment }: EnvironmentDefinition): EnvironmentProps {
  // Deleting the state with the environment would leave what it speaks of behind.
  return {
    name: environment.name,
    deletionPolicy: DeletionPolicy.RETAIN,
    extensions: [new aws.AwsProfile(cloud.profile)],
  };
}
