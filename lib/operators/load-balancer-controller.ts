import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu, Environment, IIdentity } from '../core';
import { namespaceOf } from '../kubernetes/internal';
import { copies, resourcesOf, RESTRICTED_CONTAINER, RESTRICTED_POD, spreadOver, systemNodes } from './chart-values';
import { OperatorCharts } from './charts';
import { Operator, OperatorProps } from './operator';

const NAME = 'aws-load-balancer-controller';
const CPU = Cpu.millis(200);
const MEMORY = Size.mebibytes(512);

/** Props of `LoadBalancerController`. */
export interface LoadBalancerControllerProps extends OperatorProps {
  /** The EKS cluster's name. */
  readonly clusterName: string;
  /** The cluster's region. Pods cannot ask the node for it. */
  readonly region: string;
  /** The VPC that load balancers are made in, by the value of its `Name` tag: its id is not known when manifests are written. */
  readonly vpcName: string;
  /**
   * Tags of the load balancers: the provider's default tags do not reach them.
   * @default - none
   */
  readonly tags?: Record<string, string>;
}

/**
 * The AWS load balancer controller, for services that clients outside of the cluster reach.
 *
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/configurations/
 */
export class LoadBalancerController extends Operator {
  /** Who it is to the cloud. */
  public readonly identity: IIdentity;

  public constructor(scope: Construct, id: string, props: LoadBalancerControllerProps) {
    const replicas = copies(scope);
    const labels = { 'app.kubernetes.io/name': NAME, 'app.kubernetes.io/instance': NAME };
    super(
      scope,
      id,
      {
        chart: OperatorCharts.LOAD_BALANCER_CONTROLLER,
        definitions: ['elbv2.k8s.aws', 'gateway.k8s.aws', 'aga.k8s.aws'],
        values: {
          image: { repository: Environment.of(scope).image('public.ecr.aws/eks/aws-load-balancer-controller') },
          clusterName: props.clusterName,
          region: props.region,
          vpcTags: { Name: props.vpcName },
          defaultTags: props.tags ?? {},
          // Public ones are asked for by name.
          defaultLoadBalancerScheme: 'internal',
          // Straight to pods, without a hop over a node.
          defaultTargetType: 'ip',
          replicaCount: replicas,
          resources: resourcesOf(CPU, MEMORY),
          podSecurityContext: { ...RESTRICTED_POD, fsGroup: 65534 },
          securityContext: { ...RESTRICTED_CONTAINER, runAsNonRoot: true },
          podDisruptionBudget: replicas > 1 ? { maxUnavailable: 1 } : {},
          topologySpreadConstraints: spreadOver(scope, labels),
          serviceAccount: { create: true, name: NAME },
          serviceMonitor: { enabled: props.monitors ?? true },
          // They are asked at each change of a Service otherwise, which waits in vain where there is no way to them.
          enableShield: false,
          enableWaf: false,
          enableWafv2: false,
          // Otherwise every upgrade makes a new certificate authority.
          keepTLSSecret: true,
          // Services are checked when they are made, and would wait for it: only its own class is.
          enableServiceMutatorWebhook: false,
          ...systemNodes(scope),
        },
        pods: [
          {
            name: NAME,
            podLabels: labels,
            replicas,
            cpu: CPU,
            memory: MEMORY,
            metrics: [{ name: 'metrics-server', port: 8080 }],
            webhooks: [{ name: 'webhook-server', port: 9443 }],
            callsCloud: true,
          },
        ],
      },
      props,
    );
    this.identity = { namespaceName: namespaceOf(this), serviceAccountName: NAME };
  }
}
