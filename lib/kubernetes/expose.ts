/** Options of a load balancer. */
export interface LoadBalancerOptions {
  /** Who may connect: `10.0.0.0/8`. */
  readonly sourceRanges: string[];
  /**
   * Further annotations of the Service.
   * @default - those that make an AWS network load balancer internal
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
   * By a load balancer without a public address.
   *
   * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/
   */
  public static internalLoadBalancer(options: LoadBalancerOptions): Expose {
    return new Expose(options);
  }

  private constructor(private readonly options?: LoadBalancerOptions) {}

  /**
   * @internal
   */
  public _loadBalancer(): LoadBalancerOptions | undefined {
    return this.options;
  }
}
