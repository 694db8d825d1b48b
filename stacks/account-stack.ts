import { aws, DeletionPolicy } from 'bigdata-constructs';
import { Construct } from 'constructs';
import { AccountDefinition } from './environments';

/** What stands in names and tags where others have their environment's. */
const NAME = 'account';

/**
 * What an account has once, for all of its environments. It keeps its state as the bootstrap stacks do: in a bucket of its own, and beside
 * cdktf.json until it is migrated there.
 */
export class AccountStack extends aws.AwsStack {
  /** The stack of an account, the same for all environments of an app. */
  public static ofAccount(scope: Construct, definition: AccountDefinition): AccountStack {
    const id = `account-${definition.profile.accountId}`;
    return (scope.node.tryFindChild(id) as AccountStack | undefined) ?? new AccountStack(scope, id, definition);
  }

  private constructor(scope: Construct, id: string, { profile, bootstrapped, singletons }: AccountDefinition) {
    const stateBucket = aws.RemoteState.bucketNameOf(new aws.AwsProfile(profile), NAME);
    const own = new aws.AwsProfile({ ...profile, stateBucket: bootstrapped ? stateBucket : undefined });
    super(scope, id, { environment: { name: NAME, deletionPolicy: DeletionPolicy.RETAIN, extensions: [own] } });
    new aws.RemoteState(this, 'State');
    new aws.AccountSingletons(this, 'Singletons', singletons);
  }
}
