import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { IScalable } from '../core';
import { Scaling } from './scaling';
import { behavior } from './scaling-pace';
import { ScalingSignal } from './scaling-signal';

/** What an autoscaling object is made from, complete. */
export interface AutoscalingInput {
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly target: IScalable;
  readonly scaling: Scaling;
  readonly signals: ScalingSignal[];
}

/**
 * An autoscaler of Kubernetes itself, which follows CPU and memory.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
 */
export function podAutoscaler(scope: Construct, { name, labels, target, scaling, signals }: AutoscalingInput): void {
  new k8s.KubeHorizontalPodAutoscalerV2(scope, 'Resource', {
    metadata: { name, labels },
    spec: {
      scaleTargetRef: { apiVersion: target.scaleApiVersion, kind: target.scaleKind, name: target.scaleName },
      minReplicas: scaling.min,
      maxReplicas: scaling.max,
      metrics: signals.map((signal) => ({
        type: 'Resource',
        resource: { name: signal.name, target: { type: 'Utilization', averageUtilization: signal._percent() } },
      })),
      behavior: behavior(scaling._scaleOut(), scaling._scaleIn()),
    },
  });
}
