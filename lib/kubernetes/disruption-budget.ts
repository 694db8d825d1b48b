import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { PartOf } from '../core';
import { checkRules, objectLabels, objectName, selectorLabels } from '../core/internal';
import { disruptionRules } from './kubernetes-rules';
import { namespaceOf } from './namespace';
import { declareBudget } from './pod-group';
import { setRollout } from './rollout';

/** Props of `DisruptionBudget`. */
export interface DisruptionBudgetProps {
  /** The budget's name. */
  readonly name: string;
  /** Whose pods it protects. */
  readonly partOf: PartOf;
  /**
   * Labels of the pods, where an operator sets others than ours.
   * @default - the selector labels of the part
   */
  readonly selector?: Record<string, string>;
  /** How many pods there are. */
  readonly members: number;
  /**
   * How many of them must run for the whole to work: a majority, for a quorum.
   * @default - all but `maxUnavailable`
   */
  readonly quorum?: number;
  /**
   * How many may be drained at once.
   * @default 1
   */
  readonly maxUnavailable?: number;
  /**
   * Whether an operator makes the pods itself, from an object without the subresource `scale`. Kubernetes then does not know how many there should be,
   * and refuses every eviction under a budget that counts those that are missing: this one counts those that stay.
   *
   * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/#arbitrary-controllers-and-selectors
   * @default false
   */
  readonly operated?: boolean;
}

/**
 * How many pods a node drain or an autoscaler may take away at once.
 *
 * A pod that is broken anyway can always be evicted, so that a failing member never blocks a drain for ever; and a single
 * member can be drained, since nothing would ever let it go otherwise.
 */
export class DisruptionBudget extends Construct {
  public constructor(scope: Construct, id: string, props: DisruptionBudgetProps) {
    super(scope, id);
    const maxUnavailable = props.maxUnavailable ?? 1;
    const quorum = props.quorum ?? props.members - maxUnavailable;
    checkRules(this, disruptionRules, { members: props.members, maxUnavailable, quorum });
    const name = objectName(this, props.name);
    const selector = props.selector ?? selectorLabels(props.partOf);
    declareBudget(this, {
      name,
      namespaceName: namespaceOf(this),
      selector,
      quorum: props.quorum,
      maxUnavailable,
    });
    const budget = new k8s.KubePodDisruptionBudget(this, 'Resource', {
      metadata: { name, labels: objectLabels(props.partOf) },
      spec: {
        ...(props.operated
          ? { minAvailable: k8s.IntOrString.fromNumber(Math.max(props.members - maxUnavailable, 0)) }
          : { maxUnavailable: k8s.IntOrString.fromNumber(maxUnavailable) }),
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
        selector: { matchLabels: selector },
      },
    });
    // A member that stays because its removal is refused keeps its budget.
    setRollout(budget, { removedLast: true });
  }
}
