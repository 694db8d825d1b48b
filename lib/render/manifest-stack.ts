import { App } from 'cdk8s';
import { LocalBackend, TerraformBackend, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { Environment, EnvironmentProps } from '../core';
import { ClusterAccess } from './cluster-access';
import { Delivery } from './delivery';
import { ManifestTree, manifestTree } from './manifest-tree';

/** The release that `@cdktf/provider-kubernetes` was generated from. */
const PROVIDER_VERSION = '2.38.0';

/** Props of `ManifestStack`. */
export interface ManifestStackProps {
  /**
   * Where the objects are deployed.
   * @default - the environment that is attached above the stack
   */
  readonly environment?: EnvironmentProps;
  /**
   * How Terraform reaches the Kubernetes API server.
   * @default ClusterAccess.kubeconfig()
   */
  readonly clusterAccess?: ClusterAccess;
  /**
   * How the objects get into the cluster.
   * @default Delivery.manifests()
   */
  readonly delivery?: Delivery;
}

/**
 * A Terraform stack whose resources are the Kubernetes objects of a cdk8s App.
 *
 * Put charts into `manifests`. When the stack is synthesized, every object of theirs becomes a resource, and what their
 * constructs and policies find wrong fails the synthesis.
 */
export class ManifestStack extends TerraformStack {
  /** The App that holds the charts. */
  public readonly manifests: App;
  private readonly delivery: Delivery;
  private tree?: ManifestTree;

  public constructor(scope: Construct, id: string, props: ManifestStackProps = {}) {
    super(scope, id);
    this.manifests = new App();
    if (props.environment) Environment.attach(this.manifests, props.environment);
    // Context does not cross from one tree to the other.
    else Environment._carry(this.manifests, Environment.of(scope));
    this.delivery = props.delivery ?? Delivery.manifests();
    (props.clusterAccess ?? ClusterAccess.kubeconfig())._bind(this);
    // A bare name would be looked up elsewhere by OpenTofu.
    this.addOverride('terraform.required_providers.kubernetes', {
      source: 'hashicorp/kubernetes',
      version: PROVIDER_VERSION,
    });
    this.node.addValidation({ validate: () => this.problems() });
  }

  public override prepareStack(): void {
    if (!this.tree) {
      this.tree = manifestTree(this.manifests);
      if (this.tree.problems.length === 0) this.delivery._deliver(this, this.tree.objects);
    }
    super.prepareStack();
  }

  public override ensureBackendExists(): TerraformBackend {
    const own = this.node.findAll().find((construct) => TerraformBackend.isBackend(construct));
    // Terraform runs in cdktf.out/stacks/<id>: the state lies beside cdktf.json, on every machine.
    return own ?? new LocalBackend(this, { path: `../../../terraform.${this.node.id}.tfstate` });
  }

  private problems(): string[] {
    const { problems } = this.tree ?? manifestTree(this.manifests);
    return problems.map((problem) => problem.replace(/^\[\/?/, `[${this.node.path}/`).replace('/]', ']'));
  }
}
