import { IConstruct } from 'constructs';
import { Environment, IEnvironmentExtension, NetworkSelector } from '../core';
import { inNamespace } from './selectors';

const EXTENSION_ID = 'network-profile';

/** Where one operator runs. */
export interface OperatorLocation {
  /** Its namespace. */
  readonly namespaceName: string;
  /**
   * Labels of its pods.
   * @default - the labels that its chart sets
   */
  readonly podLabels?: Record<string, string>;
}

/** Props of `NetworkProfile`. */
export interface NetworkProfileProps {
  /**
   * Where the cluster's DNS server is.
   * @default - pods labelled `k8s-app: kube-dns` in `kube-system`
   */
  readonly dns?: NetworkSelector[];
  /**
   * Addresses of the Kubernetes API server.
   * @default ["0.0.0.0/0"], on the API server's ports only
   */
  readonly apiServerCidrs?: string[];
  /**
   * Addresses of the object store.
   * @default ["0.0.0.0/0"], on the store's port only
   */
  readonly objectStoreCidrs?: string[];
  /**
   * Where Prometheus runs.
   * @default - pods labelled `app.kubernetes.io/name: prometheus` in the namespace `monitoring`
   */
  readonly monitoring?: NetworkSelector[];
  /**
   * Where operators run, by name: `clickhouse`.
   * @default - each in a namespace `<name>-operator`
   */
  readonly operators?: Record<string, OperatorLocation>;
}

/** Where the platform's own services are in an environment: pass it to `Environment.attach` as an extension. */
export class NetworkProfile implements IEnvironmentExtension {
  /** The profile of a construct's environment, or the defaults. */
  public static of(construct: IConstruct): NetworkProfile {
    const found = Environment.of(construct).extension(EXTENSION_ID);
    return found instanceof NetworkProfile ? found : new NetworkProfile();
  }

  public readonly extensionId = EXTENSION_ID;
  /** Where the cluster's DNS server is. */
  public readonly dns: NetworkSelector[];
  /** Where the Kubernetes API server is. */
  public readonly apiServer: NetworkSelector[];
  /** Where the object store is. */
  public readonly objectStore: NetworkSelector[];
  /** Where Prometheus runs. */
  public readonly monitoring: NetworkSelector[];
  private readonly operators: Record<string, OperatorLocation>;

  public constructor(props: NetworkProfileProps = {}) {
    this.dns = props.dns ?? [inNamespace('kube-system', { 'k8s-app': 'kube-dns' })];
    this.apiServer = (props.apiServerCidrs ?? ['0.0.0.0/0']).map((cidr) => ({ cidr }));
    this.objectStore = (props.objectStoreCidrs ?? ['0.0.0.0/0']).map((cidr) => ({ cidr }));
    this.monitoring = props.monitoring ?? [inNamespace('monitoring', { 'app.kubernetes.io/name': 'prometheus' })];
    this.operators = props.operators ?? {};
  }

  /**
   * Where an operator runs.
   *
   * @param name its name: `clickhouse`
   * @param podLabels the labels that its chart gives its pods
   */
  public operatorPods(name: string, podLabels: Record<string, string>): NetworkSelector {
    const location = this.operators[name] ?? { namespaceName: `${name}-operator` };
    return inNamespace(location.namespaceName, location.podLabels ?? podLabels);
  }
}
