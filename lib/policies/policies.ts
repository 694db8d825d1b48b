import { IConstruct } from 'constructs';
import { Warnings } from '../core';
import { AddressesPolicy, AllAddressesPolicy } from './address-policies';
import { GracePeriodPolicy } from './grace-period';
import { IJointPolicy, JointFinding } from './joint-policy';
import { NetworkEdgesPolicy } from './network-edges';
import { OneWriterPolicy } from './one-writer';
import { NodeLimitsPolicy, NodeWastePolicy, PodFitsPolicy, PodsReachMaximumPolicy } from './placement-policies';
import { IPolicy } from './policy';
import { ReferencesPolicy } from './references';
import { UndisturbedPolicy } from './undisturbed';

/** The checks over a whole tree. Both outputs run them before they write anything. */
export class Policies {
  /** The policies that `apply` attaches. */
  public static standard(): IPolicy[] {
    return [
      new GracePeriodPolicy(),
      new NetworkEdgesPolicy(),
      new ReferencesPolicy(),
      new OneWriterPolicy(),
      new UndisturbedPolicy(),
    ];
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

  /** The policies that `applyTogether` attaches. */
  public static joint(): IJointPolicy[] {
    return [
      new PodFitsPolicy(),
      new PodsReachMaximumPolicy(),
      new NodeLimitsPolicy(),
      new NodeWastePolicy(),
      new AddressesPolicy(),
      new AllAddressesPolicy(),
    ];
  }

  /**
   * Attach policies to the trees of one environment, which are looked at together: pods of one stack against nodes of another. Each tree
   * reports what is found in it.
   *
   * @param trees the stacks, cdk8s Apps or Charts of one environment, those with nodes among them
   * @param policies the checks; all of them where none are given
   */
  public static applyTogether(trees: IConstruct[], policies?: IJointPolicy[]): void {
    const roots = trees.map(manifestsOf);
    for (const policy of policies ?? Policies.joint()) {
      for (const root of roots) root.node.addValidation({ validate: () => problemsIn(root, policy, roots) });
    }
  }

  private constructor() {}
}

/** What a joint policy finds in one of the trees. Warnings are left with the constructs that they are about. */
function problemsIn(root: IConstruct, policy: IJointPolicy, roots: IConstruct[]): string[] {
  const text = (finding: JointFinding) => `${finding.text}; ${policy.remedy}`;
  const own = policy.findings(roots).filter(({ construct }) => construct.node.scopes.includes(root));
  if (!policy.isWarning) return own.map((finding) => `[${finding.path}] ${policy.code}: ${text(finding)}`);
  for (const finding of own) Warnings.of(finding.construct).add(policy.code, text(finding));
  return [];
}

/** A ManifestStack keeps its Kubernetes objects in a tree of their own. */
function manifestsOf(scope: IConstruct): IConstruct {
  return 'manifests' in scope ? (scope.manifests as IConstruct) : scope;
}
