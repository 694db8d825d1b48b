import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { ContainerSize, Cpu, Rounding } from '../../core';
import { bytesOf, mebibytesBelow, quantityOf } from '../../core/internal';
import { DRIVERS_SHARE } from '../sizing';

/** What a team's quotas are made from. */
export interface TeamQuotasInput {
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly capacity: ContainerSize;
  readonly driverPriorityClass: string;
}

/** Two pods a core: drivers, and executors of one core, that end while their successors start. */
const PODS_PER_CORE = 2;

/**
 * What a team's pods may ask for together, and its drivers of that. Nothing is said of limits on CPU: executors have none, and a quota on them
 * would refuse them all.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/#resource-quota-per-priorityclass
 */
export class TeamQuotas extends Construct {
  public constructor(scope: Construct, id: string, { name, labels, capacity, driverPriorityClass }: TeamQuotasInput) {
    super(scope, id);
    const { cpu, memory } = capacity;
    const hard = (share: number) => ({
      'requests.cpu': k8s.Quantity.fromString(cpu.times(share, Rounding.FLOOR).toString()),
      'requests.memory': k8s.Quantity.fromString(quantityOf(mebibytesBelow(bytesOf(memory) * share))),
      pods: k8s.Quantity.fromString(String(podsOf(cpu, share))),
    });
    new k8s.KubeResourceQuota(this, 'All', { metadata: { name, labels }, spec: { hard: hard(1) } });
    new k8s.KubeResourceQuota(this, 'Drivers', {
      metadata: { name: `${name}-drivers`, labels },
      spec: {
        hard: hard(DRIVERS_SHARE),
        scopeSelector: {
          matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: [driverPriorityClass] }],
        },
      },
    });
  }
}

function podsOf(cpu: Cpu, share: number): number {
  return Math.max(4, Math.ceil((cpu.toMillis() / 1000) * PODS_PER_CORE * share));
}
