import { Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-34';

/** How fast a number of pods may change in one direction. */
export interface ScalingPace {
  /**
   * How long a wish must have lasted: of all numbers wished for in that time, the one that changes least is taken. Whole seconds, at most an hour.
   * @default - none for scaling out, 10 minutes for scaling in
   */
  readonly stabilization?: Duration;
  /**
   * By how many percent of the pods it may change within a period.
   * @default - 100 for scaling out, 10 for scaling in; no such limit, where only `pods` is given
   */
  readonly percent?: number;
  /**
   * By how many pods it may change within a period. Where `percent` is given too, whichever is more.
   * @default - 4 for scaling out, 1 for scaling in; no such limit, where only `percent` is given
   */
  readonly pods?: number;
  /**
   * The period, whole seconds, at most half an hour.
   * @default - 1 minute for scaling out, 5 minutes for scaling in
   */
  readonly period?: Duration;
}

/** A pace with everything said. */
export interface CompletePace {
  readonly stabilization: Duration;
  readonly percent?: number;
  readonly pods?: number;
  readonly period: Duration;
}

/** Who waits for more waits now. */
const OUT = { stabilization: Duration.seconds(0), percent: 100, pods: 4, period: Duration.minutes(1) };

/** A member that leaves hands over what it has, and load that comes back finds it gone. */
const IN = { stabilization: Duration.minutes(10), percent: 10, pods: 1, period: Duration.minutes(5) };

/** How fast pods are added. */
export function paceOut(given: ScalingPace = {}): CompletePace {
  return complete(given, OUT);
}

/** How fast pods are taken away. */
export function paceIn(given: ScalingPace = {}): CompletePace {
  return complete(given, IN);
}

function complete(given: ScalingPace, standard: Required<CompletePace>): CompletePace {
  const limits = given.percent === undefined && given.pods === undefined ? standard : given;
  return {
    stabilization: given.stabilization ?? standard.stabilization,
    percent: limits.percent,
    pods: limits.pods,
    period: given.period ?? standard.period,
  };
}

/**
 * Both paces as Kubernetes reads them, and KEDA too, complete: the API server would fill in the rest.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#configurable-scaling-behavior
 */
export function behavior(out: CompletePace, into: CompletePace): Required<k8s.HorizontalPodAutoscalerBehaviorV2> {
  return { scaleUp: rules(out), scaleDown: rules(into) };
}

function rules({ stabilization, percent, pods, period }: CompletePace): k8s.HpaScalingRulesV2 {
  const policy = (type: string, value: number | undefined) =>
    value === undefined ? [] : [{ type, value, periodSeconds: period.toSeconds() }];
  return {
    stabilizationWindowSeconds: stabilization.toSeconds(),
    selectPolicy: 'Max',
    policies: [...policy('Percent', percent), ...policy('Pods', pods)],
  };
}
