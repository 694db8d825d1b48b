import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu, Environment, IIdentity } from '../core';
import { HelmRelease } from '../kubernetes';
import { namespaceOf } from '../kubernetes/internal';
import { copies, KEPT, resourcesOf, systemNodes } from './chart-values';
import { OperatorCharts } from './charts';
import { Operator, OperatorProps } from './operator';

const NAME = 'karpenter';
const CPU = Cpu.units(1);
const MEMORY = Size.gibibytes(1);

/** Props of `KarpenterController`. */
export interface KarpenterControllerProps extends OperatorProps {
  /** The EKS cluster's name. */
  readonly clusterName: string;
  /** The queue that says which nodes will go away. */
  readonly interruptionQueue: string;
  /**
   * Whether the VPC has no way to the internet: then prices come from Karpenter's own table.
   * @default false
   */
  readonly isolatedVpc?: boolean;
}

/**
 * Karpenter: nodes for pods that wait. It runs on nodes that it does not manage.
 *
 * @see https://karpenter.sh/docs/reference/settings/
 */
export class KarpenterController extends Operator {
  /** Who it is to the cloud. */
  public readonly identity: IIdentity;
  /** The definitions of its objects: Helm never upgrades those that come with the controller's chart. */
  public readonly crds: HelmRelease;

  public constructor(scope: Construct, id: string, props: KarpenterControllerProps) {
    const chart = OperatorCharts.KARPENTER;
    const replicas = copies(scope);
    super(
      scope,
      id,
      {
        chart,
        definitions: ['karpenter.sh', 'karpenter.k8s.aws', 'autoscaling.x-k8s.io'],
        values: {
          replicas,
          serviceMonitor: { enabled: props.monitors ?? true },
          serviceAccount: { create: true, name: NAME },
          controller: {
            // The chart of this release names the image of an older one, by digest.
            image: {
              repository: Environment.of(scope).image('public.ecr.aws/karpenter/controller'),
              tag: chart.version,
              digest: '',
            },
            resources: resourcesOf(CPU, MEMORY),
          },
          settings: {
            clusterName: props.clusterName,
            interruptionQueue: props.interruptionQueue,
            isolatedVPC: props.isolatedVpc ?? false,
          },
          ...systemNodes(scope),
        },
        pods: [
          {
            name: NAME,
            podLabels: { 'app.kubernetes.io/name': NAME, 'app.kubernetes.io/instance': NAME },
            replicas,
            cpu: CPU,
            memory: MEMORY,
            metrics: [{ name: 'http-metrics', port: 8080 }],
            callsCloud: true,
          },
        ],
      },
      props,
    );
    const { repository, name, version } = OperatorCharts.KARPENTER_CRDS;
    this.crds = new HelmRelease(this, 'Crds', {
      name,
      chart: { repository, name, version },
      values: { additionalAnnotations: KEPT },
      timeout: Duration.minutes(30),
    });
    this.release.node.addDependency(this.crds);
    this.identity = { namespaceName: namespaceOf(this), serviceAccountName: NAME };
  }
}
