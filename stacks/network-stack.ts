import { aws, EnvironmentProps } from 'bigdata-constructs';
import { Construct } from 'constructs';

/** The VPC of an environment. */
export class NetworkStack extends aws.AwsStack {
  public readonly network: aws.DataNetwork;

  public constructor(scope: Construct, id: string, environment: EnvironmentProps, props: aws.DataNetworkProps) {
    super(scope, id, { environment });
    this.network = new aws.DataNetwork(this, 'Network', props);
  }
}
