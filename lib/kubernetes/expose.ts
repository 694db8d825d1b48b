import { IConstruct } from 'constructs';
import { Environment } from '../core';
import { checkRules } from '../core/internal';
import { Exposure } from './exposure';
import { exposeRules } from './kubernetes-rules';
import { NamespaceChart } from './namespace-chart';

/** Options of a load balancer. */
export interface LoadBalancerOptions {
  /** Who may connect, by address: `10.0.0.0/8`, at least one. The load balancer's own subnets belong to it, from where it looks whether pods serve. */
  readonly sourceRanges: string[];
  /**
   * Annotations of the Service besides those by which the environment's cloud makes a load balancer internal. They win where both have a key.
   * @default - those of the cloud alone
   */
  readonly annotations?: Record<string, string>;
}

/** How clients outside the cluster reach an engine. */
export class Expose {
  /** Not at all. */
  public static none(): Expose {
    return new Expose();
  }

  /**
   * By a load balancer without a public address. How it becomes one is said by the environment's cloud, `aws.AwsProfile` for one; where there is
   * none, by `annotations`.
   */
  public static internalLoadBalancer(options: LoadBalancerOptions): Expose {
    return new Expose(options);
  }

  private constructor(private readonly options?: LoadBalancerOptions) {}

  /**
   * Who may connect; nobody, where nothing is exposed.
   *
   * @internal
   */
  public get _sourceRanges(): string[] {
    return [...(this.options?.sourceRanges ?? [])];
  }

  /**
   * What its owner says of the load balancer.
   *
   * @internal
   */
  public get _annotations(): Record<string, string> {
    return { ...this.options?.annotations };
  }

  /**
   * What one Service has besides, whether it is ours or one that an operator makes. The quota of its namespace then allows one more load balancer.
   *
   * @internal
   */
  public _service(scope: IConstruct): Exposure | undefined {
    if (!this.options) return undefined;
    const { sourceRanges, annotations: own = {} } = this.options;
    const cloud = Environment.of(scope).cloudProfile;
    const annotations = { ...cloud?.internalLoadBalancerAnnotations, ...own };
    const annotated = Object.keys(annotations).length > 0;
    checkRules(scope, exposeRules, { sourceRanges, annotated });
    NamespaceChart._find(scope)?._allowLoadBalancer();
    return {
      annotations: annotated ? annotations : undefined,
      spec: {
        type: 'LoadBalancer',
        loadBalancerSourceRanges: sourceRanges,
        // Network policies know clients by their addresses. A cloud's load balancer goes to pods itself and keeps them; any other one comes by a
        // node, which keeps them for its own pods alone.
        ...(cloud ? { allocateLoadBalancerNodePorts: false } : { externalTrafficPolicy: 'Local' }),
      },
    };
  }
}
