import { aws, EnvironmentProps, IIdentity, StoreAccess } from 'bigdata-constructs';
import { Construct } from 'constructs';

/** Who the controllers of the platform are to AWS. */
export interface PlatformIdentities {
  readonly secrets: IIdentity;
  readonly loadBalancers: IIdentity;
  /** Who ships logs, if somebody does. */
  readonly logs?: IIdentity;
}

/** What pods of an environment may do in AWS. */
export class AccessStack extends aws.AwsStack {
  public constructor(
    scope: Construct,
    id: string,
    environment: EnvironmentProps,
    platform: PlatformIdentities,
    stores: StoreAccess[],
    database?: aws.MetastoreDatabase,
  ) {
    super(scope, id, { environment });
    const of = (identity: IIdentity) =>
      new aws.WorkloadAccess(this, `${identity.namespaceName}-${identity.serviceAccountName}`, { identity });
    const secrets = of(platform.secrets);
    aws.PlatformPermissions.secrets(secrets);
    database?.grantAdministrator(secrets);
    aws.PlatformPermissions.loadBalancers(of(platform.loadBalancers));
    if (platform.logs) new aws.PodLogs(this, 'Logs').grantWrite(of(platform.logs));
    aws.WorkloadAccess.forStores(this, stores);
  }
}
