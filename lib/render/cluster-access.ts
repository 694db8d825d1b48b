import { HelmProvider, HelmProviderKubernetes } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider, KubernetesProviderConfig } from '@cdktf/provider-kubernetes/lib/provider';
import { Fn, TerraformStack } from 'cdktf';

/** The releases that `@cdktf/provider-kubernetes` and `@cdktf/provider-helm` were generated from. */
const VERSIONS = { kubernetes: '2.38.0', helm: '3.1.1' };

/** Which kubeconfig, and which cluster in it. */
export interface KubeconfigOptions {
  /**
   * The file, as Terraform's provider finds it.
   * @default "~/.kube/config"
   */
  readonly path?: string;
  /**
   * The context.
   * @default - the file's current context
   */
  readonly context?: string;
}

/** How an EKS cluster is reached. The values may come from another stack. */
export interface EksAccessOptions {
  /** The cluster's name. */
  readonly clusterName: string;
  /** Its region. */
  readonly region: string;
  /** The URL of its API. */
  readonly endpoint: string;
  /** The certificate authority of its API, PEM in base64. */
  readonly certificateAuthority: string;
  /**
   * The port on this machine that a tunnel forwards to the API.
   * @default - the API is reached where it is
   */
  readonly localPort?: number;
}

interface Connection {
  readonly kubernetes: KubernetesProviderConfig;
  readonly helm?: HelmProviderKubernetes;
}

/**
 * How Terraform reaches the Kubernetes API server.
 *
 * @see https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs#authentication
 */
export class ClusterAccess {
  /** By a kubeconfig. */
  public static kubeconfig(options: KubeconfigOptions = {}): ClusterAccess {
    const config = { configPath: options.path ?? '~/.kube/config', configContext: options.context };
    return new ClusterAccess(() => ({ kubernetes: config, helm: config }));
  }

  /**
   * By a token that `aws eks get-token` makes from the credentials of who runs Terraform, anew for each run: none is ever stored. Needs the
   * AWS CLI.
   */
  public static eks(options: EksAccessOptions): ClusterAccess {
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1beta1',
      command: 'aws',
      args: ['eks', 'get-token', '--cluster-name', options.clusterName, '--region', options.region, '--output', 'json'],
    };
    return new ClusterAccess(() => {
      const { endpoint, localPort } = options;
      const server = {
        host: localPort === undefined ? endpoint : `https://localhost:${localPort}`,
        // The certificate is the API's, whatever name it is called by.
        tlsServerName: localPort === undefined ? undefined : Fn.replace(endpoint, 'https://', ''),
        clusterCaCertificate: Fn.base64decode(options.certificateAuthority),
      };
      return { kubernetes: { ...server, exec: [exec] }, helm: { ...server, exec } };
    });
  }

  /** By the providers' environment variables (`KUBE_CONFIG_PATH`, `KUBE_CTX`), or from inside a pod. */
  public static fromEnvironment(): ClusterAccess {
    return new ClusterAccess(() => ({ kubernetes: {} }));
  }

  /** By providers that you add to the stack yourself. */
  public static ownProvider(): ClusterAccess {
    return new ClusterAccess(() => undefined);
  }

  private constructor(private readonly connection: () => Connection | undefined) {}

  /**
   * Add the providers that the stack's resources need.
   *
   * @internal
   */
  public _bind(stack: TerraformStack, needs: { kubernetes: boolean; helm: boolean }): void {
    const connection = this.connection();
    if (connection && needs.kubernetes) new KubernetesProvider(stack, 'kubernetes', connection.kubernetes);
    if (connection && needs.helm) new HelmProvider(stack, 'helm', { kubernetes: connection.helm });
    for (const [name, version] of Object.entries(VERSIONS)) {
      if (!needs[name as keyof typeof VERSIONS]) continue;
      // A bare name would be looked up elsewhere by OpenTofu.
      stack.addOverride(`terraform.required_providers.${name}`, { source: `hashicorp/${name}`, version });
    }
  }
}
