import { ApiObject, Chart, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-34';
import { Construct, IConstruct } from 'constructs';
import { PartOf } from '../core';
import { objectLabels, objectName } from '../core/internal';
import { guardName, guardPolicy } from './guard-policy';
import { GuardedField } from './guarded-field';
import { guardedRelease, GuardedReleaseProps } from './guarded-release';

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

/** The release of a cluster's members. */
export interface GuardedImage {
  /** How it may change. */
  readonly release: Omit<GuardedReleaseProps, 'image'>;
  /** The image as it is pulled. */
  readonly image: string;
  /** Which release it holds, and what is acknowledged. */
  readonly annotations: Record<string, string>;
}

/**
 * All guarded numbers of a cluster, and its release, in one object that comes before the rest of it: a change that is refused is refused here, before
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
  private image?: { text: string; field: GuardedField };
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
      data: Lazy.any({ produce: () => this.data() }) as Record<string, string>,
    });
    const guard = new Construct(this, 'Guard');
    guardPolicy(
      guard,
      'Members',
      guardName(this.target),
      { target: this.target, resource: 'configmaps' },
      Lazy.any({ produce: () => this.fields().map((field) => field._validation()) }) as k8s.Validation[],
      Lazy.any({ produce: () => GuardedField._variablesOf(this.fields()) }) as k8s.Variable[],
    );
    this.target.node.addDependency(guard);
  }

  public add(number: GuardedNumber): void {
    const key = number.name.replace(`${this.partOf.cluster}-`, '');
    const field = number.field._inData(key);
    if (!field) return;
    this.numbers.push({ key, field, replicas: String(number.replicas) });
    if (number.acknowledged) this.annotate(field._annotation(String(number.replicas)));
  }

  /** All parts of a cluster have one release: that of the first is looked at. */
  public addRelease({ release, image, annotations }: GuardedImage): void {
    if (this.image) return;
    this.image = { text: image, field: guardedRelease({ ...release, image: 'data.?image.orValue("")' }) };
    this.annotate(annotations);
  }

  private annotate(annotations: Record<string, string>): void {
    for (const [name, value] of Object.entries(annotations)) this.target.metadata.addAnnotation(name, value);
  }

  private data(): Record<string, string> {
    const replicas = Object.fromEntries(this.sorted().map((number) => [number.key, number.replicas]));
    return { ...replicas, ...(this.image && { image: this.image.text }) };
  }

  private fields(): GuardedField[] {
    return [...this.sorted(), ...(this.image ? [this.image] : [])].map(({ field }) => field);
  }

  private sorted() {
    return [...this.numbers].sort((a, b) => (a.key < b.key ? -1 : 1));
  }
}
