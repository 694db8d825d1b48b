import { ApiObject, Chart, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-34';
import { Construct, IConstruct } from 'constructs';
import { PartOf } from '../core';
import { objectLabels, objectName } from '../core/internal';
import { guardName, guardPolicy } from './guard-policy';
import { GuardedField } from './guarded-field';
import { PartRelease, releaseInData } from './guarded-release';

/** A number of members that a guard watches. */
export interface GuardedNumber {
  /** The set's name. */
  readonly name: string;
  readonly replicas: number;
  /** How the number may change. */
  readonly field: GuardedField;
  /** The number that it may change to. Default: none, it stays. */
  readonly acknowledged?: number;
}

/** Pods whose restart a guard watches. */
export interface GuardedPods {
  /** What they are, in a word: `coordinator`. */
  readonly name: string;
  /** What they are made from, as a text that changes with it. Asked for when the object is complete. */
  readonly checksum: () => string;
  /** What their restart ends, and what to do first, as a sentence for who was refused. */
  readonly advice: string;
  /** The checksum that may come. Default: none. */
  readonly acknowledged?: string;
}

/** Sets of the same pods, of which one serves clients. */
export interface GuardedSets {
  /** What they are made of, in a word: `coordinator`. */
  readonly name: string;
  /** The set that serves clients: `blue`. */
  readonly active: string;
  /** What each is made from, as a text that changes with it, by its name. Asked for when the object is complete. */
  readonly checksums: Record<string, () => string>;
  /** What a change of the one that serves ends, and how it is made instead, as a sentence for who was refused. */
  readonly advice: string;
  /** The checksum that may come all the same. Default: none. */
  readonly acknowledged?: string;
}

/** What stands under one key. */
interface Entry {
  /** Default: whatever comes there may come. */
  readonly field?: GuardedField;
  readonly value: () => string;
}

/**
 * All guarded numbers and releases of a cluster in one object that comes before the rest of it: a change that is refused is refused here, before
 * anything else is changed. The sets cannot come first themselves, since they need their files, and others of the cluster to start.
 */
export class GuardedMembers extends Construct {
  /** Those of a cluster, and whose construct in its chart they come before. */
  public static of(scope: IConstruct, { engine, cluster }: Omit<PartOf, 'component'>): GuardedMembers {
    const chart = Chart.of(scope);
    const id = `Members-${engine}-${cluster}`;
    const found = chart.node.tryFindChild(id) as GuardedMembers | undefined;
    const guarded = found ?? new GuardedMembers(chart, id, { engine, cluster, component: 'members' });
    const { scopes } = scope.node;
    scopes[scopes.indexOf(chart) + 1].node.addDependency(guarded);
    return guarded;
  }

  private readonly target: ApiObject;
  private readonly entries = new Map<string, Entry>();

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
        produce: () => Object.fromEntries(this.sorted().map(([key, { value }]) => [key, value()])),
      }) as Record<string, string>,
    });
    const guard = new Construct(this, 'Guard');
    guardPolicy(
      guard,
      'Members',
      guardName(this.target),
      { target: this.target, resource: 'configmaps' },
      Lazy.any({
        produce: () => this.sorted().flatMap(([, { field }]) => field?._validation() ?? []),
      }) as k8s.Validation[],
    );
    this.target.node.addDependency(guard);
  }

  public addNumber({ name, replicas, field, acknowledged }: GuardedNumber): void {
    const key = name.replace(`${this.partOf.cluster}-`, '');
    const inData = field._inData(key);
    if (inData) this.add(key, { field: inData, value: () => String(replicas) }, acknowledged?.toString());
  }

  /** One that several parts share stands there once, under the name of its prop. */
  public addRelease(release: PartRelease): void {
    this.add(release.prop, { field: releaseInData(release), value: () => release.text }, release.acknowledged);
  }

  /** Pods that are replaced on purpose alone. */
  public addRestart({ name, checksum, advice, acknowledged }: GuardedPods): void {
    const [now, before] = ['object', 'oldObject'].map((root) => `${root}.data.?${name}`);
    const field = GuardedField._of({
      what: `${name}-restart`,
      allowed: `!${now}.hasValue() || !${before}.hasValue() || ${now} == ${before}`,
      value: `${now}.orValue("")`,
      message: `"a change of the ${name} is refused: ${advice}"`,
    });
    this.add(name, { field, value: checksum }, acknowledged);
  }

  /**
   * Sets of which one serves clients: it stays as it is while it does, and what takes its place ran before as it is to run. Under the name of the pods stands
   * what serves, as it would where there were no sets.
   */
  public addSets({ name, active, checksums, advice, acknowledged }: GuardedSets): void {
    const was = 'oldObject.data.?active';
    const data = (root: string, key: string) => `${root}.data.?${key}`;
    this.add('active', { value: () => active });
    for (const [set, value] of Object.entries(checksums)) {
      const [now, before] = ['object', 'oldObject'].map((root) => data(root, set));
      const field = GuardedField._of({
        what: `${set}-restart`,
        allowed: `${was} != optional.of("${set}") || ${now} == ${before}`,
        value: `${now}.orValue("")`,
        message: `"a change of the ${name} of ${set}, which serves clients, is refused: ${advice}"`,
      });
      this.add(set, { field, value }, acknowledged);
    }
    const [now, before] = ['object', 'oldObject'].map((root) => data(root, name));
    const ranBefore = `oldObject.data[?object.data.?active.orValue("")] == ${now}`;
    const field = GuardedField._of({
      what: `${name}-restart`,
      allowed: `${now} == ${before} || (${was}.hasValue() && ${was} != object.data.?active && ${ranBefore})`,
      value: `${now}.orValue("")`,
      message: `"a ${name} that did not run yet as it is to be cannot serve clients, so it is refused: ${advice}"`,
    });
    this.add(name, { field, value: checksums[active] }, acknowledged);
  }

  private add(key: string, entry: Entry, acknowledged?: string): void {
    this.entries.set(key, entry);
    if (acknowledged === undefined || !entry.field) return;
    const meant = entry.field._annotation(acknowledged);
    for (const [name, value] of Object.entries(meant)) this.target.metadata.addAnnotation(name, value);
  }

  private sorted(): [string, Entry][] {
    return [...this.entries].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}
