import { aws, EnvironmentProps } from 'bigdata-constructs';
import { Construct } from 'constructs';
import { CloudDefinition } from './environments';

/** The Kubernetes cluster of an environment, and what opens its nodes. */
export class ClusterStack extends aws.AwsStack {
  public readonly cluster: aws.DataCluster;

  public constructor(
    scope: Construct,
    id: string,
    environment: EnvironmentProps,
    cloud: CloudDefinition,
    network: aws.IDataNetwork,
  ) {
    super(scope, id, { environment });
    const administrators = [...cloud.cluster.administrators];
    if (cloud.ci) administrators.push(aws.CiRoles.applyRoleArnOf(this));
    this.cluster = new aws.DataCluster(this, 'Cluster', {
      ...cloud.cluster,
      network,
      administrators,
      viewers: cloud.ci ? [aws.CiRoles.planRoleArnOf(this)] : [],
    });
    new aws.Karpenter(this, 'Karpenter', { cluster: this.cluster });
  }
}
