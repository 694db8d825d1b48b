import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Environment } from '../../core';
import { selectorLabels } from '../../core/internal';
import { PodProps } from '../../kubernetes';
import { affinityApart, declarePods, podTemplate, volumeClaimSpec } from '../../kubernetes/internal';
import { EnginePart, EnginePartInput } from '../../workloads/internal';
import { ComponentJson } from '../resource/doris-component';
import { OperatedForm } from './operated-form';

/** A volume of each member. */
export interface OperatedVolume {
  /** The name of its claims, where the operator has none of its own for them. */
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
  /** How many must run for the whole to work. Default: all but one. */
  readonly quorum?: number;
}

/** A part whose StatefulSet the operator makes, with all that it does not make: budget, growth, and what policies know of the pods. */
export abstract class OperatedPart extends EnginePart {
  /** What the operator makes the members from: the component's field of its custom resource. */
  public abstract readonly spec: ComponentJson;
  /** The StatefulSet that the operator makes. */
  public readonly setName: string;

  public constructor(
    scope: Construct,
    id: string,
    private readonly form: OperatedForm,
    input: EnginePartInput,
  ) {
    super(scope, id, input);
    this.setName = form.setName(this.partOf);
  }

  /** What the operator makes the members from: the component's field of its custom resource. */
  protected operated({ pod, replicas, volumes, startTimeout, quorum }: OperatedMembers): ComponentJson {
    const { form, setName: name } = this;
    const claims = volumes.map(({ path, ...claim }) => ({ ...claim, name: form.claimName(claim.name, path) }));
    declarePods(this, pod, {
      name,
      min: replicas,
      max: replicas,
      claims,
      labels: form.labels(this.partOf),
      operated: true,
    });
    this.budget({ members: replicas, quorum });
    this.grow({ replicas, claims }, name);
    return form.json({
      // The schema has no place for spread constraints.
      template: podTemplate(this, pod, { copies: 1 }),
      affinity: affinityApart(Environment.of(this), { ...pod, copies: replicas, spread: selectorLabels(this.partOf) }),
      replicas,
      volumes: volumes.map(({ path, ...claim }) => ({ name: claim.name, path, claim: volumeClaimSpec(claim) })),
      startTimeout: startTimeout.toSeconds(),
    });
  }
}
