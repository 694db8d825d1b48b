import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { objectLabels } from '../../core/internal';
import { partOf } from '../components';
import { SparkPlatformSettings } from '../interfaces';

/**
 * Who goes before whom where room is scarce: what serves, which has 0, before drivers, and drivers before executors. An executor takes nobody's place.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
 */
export class PriorityClasses extends Construct {
  public constructor(scope: Construct, id: string, settings: SparkPlatformSettings) {
    super(scope, id);
    const { name: cluster, driverPriorityClass, executorPriorityClass } = settings;
    const priorityClass = (component: 'driver' | 'executor', name: string, value: number, preemptionPolicy: string) =>
      new k8s.KubePriorityClass(this, component, {
        metadata: { name, labels: objectLabels(partOf(cluster, component)) },
        value,
        preemptionPolicy,
        description: `${component}s of Spark's applications`,
      });
    priorityClass('driver', driverPriorityClass, -50, 'PreemptLowerPriority');
    priorityClass('executor', executorPriorityClass, -100, 'Never');
  }
}
