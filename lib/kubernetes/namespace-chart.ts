import { Chart, Lazy, Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-34';
import { Construct, IConstruct } from 'constructs';
import { Cpu } from '../core';
import { checkRules, MANAGED_BY, objectName, quantityOf } from '../core/internal';
import { DeletionGuard } from './deletion-guard';
import { namespaceChartRules } from './kubernetes-rules';
import { setRollout } from './rollout';

/**
 * How far pods of a namespace may reach into their node. The API server refuses pods that ask for more.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export enum PodSecurity {
  /** Non-root, no capabilities, seccomp: what every pod of this library meets unless its engine says otherwise. */
  RESTRICTED = 'restricted',
  /** No known privilege escalation, but root is allowed. */
  BASELINE = 'baseline',
  /** Anything. */
  PRIVILEGED = 'privileged',
}

/** What all objects of a namespace may ask for together. */
export interface NamespaceQuota {
  /**
   * The sum of all CPU requests.
   * @default - no bound
   */
  readonly cpu?: Cpu;
  /**
   * The sum of all memory requests.
   * @default - no bound
   */
  readonly memory?: Size;
  /**
   * The sum of all volume claims.
   * @default - no bound
   */
  readonly storage?: Size;
  /**
   * How many pods.
   * @default - no bound
   */
  readonly pods?: number;
}

/** Props of `NamespaceChart`. */
export interface NamespaceChartProps {
  /**
   * The namespace's name.
   * @default - the id
   */
  readonly name?: string;
  /**
   * The Pod Security level that the API server enforces.
   * @default PodSecurity.RESTRICTED
   */
  readonly podSecurity?: PodSecurity;
  /**
   * Bounds on what all objects together may ask for.
   * @default - bounds only the load balancers, to those that constructs of this chart ask for
   */
  readonly quota?: NamespaceQuota;
}

// `instanceof` holds for any Chart: cdk8s defines it by a symbol.
const owners = new WeakMap<Chart, NamespaceChart>();

/**
 * A chart that owns its namespace: Pod Security enforced, all traffic denied that no construct opened, no load balancer that no
 * construct asked for, and no data deleted that nobody said may go.
 */
export class NamespaceChart extends Chart {
  /**
   * The chart that a construct stands in, if it is a NamespaceChart.
   *
   * @internal
   */
  public static _find(construct: IConstruct): NamespaceChart | undefined {
    return owners.get(Chart.of(construct));
  }

  /** The level that is enforced. */
  public readonly podSecurity: PodSecurity;
  private readonly namespaceObject: k8s.KubeNamespace;
  private loadBalancers = 0;

  public constructor(scope: Construct, id: string, props: NamespaceChartProps = {}) {
    const name = props.name ?? id;
    super(scope, id, { namespace: name });
    owners.set(this, this);
    objectName(this, name);
    checkRules(this, namespaceChartRules, { name });
    this.podSecurity = props.podSecurity ?? PodSecurity.RESTRICTED;

    this.namespaceObject = new k8s.KubeNamespace(this, 'Namespace', {
      metadata: {
        name,
        labels: {
          'app.kubernetes.io/managed-by': MANAGED_BY,
          ...Object.fromEntries(
            ['enforce', 'audit', 'warn'].flatMap((mode) => [
              [`pod-security.kubernetes.io/${mode}`, this.podSecurity],
              [`pod-security.kubernetes.io/${mode}-version`, 'latest'],
            ]),
          ),
        },
      },
    });
    // Deleting a Namespace deletes every volume claim in it.
    setRollout(this.namespaceObject, { holdsData: true });
    this.namespaceObject.node.addDependency(new DeletionGuard(this, 'namespace'));
    new k8s.KubeNetworkPolicy(this, 'DefaultDeny', {
      metadata: { name: 'default-deny' },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
    new k8s.KubeResourceQuota(this, 'Quota', {
      metadata: { name: 'quota' },
      spec: {
        hard: Lazy.any({ produce: () => this.hardLimits(props.quota ?? {}) }) as { [key: string]: k8s.Quantity },
      },
    });
  }

  /**
   * Allow one more load balancer: called by what exposes an endpoint.
   *
   * @internal
   */
  public _allowLoadBalancer(): void {
    this.loadBalancers += 1;
  }

  /**
   * Give the namespace labels more: called by what something finds it by.
   *
   * @internal
   */
  public _label(labels: Record<string, string>): void {
    for (const [key, value] of Object.entries(labels)) this.namespaceObject.metadata.addLabel(key, value);
  }

  private hardLimits(quota: NamespaceQuota): Record<string, k8s.Quantity> {
    const limits: Record<string, string | undefined> = {
      'services.loadbalancers': String(this.loadBalancers),
      'requests.cpu': quota.cpu?.toString(),
      'requests.memory': quota.memory && quantityOf(quota.memory),
      'requests.storage': quota.storage && quantityOf(quota.storage),
      pods: quota.pods?.toString(),
    };
    return Object.fromEntries(
      Object.entries(limits).flatMap(([resource, limit]) =>
        limit ? [[resource, k8s.Quantity.fromString(limit)]] : [],
      ),
    );
  }
}
