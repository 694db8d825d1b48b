import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Environment, NetworkPort, NodeClass, PartOf } from '../core';
import { objectLabels, selectorLabels, SET_LABEL } from '../core/internal';
import {
  ChangeGuard,
  ConfigFiles,
  ContainerProps,
  DisruptionBudget,
  GuardedField,
  LeavingLimit,
  PodOverrides,
  StatefulSet,
  StatefulSetProps,
  VolumeClaimProps,
} from '../kubernetes';
import {
  GuardedMembers,
  guardedRelease,
  memberDomain,
  namespaceOf,
  PartRelease,
  statedRelease,
} from '../kubernetes/internal';
import { PodConnections, ServiceIdentity } from '../security';
import { Companion } from './companion';
import { StorageGrowth } from './storage-growth';

const NOBODY = 65534;

/** What an EnginePart is made from, complete. */
export interface EnginePartInput {
  /** Which part of which cluster it is. */
  readonly partOf: PartOf;
  /** What others reach. */
  readonly ports: NetworkPort[];
  /** Default: its members hold no data, or an operator makes them and what it makes them from is guarded. */
  readonly release?: PartRelease;
  /** The image of its pods. */
  readonly image: string;
  /** Whether the environment's mirror is put before it. Default: yes. */
  readonly mirrored?: boolean;
  /** The numeric user of the image. */
  readonly user: number;
  /** The processor architectures that the image exists for. Default: any. */
  readonly architectures?: string[];
  /** What all of its pods have besides. Default: nothing. */
  readonly overrides?: PodOverrides;
  /** Who its pods are, where another part is the same. Default: who has the part's name. */
  readonly identity?: ServiceIdentity;
}

/** A volume that each member gets for itself. Default class: the environment's for quorums where they run on its machines, else its class for data. */
export interface MemberVolume extends VolumeClaimProps {
  /** The size that it grows to. Default: it stays as it is. */
  readonly grownTo?: Size;
}

/** A number of members that changes only on purpose, and never through the scale subresource. */
export interface MembersGuard {
  /** How `spec.replicas` may change. */
  readonly field: GuardedField;
  /** The number that it may change to. Default: none, it stays. */
  readonly acknowledged?: number;
  /** How many may leave at once. Default: any number. */
  readonly leaving?: LeavingLimit;
}

/** What members are made from: what a StatefulSet takes, less what the part knows. */
export interface MembersInput extends Omit<StatefulSetProps, keyof EnginePart['pod'] | 'claims' | 'acknowledgements'> {
  readonly claims?: MemberVolume[];
  /** Whether the part has other sets too: the pods carry the set's name in a label. Default: no. */
  readonly oneOfSeveral?: boolean;
  /** Default: the number may change. */
  readonly guard?: MembersGuard;
  /** How many members must run for the whole to work. Default: all but `maxUnavailable`. */
  readonly quorum?: number;
  /** How many may be drained at once. Default: 1. */
  readonly maxUnavailable?: number;
  /** Whether the part has one budget over all of its sets, which it makes itself. Default: the set has its own. */
  readonly sharedBudget?: boolean;
}

/** What each deployed part of a cluster has: who its pods are, who may talk to them, and its members with all that belongs to them. */
export class EnginePart extends Construct {
  /** The name of its objects: `<cluster>-<component>`, with its set where there are several. */
  public readonly partName: string;
  /** Which part of which cluster it is. */
  public readonly partOf: PartOf;
  /** Labels of its objects. */
  public readonly labels: Record<string, string>;
  /** Who may connect. */
  public readonly connections: PodConnections;
  /** Who the pods are. */
  public readonly identity: ServiceIdentity;

  public constructor(
    scope: Construct,
    id: string,
    private readonly input: EnginePartInput,
  ) {
    super(scope, id);
    const { partOf, ports, overrides } = input;
    this.partOf = partOf;
    this.partName = partName(partOf);
    this.labels = objectLabels(partOf);
    this.identity =
      input.identity ??
      new ServiceIdentity(this, 'Identity', {
        name: this.partName,
        labels: this.labels,
        annotations: overrides?.serviceAccountAnnotations,
      });
    this.connections = new PodConnections(this, 'Connections', {
      name: this.partName,
      podLabels: selectorLabels(partOf),
      ports,
      labels: this.labels,
    });
  }

  /** What every pod of the part has. */
  public get pod() {
    const { partOf, identity } = this;
    const { user, architectures, overrides } = this.input;
    return { partOf, user, architectures, identity, overrides };
  }

  /** What follows a pod's name in its DNS name, in the set that has the part's name. */
  public get domain(): string {
    return memberDomain(Environment.of(this), namespaceOf(this), this.partName);
  }

