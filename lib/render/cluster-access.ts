import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { Construct } from 'constructs';

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

/**
 * How Terraform reaches the Kubernetes API server.
 *
 * @see https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs#authentication
 */
export class ClusterAccess {
  /** By a kubeconfig. */
  public static kubeconfig(options: KubeconfigOptions = {}): ClusterAccess {
    return new ClusterAccess((scope) => {
      new KubernetesProvider(scope, 'kubernetes', {
        configPath: options.path ?? '~/.kube/config',
        configContext: options.context,
      });
    });
  }

  /** By the provider's environment variables (`KUBE_CONFIG_PATH`, `KUBE_CTX`), or from inside a pod. */
  public static fromEnvironment(): ClusterAccess {
    return new ClusterAccess((scope) => {
      new KubernetesProvider(scope, 'kubernetes');
    });
  }

  /** By a provider that you add to the stack yourself. */
  public static ownProvider(): ClusterAccess {
    return new ClusterAccess(() => undefined);
  }

  private constructor(private readonly addProvider: (scope: Construct) => void) {}

  /**
   * @internal
   */
  public _bind(scope: Construct): void {
    this.addProvider(scope);
  }
}
