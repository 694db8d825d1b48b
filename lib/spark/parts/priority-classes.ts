import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { objectLabels } from '../../core/internal';
import { partOf } from '../components';

/**
 * Who goes before whom where room is scarce: what serves, which has 0, before drivers, and drivers before executors. An executor takes nobody's place.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
 */
export class PriorityClasses extends Construct {
  public readonly driver: string;
  public readonly executor: string;

  public constructor(scope: Construct, id: string, { name }: { name: string }) {
    super(scope, id);
    this.driver = this.priorityClass(name, 'driver', -50, 'PreemptLowerPriority');
    this.executor = this.priorityClass(name, 'executor', -100, 'Never');
  }

  private priorityClass(cluster: string, component: 'driver' | 'executor', value: number, preemptionPolicy: string) {
    const name = `${cluster}-${component}`;
    new k8s.KubePriorityClass(this, component, {
      metadata: { name, labels: objectLabels(partOf(cluster, component)) },
      value,
      preemptionPolicy,
      description: `${component}s of Spark's applications`,
    });
    return name;
  }
}
