import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { SeriesOwner } from '../monitoring';
import { AutoscalingInput } from './pod-autoscaler';
import { behavior } from './scaling-pace';
import { ScalingSignal } from './scaling-signal';

/** What a ScaledObject is made from, complete. */
export interface ScaledObjectInput extends AutoscalingInput {
  readonly prometheusUrl: string;
  /** Whether there are to be no pods, whatever the signals say. */
  readonly stopped: boolean;
  /** Whose series are read. */
  readonly owner: SeriesOwner;
}

/**
 * An autoscaler of KEDA, which makes a HorizontalPodAutoscaler and answers what that asks.
 *
 * An outage of Prometheus never scales in. An answer without a value is an error (`ignoreNullValues`), and what an error leads to is the number of
 * pods that there are (`fallback`). That works for values that are divided over the pods alone, so no metric has any other type.
 *
 * @see https://keda.sh/docs/2.20/reference/scaledobject-spec/
 * @see https://keda.sh/docs/2.20/concepts/scaling-deployments/#pausing-autoscaling
 */
export function scaledObject(scope: Construct, input: ScaledObjectInput): void {
  const { name, labels, target, scaling, signals, stopped } = input;
  new ApiObject(scope, 'Resource', {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name, labels, annotations: stopped ? { 'autoscaling.keda.sh/paused-replicas': '0' } : undefined },
    spec: {
      scaleTargetRef: { apiVersion: target.scaleApiVersion, kind: target.scaleKind, name: target.scaleName },
      minReplicaCount: scaling.min,
      maxReplicaCount: scaling.max,
      ...(scaling.min === 0 && whenAtZero(scaling._scaleIn().stabilization.toSeconds())),
      fallback: {
        failureThreshold: 3,
        behavior: 'currentReplicasIfHigher',
        // Never 0: KEDA takes that for a wish to stop everything as soon as a trigger fails. So an outage may start one pod, and ends none.
        replicas: Math.max(scaling.min, 1),
      },
      advanced: {
        // Who removes the autoscaler keeps the pods that there are.
        restoreToOriginalReplicaCount: false,
        horizontalPodAutoscalerConfig: { name, behavior: behavior(scaling._scaleOut(), scaling._scaleIn()) },
      },
      triggers: signals.map((signal) => trigger(signal, input)),
    },
  });
}

/** The step between nothing and one is KEDA's own; all others are those of the HorizontalPodAutoscaler. */
function whenAtZero(cooldownPeriod: number) {
  return { pollingInterval: 15, cooldownPeriod };
}

function trigger(signal: ScalingSignal, { prometheusUrl, owner }: ScaledObjectInput) {
  const metric = signal._metric();
  return metric
    ? {
        type: 'prometheus',
        name: metric.name,
        metricType: 'AverageValue',
        metadata: {
          serverAddress: prometheusUrl,
          query: metric.expression.promql(owner),
          threshold: String(metric.targetPerPod),
          ignoreNullValues: 'false',
        },
      }
    : { type: signal.name, metricType: 'Utilization', metadata: { value: String(signal._percent()) } };
}