  /**
   * Files that pods of the part read.
   *
   * @param name of the ConfigMap
   */
  public files(files: Record<string, string>, name = this.partName): ConfigFiles {
    return new ConfigFiles(this, `Files-${name}`, { name, labels: this.labels, files });
  }

  /** How many pods of the part may be drained at once. */
  public budget(
    budget: { members: number; quorum?: number; maxUnavailable?: number; operated?: boolean },
    name = this.partName,
    labels: Record<string, string> = {},
  ): void {
    const selector = { ...selectorLabels(this.partOf), ...labels };
    new DisruptionBudget(this, `Budget-${name}`, { name, partOf: this.partOf, selector, ...budget });
  }

  /**
   * The container of a companion: it sees how many members some sets are to have.
   *
   * @param container its program touches `ROUND` each time round
   */
  public companion(sets: string[], container: ContainerProps): ContainerProps {
    const { partName: name, identity, connections, labels } = this;
    return new Companion(this, `Companion-${container.name}`, {
      name,
      identity,
      connections,
      labels,
      sets,
      container,
    }).container;
  }

  /** A StatefulSet, with the growth of its volumes, the guard of its number and its budget. */
  public members(input: MembersInput): StatefulSet {
    const { name = this.partName, replicas, claims, guard, quorum, maxUnavailable } = input;
    const { oneOfSeveral, sharedBudget, ...rest } = input;
    const labels = { ...input.labels, ...(oneOfSeveral && { [SET_LABEL]: name }) };
    const scope = new Construct(this, `Members-${name}`);
    const held = claims && claims.length > 0 ? this.input.release : undefined;
    const release = held && this.guardedRelease(held, input);
    const set = new StatefulSet(scope, 'Set', {
      ...rest,
      ...this.pod,
      name,
      labels,
      claims: claims?.map(({ name: claim, size, storageClass = this.storageClass(input.nodeClass) }) => ({
        name: claim,
        size,
        storageClass,
      })),
      acknowledgements: {
        ...(guard?.acknowledged !== undefined && guard.field._annotation(String(guard.acknowledged))),
        ...release?.annotations,
      },
    });
    this.grow(input, name);
    this.guardFirst(name, input, held);
    if (guard || release) {
      new ChangeGuard(scope, 'Guard', {
        target: set.resource,
        resource: 'statefulsets',
        fields: [...(guard ? [guard.field] : []), ...(release ? [release.field] : [])],
        guardScale: guard !== undefined,
        leaving: guard?.leaving,
      });
    }
    if (!sharedBudget) this.budget({ members: replicas, quorum, maxUnavailable }, name, labels);
    return set;
  }

  /**
   * Volumes of a set grow, whoever makes the set.
   *
   * @param name of the set
   */
  public grow({ replicas, claims = [] }: Pick<MembersInput, 'replicas' | 'claims'>, name = this.partName): void {
    const growing = claims.flatMap(({ grownTo, ...claim }) => (grownTo ? [{ ...claim, grownTo }] : []));
    if (growing.length === 0) return;
    const { image, mirrored, user, architectures } = this.input;
    new StorageGrowth(this, `Growth-${name}`, {
      name: `${name}-growth`,
      partOf: { ...this.partOf, component: 'growth' },
      workload: name,
      members: replicas,
      claims: growing,
      image,
      mirrored,
      // It writes nothing, whoever the image is for.
      user: user || NOBODY,
      architectures,
    });
  }

  /** What is refused of the set is refused before anything else of its cluster changes. */
  private guardFirst(name: string, { replicas, guard }: MembersInput, release?: PartRelease): void {
    if (guard) {
      const { field, acknowledged } = guard;
      GuardedMembers.of(this, this.partOf).addNumber({ name, replicas, field, acknowledged });
    }
    if (release) GuardedMembers.of(this, this.partOf).addRelease(release);
  }

  /** What keeps the release of data, and what the guard reads of the set. */
  private guardedRelease(
    { text, acknowledged, ...release }: PartRelease,
    { containers: [{ image, mirrored }] }: MembersInput,
  ) {
    const field = guardedRelease({ ...release, image: 'spec.template.spec.containers[0].image' });
    const pulled = mirrored === false ? image : Environment.of(this).image(image);
    const annotations = { ...statedRelease(text, pulled), ...(acknowledged && field._annotation(acknowledged)) };
    return { field, annotations };
  }

  private storageClass(nodeClass: NodeClass): string | undefined {
    const { data, quorum } = Environment.of(this).storageClasses;
    return nodeClass.id === NodeClass.QUORUM.id ? quorum : data;
  }
}

/** What objects of a part are called. */
export function partName({ cluster, component, set }: PartOf): string {
  return [cluster, component, ...(set === undefined ? [] : [set])].join('-');
}
