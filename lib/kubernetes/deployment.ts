import { Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { IScalable } from '../core';
import { checkRules, objectLabels, objectName, selectorLabels } from '../core/internal';
import { workloadRules } from './kubernetes-rules';
import { namespaceOf } from './namespace';
import { PodProps } from './pod';
import { scalePods } from './pod-group';
import { probePorts } from './pod-parts';
import { podTemplate } from './pod-template';
import { setRollout } from './rollout';

/** Props of `Deployment`. */
export interface DeploymentProps extends PodProps {
  /**
   * The Deployment's name.
   * @default - the id
   */
  readonly name?: string;
  /** How many pods. */
  readonly replicas: number;
  /**
   * How many percent of the pods may be down at once while others replace them; one at least. For pods that take long to leave, and are many.
   * @default - one pod
   */
  readonly rollingPercent?: number;
}

/** Interchangeable pods without data of their own. */
export class Deployment extends Construct implements IScalable {
  public readonly scaleApiVersion = 'apps/v1';
  public readonly scaleKind = 'Deployment';
  public readonly scaleName: string;
  private autoscaled = false;

  public constructor(scope: Construct, id: string, props: DeploymentProps) {
    super(scope, id);
    this.scaleName = objectName(this, props.name);
    checkRules(this, workloadRules, { replicas: props.replicas, ...probePorts(props) });
    namespaceOf(this);
    const resource = new k8s.KubeDeployment(this, 'Resource', {
      metadata: { name: this.scaleName, labels: objectLabels(props.partOf) },
      spec: {
        replicas: Lazy.any({ produce: () => (this.autoscaled ? undefined : props.replicas) }) as number,
        // Copies never share a host, so a surge pod would need one node more than the steady state.
        strategy: {
          type: 'RollingUpdate',
          rollingUpdate: {
            maxSurge: k8s.IntOrString.fromNumber(0),
            // Where that is less than one pod, Kubernetes takes one.
            maxUnavailable:
              props.rollingPercent === undefined
                ? k8s.IntOrString.fromNumber(1)
                : k8s.IntOrString.fromString(`${props.rollingPercent}%`),
          },
        },
        selector: { matchLabels: selectorLabels(props.partOf) },
        template: podTemplate(this, props, {
          copies: props.replicas,
          group: { name: this.scaleName, min: props.replicas, max: props.replicas },
        }),
      },
    });
    setRollout(resource, { waitForPods: true });
  }

  public markAutoscaled(min: number, max: number): void {
    this.autoscaled = true;
    scalePods(this, min, max);
  }
}
