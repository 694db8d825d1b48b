import { IConstruct } from 'constructs';
import { Environment } from '../core';
import { podGroups } from '../kubernetes/internal';
import { IPolicy, PolicyFinding } from './policy';
import { distinct } from './tree';

/** No pod asks for more time to end than a drain of its node gives it. */
export class GracePeriodPolicy implements IPolicy {
  public readonly code = 'POL001';
  public readonly requirement = "a pod's grace period fits the longest that its node class allows";
  public readonly remedy =
    "raise the node class's maxGracePeriod (Karpenter's terminationGracePeriod), or shorten the pod's";

  public findings(root: IConstruct): PolicyFinding[] {
    const findings = podGroups(root).flatMap(({ owner, nodeClass, gracePeriod }) => {
      const { maxGracePeriod } = Environment.of(owner).placementOf(nodeClass);
      return maxGracePeriod && gracePeriod.toSeconds() > maxGracePeriod.toSeconds()
        ? [
            {
              path: owner.node.path,
              text: `the pod asks for ${gracePeriod.toSeconds()} s to end where nodes of class ${nodeClass.id} give ${maxGracePeriod.toSeconds()} s`,
            },
          ]
        : [];
    });
    return distinct(findings);
  }
}
