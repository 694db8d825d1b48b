import { ApiObject, Chart, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-34';
import { Construct, IConstruct } from 'constructs';
import { PartOf } from '../core';
import { objectLabels, objectName } from '../core/internal';
import { guardName, guardPolicy } from './guard-policy';
import { GuardedField } from './guarded-field';

/** A number of members that a guard watches. */
export interface GuardedNumber {
  /** The set's name. */
  readonly name: string;
  readonly replicas: number;
  /** How the number may change. */
  readonly field: GuardedField;
  /** Whether a change to the present number is meant. */
  readonly acknowledged: boolean;
}

/**
 * All guarded numbers of a cluster in one object that comes before the rest of it: a change that is refused is refused here, before
 * anything else is changed. The sets cannot come first themselves, since they need their files, and others of the cluster to start.
 */
export class GuardedNumbers extends Construct {
  /** Those of a cluster, and whose construct in its chart they come before. */
  public static of(scope: IConstruct, part: Omit<PartOf, 'component'>): GuardedNumbers {
    const chart = Chart.of(scope);
    const id = `Numbers-${part.engine}-${part.cluster}`;
    const found = chart.node.tryFindChild(id) as GuardedNumbers | undefined;
    const numbers = found ?? new GuardedNumbers(chart, id, { ...part, component: 'members' });
    const { scopes } = scope.node;
    scopes[scopes.indexOf(chart) + 1].node.addDependency(numbers);
    return numbers;
  }

  private readonly target: ApiObject;
  private readonly numbers: { key: string; field: GuardedField; replicas: string }[] = [];

  private constructor(
    scope: Chart,
    id: string,
    private readonly partOf: PartOf,
  ) {
    super(scope, id);
    this.target = new k8s.KubeConfigMap(this, 'Resource', {
      metadata: {
        name: objectName(this, `${partOf.cluster}-${partOf.engine}-members`),
        labels: objectLabels(partOf),
      },
      data: Lazy.any({
        produce: () => Object.fromEntries(this.sorted().map(({ key, replicas }) => [key, replicas])),
      }) as Record<string, string>,
    });
    const guard = new Construct(this, 'Guard');
    guardPolicy(
      guard,
      'Members',
      guardName(this.target),
      { target: this.target, resource: 'configmaps' },
      Lazy.any({ produce: () => this.sorted().map(({ field }) => field._validation()) }) as k8s.Validation[],
    );
    this.target.node.addDependency(guard);
  }

  public add(number: GuardedNumber): void {
    const key = number.name.replace(`${this.partOf.cluster}-`, '');
    const field = number.field._inData(key);
    if (!field) return;
    this.numbers.push({ key, field, replicas: String(number.replicas) });
    if (!number.acknowledged) return;
    const meant = field._annotation(String(number.replicas));
    for (const [name, value] of Object.entries(meant)) this.target.metadata.addAnnotation(name, value);
  }

  private sorted() {
    return [...this.numbers].sort((a, b) => (a.key < b.key ? -1 : 1));
  }
}
