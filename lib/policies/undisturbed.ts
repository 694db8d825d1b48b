import { IConstruct } from 'constructs';
import { Environment } from '../core';
import { podGroups } from '../kubernetes/internal';
import { IPolicy, PolicyFinding } from './policy';
import { distinct } from './tree';

/** As Go writes durations: `90m`, `1h30m`. */
const DURATION = /^(\d+(\.\d+)?(h|m|s|ms))+$/;

/**
 * No pod keeps its node from being renewed for ever: it asks to be left alone for some time, or its nodes end it after a time of theirs.
 *
 * @see https://karpenter.sh/docs/concepts/disruption/#pod-level-controls
 */
export class UndisturbedPolicy implements IPolicy {
  public readonly code = 'POL009';
  public readonly requirement = 'a pod that asks to be left alone on its node asks so for a time that ends';
  public readonly remedy = "write a duration: '4h'";

  public findings(root: IConstruct): PolicyFinding[] {
    const findings = podGroups(root).flatMap(({ owner, nodeClass, annotations }) => {
      const { undisturbedAnnotation = '', maxGracePeriod } = Environment.of(owner).placementOf(nodeClass);
      const value = annotations[undisturbedAnnotation];
      if (value === undefined || value === 'false' || DURATION.test(value) || (value === 'true' && maxGracePeriod))
        return [];
      const text =
        value === 'true'
          ? `the pod asks for ever to be left alone, by ${undisturbedAnnotation}, on nodes of class ${nodeClass.id}, which wait for it`
          : `the pod asks to be left alone for '${value}', by ${undisturbedAnnotation}, which is no duration`;
      return [{ path: owner.node.path, text }];
    });
    return distinct(findings);
  }
}
