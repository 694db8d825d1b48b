import { Construct } from 'constructs';
import { IScalable, PartOf } from '../core';
import { checkRules, objectLabels, objectName } from '../core/internal';
import { namespaceOf } from '../kubernetes/internal';
import { MonitoringProfile } from '../monitoring';
import { podAutoscaler } from './pod-autoscaler';
import { scaledObject } from './scaled-object';
import { Scaling } from './scaling';
import { autoscalerRules } from './scaling-rules';
import { ScalingSignal } from './scaling-signal';

/** Props of `Autoscaler`. */
export interface AutoscalerProps {
  /** The workload. */
  readonly target: IScalable;
  /** How many pods there are. Where the number is fixed, there is no autoscaler. */
  readonly scaling: Scaling;
  /** Which part of which cluster the workload is: metrics are read from that cluster alone. */
  readonly partOf: PartOf;
  /**
   * What the number follows, where `scaling` does not say.
   * @default - `scaling` must say
   */
  readonly signals?: ScalingSignal[];
  /**
   * How many pods there must be at least: a replication factor; 0 where the workload can be stopped as a whole.
   * @default 1
   */
  readonly minimum?: number;
  /**
   * Whether there are to be none: the workload is stopped as a whole, and goes on where it is started again. The target has no pods of its own accord.
   * @default false
   */
  readonly stopped?: boolean;
  /**
   * The name of the autoscaling object.
   * @default - the workload's name
   */
  readonly name?: string;
}

/** Which autoscaler a workload has. */
const owners = new WeakMap<IScalable, string>();

/**
 * Keeps a workload's number of pods where its signals want it: by a HorizontalPodAutoscaler where they are CPU and memory alone, and by KEDA where
 * Prometheus is asked. The workload then renders no number of its own, or every deployment would reset it.
 *
 * What never scales by itself, members of a quorum for one, simply has none.
 */
export class Autoscaler extends Construct {
  public constructor(scope: Construct, id: string, props: AutoscalerProps) {
    super(scope, id);
    const { target, scaling, partOf, minimum = 1, stopped = false } = props;
    const signals = scaling.signals.length > 0 ? scaling.signals : (props.signals ?? []);
    checkRules(this, autoscalerRules, { scaling, signals, minimum, other: owners.get(target) });
    if (!scaling.autoscaled) return;
    const namespaceName = namespaceOf(this);
    owners.set(target, this.node.path);
    const byMetrics = signals.some((signal) => signal._metric());
    // A HorizontalPodAutoscaler cannot say zero, and does nothing where the workload does.
    if (stopped && !byMetrics) return;
    target.markAutoscaled(stopped ? 0 : scaling.min, stopped ? 0 : scaling.max);
    const input = {
      name: objectName(this, props.name ?? target.scaleName),
      labels: objectLabels(partOf),
      target,
      scaling,
      signals,
    };
    if (byMetrics) {
      const { prometheusUrl, seriesLabels } = MonitoringProfile.of(this);
      scaledObject(this, {
        ...input,
        prometheusUrl,
        stopped,
        owner: { engine: partOf.engine, cluster: partOf.cluster, namespaceName, seriesLabels },
      });
    } else {
      podAutoscaler(this, input);
    }
  }
}
