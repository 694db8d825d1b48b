import { TerraformResource } from 'cdktf';
import { IConstruct } from 'constructs';

/**
 * Make a resource wait for all resources of some constructs, and be destroyed before them. Terraform does not see by itself that a role is
 * useless without its policies.
 */
export function waitFor(resource: TerraformResource, ...constructs: IConstruct[]): void {
  const names = constructs
    .flatMap((construct) => construct.node.findAll())
    .filter((construct) => TerraformResource.isTerraformResource(construct))
    .map((other) => `${other.terraformResourceType}.${other.friendlyUniqueId}`);
  resource.dependsOn = [...new Set([...(resource.dependsOn ?? []), ...names])].sort();
}
