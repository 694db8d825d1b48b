import { k8s } from 'cdk8s-plus-34';

/** What a Service has that leads clients in from outside, besides its ports and selector. */
export interface Exposure {
  /** Undefined where there is none: the API server drops what is empty. */
  readonly annotations?: Record<string, string>;
  readonly spec: Pick<
    k8s.ServiceSpec,
    'type' | 'loadBalancerSourceRanges' | 'allocateLoadBalancerNodePorts' | 'externalTrafficPolicy'
  >;
}
