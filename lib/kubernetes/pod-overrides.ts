import { ContainerProps, EnvValue, VolumeMount } from './container';

/** Names of an address that is not in the DNS. */
export interface HostAlias {
  /** The address, IPv4 or IPv6. */
  readonly ip: string;
  /** Its names, at least one. */
  readonly hostnames: string[];
}

/**
 * What pods have besides what the library gives them. It adds and never replaces: what would take the place of something that is there
 * already is refused by name.
 */
export interface PodOverrides {
  /**
   * Labels of the pods. Selectors and network policies do not look at them.
   * @default - none
   */
  readonly labels?: Record<string, string>;
  /**
   * Annotations of the pods.
   * @default - none
   */
  readonly annotations?: Record<string, string>;
  /**
   * Environment variables of the main container: literals, or keys of Secrets.
   * @default - none
   */
  readonly env?: Record<string, EnvValue>;
  /**
   * Volumes in the main container: Secrets, ConfigMaps, scratch space.
   * @default - none
   */
  readonly mounts?: VolumeMount[];
  /**
   * Containers that start before all others of the pod and end after them: log shippers, proxies. They are hardened as ours are, run as the
   * pod's user, and share a volume of ours where they mount one that is the same. A job ends whether they do or not.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/ (Kubernetes 1.29)
   * @default - none
   */
  readonly sidecars?: ContainerProps[];
  /**
   * Names of addresses that are not in the DNS.
   * @default - none
   */
  readonly hostAliases?: HostAlias[];
  /**
   * The PriorityClass, which must exist.
   * @default - the cluster's default class
   */
  readonly priorityClass?: string;
  /**
   * Annotations of the pods' service account, where the part has one of its own.
   * @default - none
   */
  readonly serviceAccountAnnotations?: Record<string, string>;
}
