import { Duration, Size } from 'cdk8s';
import { Environment } from '../../core';
import { selectorLabels } from '../../core/internal';
import { PodProps } from '../../kubernetes';
import { affinityApart, declarePods, podTemplate, volumeClaimSpec } from '../../kubernetes/internal';
import { EnginePart } from '../../workloads/internal';
import { operatedLabels } from '../components';
import { componentJson, ComponentJson } from '../resource/doris-component';

/** A volume of each member. */
export interface OperatedVolume {
  /** The name of its claims. */
  readonly name: string;
  /** Where it lies. */
  readonly path: string;
  readonly size: Size;
  readonly grownTo?: Size;
  /** None for the Kubernetes cluster's default. */
  readonly storageClass?: string;
}

/** What the members of a part are made from. */
export interface OperatedMembers {
  readonly pod: PodProps;
  readonly replicas: number;
  readonly volumes: OperatedVolume[];
  /** How long a start may take. */
  readonly startTimeout: Duration;
  /** How many must run for the whole to work. */
  readonly quorum: number;
}

/** A part whose StatefulSet the operator makes, with all that it does not make: budget, growth, and what policies know of the pods. */
export abstract class OperatedPart extends EnginePart {
  /** What the operator makes the members from: the component's field of its custom resource. */
  public abstract readonly spec: ComponentJson;

  /** What the operator makes the members from: the component's field of its custom resource. */
  protected operated({ pod, replicas, volumes, startTimeout, quorum }: OperatedMembers): ComponentJson {
    const { cluster, component } = this.partOf;
    const claims = volumes.map(({ path: _, ...claim }) => claim);
    declarePods(this, pod, {
      name: this.partName,
      min: replicas,
      max: replicas,
      claims,
      labels: operatedLabels(cluster, component),
      operated: true,
    });
    this.budget({ members: replicas, quorum });
    this.grow({ replicas, claims });
    return componentJson({
      // The schema has no place for spread constraints.
      template: podTemplate(this, pod, { copies: 1 }),
      affinity: affinityApart(Environment.of(this), { ...pod, copies: replicas, spread: selectorLabels(this.partOf) }),
      replicas,
      volumes: volumes.map(({ path, ...claim }) => ({ name: claim.name, path, claim: volumeClaimSpec(claim) })),
      startTimeout: startTimeout.toSeconds(),
    });
  }
}
