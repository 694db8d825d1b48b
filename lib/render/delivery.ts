import { TerraformStack } from 'cdktf';
import { deliverCharts } from './deliver-charts';
import { deliverManifests } from './deliver-manifests';
import { Deployable } from './rendered-object';

/** How objects get into the cluster through Terraform. An object is delivered in exactly one way. */
export class Delivery {
  /**
   * One `kubernetes_manifest` an object: a plan shows each change of each field. Needs the API server, and the CRDs of all custom
   * resources, when it plans.
   */
  public static manifests(): Delivery {
    return new Delivery(false, deliverManifests);
  }

  /**
   * One Helm release a cdk8s chart: it plans without a cluster, and custom resources may come with their definitions in one apply. A plan
   * shows that a chart changes, not what changes in it; waits that objects ask for are Helm's own.
   */
  public static chart(): Delivery {
    return new Delivery(true, deliverCharts);
  }

  private constructor(
    /** Whether objects come as Helm releases. */
    public readonly deliversCharts: boolean,
    private readonly deliver: (stack: TerraformStack, deployables: Deployable[]) => void,
  ) {}

  /**
   * @internal
   */
  public _deliver(stack: TerraformStack, deployables: Deployable[]): void {
    this.deliver(stack, deployables);
  }
}
