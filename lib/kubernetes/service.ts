import { Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { Environment, NetworkPort, PartOf } from '../core';
import { checkRules, objectLabels, objectName, selectorLabels } from '../core/internal';
import { Expose } from './expose';
import { serviceRules } from './kubernetes-rules';
import { namespaceOf } from './namespace';

/** Kubernetes' own default: https://kubernetes.io/docs/reference/networking/virtual-ips/#session-affinity */
const STICKY = Duration.hours(3);

/** Props of `Service`. */
export interface ServiceProps {
  /** The Service's name. */
  readonly name: string;
  /** Whose pods it leads to. */
  readonly partOf: PartOf;
  /** The ports, the same on the Service as on the pods. */
  readonly ports: NetworkPort[];
  /**
   * Labels of the pods, where an operator sets others than ours.
   * @default - the selector labels of the part
   */
  readonly selector?: Record<string, string>;
  /**
   * One DNS name a pod instead of one address for all; pods have it before they are ready, so that members find each other.
   * @default false
   */
  readonly headless?: boolean;
  /**
   * Whether a client is led to the same pod again, for three hours after it last came: for pods that hold what one client asks for. Clients are told
   * apart by their addresses, so that all behind one that translates them are one.
   * @default false
   */
  readonly sticky?: boolean;
  /**
   * How clients outside the cluster reach it. Who may is said by network policies too, which are not made here.
   * @default Expose.none()
   */
  readonly expose?: Expose;
  /**
   * Annotations of the Service.
   * @default - those of its exposure alone
   */
  readonly annotations?: Record<string, string>;
}

/** A stable address in front of pods. */
export class Service extends Construct {
  /** The Service's name. */
  public readonly serviceName: string;
  /** Its DNS name. */
  public readonly host: string;

  public constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    this.serviceName = objectName(this, props.name);
    this.host = Environment.of(this).serviceHost(this.serviceName, namespaceOf(this));
    const exposure = props.expose?._service(this);
    checkRules(this, serviceRules, { headless: props.headless ?? false, exposed: exposure !== undefined });
    new k8s.KubeService(this, 'Resource', {
      metadata: {
        name: this.serviceName,
        labels: objectLabels(props.partOf),
        annotations: props.annotations ? { ...exposure?.annotations, ...props.annotations } : exposure?.annotations,
      },
      spec: {
        type: 'ClusterIP',
        ...exposure?.spec,
        clusterIp: props.headless ? 'None' : undefined,
        publishNotReadyAddresses: props.headless ? true : undefined,
        ...(props.sticky && {
          sessionAffinity: 'ClientIP',
          sessionAffinityConfig: { clientIp: { timeoutSeconds: STICKY.toSeconds() } },
        }),
        selector: props.selector ?? selectorLabels(props.partOf),
        ports: props.ports.map(({ name, port, protocol }) => ({
          name,
          port,
          targetPort: k8s.IntOrString.fromString(name),
          protocol: protocol ?? 'TCP',
        })),
      },
    });
  }
}
