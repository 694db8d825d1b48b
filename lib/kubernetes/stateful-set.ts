import { ApiObject, Duration, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { DeletionPolicy, Environment, IScalable } from '../core';
import { checkRules, objectLabels, objectName, selectorLabels } from '../core/internal';
import { DeletionGuard } from './deletion-guard';
import { workloadRules } from './kubernetes-rules';
import { headlessName, memberHost } from './members';
import { namespaceOf } from './namespace';
import { PodProps } from './pod';
import { scalePods } from './pod-group';
import { probePorts } from './pod-parts';
import { podTemplate } from './pod-template';
import { setRollout } from './rollout';
import { Service } from './service';
import { VolumeClaimProps } from './volume-claim';
import { volumeClaimSpec } from './volume-claim-spec';

/** Props of `StatefulSet`. */
export interface StatefulSetProps extends PodProps {
  /**
   * The name of the StatefulSet; its pods are `<name>-<ordinal>`.
   * @default - the id
   */
  readonly name?: string;
  /** How many pods. */
  readonly replicas: number;
  /**
   * Volumes that each pod gets for itself, and its successor finds again: in the zone where they are. For scratch space there is
   * `Volume.ephemeralClaim`.
   * @default - none
   */
  readonly claims?: VolumeClaimProps[];
  /**
   * Start and stop all pods at once instead of in order: for members that find each other.
   * @default false
   */
  readonly parallel?: boolean;
  /**
   * Annotations of the set that its ChangeGuard reads: the release that it has, and changes that are acknowledged.
   * @default - none
   */
  readonly acknowledgements?: Record<string, string>;
  /**
   * How many pods of the part there are, where several sets bring them: copies keep apart over all of them.
   * @default - as many as this set has
   */
  readonly copies?: number;
  /**
   * How long a new pod must be ready before the next one is replaced, whole seconds.
   * @default - not at all
   */
  readonly minReady?: Duration;
}

/** Pods with names, addresses and volumes of their own. Their volumes outlive them where the environment retains data. */
export class StatefulSet extends Construct implements IScalable {
  public readonly scaleApiVersion = 'apps/v1';
  public readonly scaleKind = 'StatefulSet';
  public readonly scaleName: string;
  /** The headless Service that gives each pod its DNS name. */
  public readonly headlessService: Service;
  /** The object itself: what a guard watches. */
  public readonly resource: ApiObject;
  private autoscaled = false;

  public constructor(scope: Construct, id: string, props: StatefulSetProps) {
    super(scope, id);
    // The controller's revision label is the name, a dash and a ten-character hash.
    this.scaleName = objectName(this, props.name, { max: 52, because: 'pods carry it in a label of at most 63' });
    checkRules(this, workloadRules, { replicas: props.replicas, ...probePorts(props) });
    namespaceOf(this);

    const selector = { ...selectorLabels(props.partOf), ...props.labels };
    const whenGone = Environment.of(this).deletionPolicy;
    const holdsData = (props.claims ?? []).length > 0;
    this.headlessService = new Service(this, 'Headless', {
      name: headlessName(this.scaleName),
      partOf: props.partOf,
      selector,
      ports: props.containers.flatMap(({ ports = [] }) => ports),
      headless: true,
    });
    this.resource = new k8s.KubeStatefulSet(this, 'Resource', {
      metadata: {
        name: this.scaleName,
        labels: { ...objectLabels(props.partOf), ...props.labels },
        annotations:
          props.acknowledgements && Object.keys(props.acknowledgements).length > 0 ? props.acknowledgements : undefined,
      },
      spec: {
        serviceName: this.headlessService.serviceName,
        replicas: Lazy.any({ produce: () => (this.autoscaled ? undefined : props.replicas) }) as number,
        minReadySeconds: props.minReady?.toSeconds(),
        podManagementPolicy: props.parallel ? 'Parallel' : 'OrderedReady',
        updateStrategy: { type: 'RollingUpdate' },
        selector: { matchLabels: selector },
        template: podTemplate(this, props, {
          copies: props.copies ?? props.replicas,
          group: { name: this.scaleName, min: props.replicas, max: props.replicas, claims: props.claims },
        }),
        persistentVolumeClaimRetentionPolicy: {
          // A scale-in is no deletion of data in any environment: who scales back out finds it again.
          whenScaled: 'Retain',
          whenDeleted: whenGone === DeletionPolicy.DELETE ? 'Delete' : 'Retain',
        },
        volumeClaimTemplates: props.claims?.map((claim) => ({
          metadata: { name: claim.name },
          spec: volumeClaimSpec(claim),
        })),
      },
    });
    setRollout(this.resource, { waitForPods: true, holdsData });
    if (holdsData) DeletionGuard.guard({ object: this.resource, resource: 'statefulsets', partOf: props.partOf });
  }

  /**
   * The DNS name of one pod.
   *
   * @param ordinal its number, from zero
   */
  public memberHost(ordinal: number): string {
    return memberHost({ name: this.scaleName, domain: this.headlessService.host }, ordinal);
  }

  public markAutoscaled(min: number, max: number): void {
    this.autoscaled = true;
    scalePods(this, min, max);
  }
}
