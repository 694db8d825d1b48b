import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { Construct, IConstruct } from 'constructs';
import { checkRules } from '../core/internal';
import { roleRules } from './access-rules';
import { AwsProfile } from './aws-profile';
import { policyJson, PolicyStatement } from './iam-policy';

/** What a role is made of. */
export interface RoleInput {
  /** Its name, without the environment: `nodes`. */
  readonly name: string;
  readonly description: string;
  /** The policy that says who may take it. */
  readonly trust: string;
  /** Names of policies that AWS manages: `AmazonEKSClusterPolicy`, `service-role/AWSConfigRole`. */
  readonly managedPolicies?: string[];
}

/** A role of an environment, by a name that is known before it exists, under the path of its environment. */
export class Role extends Construct {
  /** The ARN of a role, known before it exists. */
  public static arnOf(scope: IConstruct, name: string): string {
    const profile = AwsProfile.of(scope);
    return profile.iamArn(`role${profile.iamPath(scope)}${profile.globalName(scope, name)}`);
  }

  public readonly roleName: string;
  public readonly roleArn: string;
  /** Attachments and policies: what uses the role waits for them. */
  public readonly permissions: Construct[] = [];
  private readonly resource: IamRole;

  public constructor(scope: Construct, id: string, input: RoleInput) {
    super(scope, id);
    const profile = AwsProfile.of(this);
    this.roleName = profile.globalName(this, input.name);
    checkRules(this, roleRules, { roleName: this.roleName });
    this.resource = new IamRole(this, 'Resource', {
      name: this.roleName,
      path: profile.iamPath(this),
      description: input.description,
      assumeRolePolicy: input.trust,
      // Policies are attached one by one, below; whatever else is found on it was put there by hand.
      forceDetachPolicies: true,
    });
    this.roleArn = this.resource.arn;
    for (const policy of input.managedPolicies ?? []) {
      this.permissions.push(
        new IamRolePolicyAttachment(this, policy.replace(/.*\//, ''), {
          role: this.resource.name,
          policyArn: `arn:${profile.partition}:iam::aws:policy/${policy}`,
        }),
      );
    }
  }

  /** Allow more, by a policy of the role's own. All of a role's own together have at most 10,240 characters. */
  public allow(id: string, statements: PolicyStatement[]): void {
    this.permissions.push(
      new IamRolePolicy(this, id, {
        name: id.toLowerCase(),
        role: this.resource.name,
        policy: policyJson(statements),
      }),
    );
  }
}
