import { App } from 'cdk8s';
import { LocalBackend, TerraformBackend, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { Environment, EnvironmentProps } from '../core';
import { ClusterAccess } from './cluster-access';
import { Delivery } from './delivery';
import { ManifestTree, manifestTree } from './manifest-tree';
import { isObject } from './rendered-object';

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
  /** How its objects get into the cluster. */
  public readonly delivery: Delivery;
  private readonly clusterAccess: ClusterAccess;
  private tree?: ManifestTree;

  public constructor(scope: Construct, id: string, props: ManifestStackProps = {}) {
    super(scope, id);
    this.manifests = new App();
    if (props.environment) Environment.attach(this.manifests, props.environment);
    // Context does not cross from one tree to the other.
    else Environment._carry(this.manifests, Environment.of(scope));
    this.delivery = props.delivery ?? Delivery.manifests();
    this.clusterAccess = props.clusterAccess ?? ClusterAccess.kubeconfig();
    this.node.addValidation({ validate: () => this.problems() });
  }

  public override prepareStack(): void {
    if (!this.tree) {
      this.tree = this.render();
      const { deployables, problems } = this.tree;
      const { deliversCharts } = this.delivery;
      const helm = deliversCharts || deployables.some((deployable) => !isObject(deployable));
      this.clusterAccess._bind(this, { kubernetes: !deliversCharts, helm });
      if (problems.length === 0) this.delivery._deliver(this, deployables);
    }
    super.prepareStack();
  }

  public override ensureBackendExists(): TerraformBackend {
    const own = this.node.findAll().find((construct) => TerraformBackend.isBackend(construct));
    // Terraform runs in cdktf.out/stacks/<id>: the state lies beside cdktf.json, on every machine.
    return own ?? new LocalBackend(this, { path: `../../../terraform.${this.node.id}.tfstate` });
  }

  private render(): ManifestTree {
    return manifestTree(this.manifests, this.delivery.deliversCharts ? this.node.id : undefined);
  }

  private problems(): string[] {
    const { problems } = this.tree ?? this.render();
    return problems.map((problem) => problem.replace(/^\[\/?/, `[${this.node.path}/`).replace('/]', ']'));
  }
}
