import { IConstruct } from 'constructs';
import { GracePeriodPolicy } from './grace-period';
import { NetworkEdgesPolicy } from './network-edges';
import { IPolicy } from './policy';
import { ReferencesPolicy } from './references';

/** The checks over a whole tree. Both outputs run them before they write anything. */
export class Policies {
  /** The policies that `apply` attaches. */
  public static standard(): IPolicy[] {
    return [new GracePeriodPolicy(), new NetworkEdgesPolicy(), new ReferencesPolicy()];
  }

  /**
   * Attach policies to a tree.
   *
   * @param scope a ManifestStack, a cdk8s App or a Chart
   * @param policies the checks; the standard ones where none are given
   */
  public static apply(scope: IConstruct, policies?: IPolicy[]): void {
    const root = manifestsOf(scope);
    for (const policy of policies ?? Policies.standard()) {
      root.node.addValidation({
        validate: () =>
          policy.findings(root).map(({ path, text }) => `[${path}] ${policy.code}: ${text}; ${policy.remedy}`),
      });
    }
  }

  private constructor() {}
}

/** A ManifestStack keeps its Kubernetes objects in a tree of their own. */
function manifestsOf(scope: IConstruct): IConstruct {
  return 'manifests' in scope ? (scope.manifests as IConstruct) : scope;
}
