import { aws, EnvironmentProps } from 'bigdata-constructs';
import { Construct } from 'constructs';

/** The database of the metastore: it lives in the network, and outlives the cluster. */
export class DatabaseStack extends aws.AwsStack {
  public readonly database: aws.MetastoreDatabase;

  public constructor(scope: Construct, id: string, environment: EnvironmentProps, props: aws.MetastoreDatabaseProps) {
    super(scope, id, { environment });
    this.database = new aws.MetastoreDatabase(this, 'Metastore', props);
  }
}
