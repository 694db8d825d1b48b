import { IConstruct } from 'constructs';
import { attachRules, environmentRules } from './core-rules';
import { NodeClass, NodePlacement } from './node-class';
import { checkRules } from './rules';

const CONTEXT_KEY = 'bigdata-constructs/environment';

/** What happens to data when the objects that own it are deleted. */
export enum DeletionPolicy {
  /** Volumes, buckets and generated secrets stay. */
  RETAIN = 'Retain',
  /** They go with their owner. */
  DELETE = 'Delete',
}

/** Which storage class serves which purpose. */
export interface StorageClassNames {
  /**
   * Volumes that hold an engine's data.
   * @default - the cluster's default storage class
   */
  readonly data?: string;
  /**
   * Small volumes of quorum members, whose latency every write waits for.
   * @default - the class for data
   */
  readonly quorum?: string;
  /**
   * Volumes that go with their pod: a class whose reclaim policy is `Delete`, or each pod that is replaced leaves a disk behind.
   * @default - the class for data
   */
  readonly scratch?: string;
}

/** What a layer above adds to an environment: network peers, alert routing. */
export interface IEnvironmentExtension {
  /** Under which the layer finds it again. One extension per id. */
  readonly extensionId: string;
}

/** What engines need of the cloud that they run in, without knowing which one it is: an extension with the id `Environment.CLOUD_PROFILE`. */
export interface ICloudProfile extends IEnvironmentExtension {
  /** Annotations of a Service that make its load balancer one without a public address, and let pods see the clients' own addresses. */
  readonly internalLoadBalancerAnnotations: Record<string, string>;
  /**
   * The environment variables by which the cloud tells a program in a pod who it is and where: `AWS_REGION`. Programs that start others with an
   * environment of their own must hand them on.
   */
  readonly identityVariables: string[];
}

/** Props of `Environment`. */
export interface EnvironmentProps {
  /** Short and stable, since names are made from it: `prod`. Lower-case letters, digits and `-`. */
  readonly name: string;
  /**
   * The availability zones that pods may run in, as node labels name them. With one or none, nothing is spread over zones.
   * @default - unknown: three zones are assumed
   */
  readonly zones?: string[];
  /**
   * Names of the storage classes.
   * @default - the cluster's default storage class for everything
   */
  readonly storageClasses?: StorageClassNames;
  /**
   * Which nodes each node class stands for, by `NodeClass.id`.
   * @default - every class runs on any node
   */
  readonly nodeClasses?: Record<string, NodePlacement>;
  /**
   * A mirror that images are pulled through, without scheme: `registry.example.com/mirror`.
   * @default - images come from where they are published
   */
  readonly imageRegistry?: string;
  /**
   * Names of the Secrets that images are pulled with, which must exist in each namespace.
   * @default - none: the nodes may pull every image
   */
  readonly imagePullSecrets?: string[];
  /**
   * The cluster's DNS domain.
   * @default "cluster.local"
   */
  readonly clusterDomain?: string;
  /**
   * What happens to data when its owner is deleted.
   * @default DeletionPolicy.RETAIN
   */
  readonly deletionPolicy?: DeletionPolicy;
  /**
   * What other layers need to know of the environment: `NetworkProfile`, for one.
   * @default - their defaults
   */
  readonly extensions?: IEnvironmentExtension[];
}

/**
 * Where clusters are deployed: everything that differs between environments without being a property of a cluster.
 * Sizes, counts and topology are never decided here.
 *
 * Attached once at the root of a tree and found from anywhere below it.
 */
export class Environment {
  /** The `extensionId` of an `ICloudProfile`. */
  public static readonly CLOUD_PROFILE = 'cloud-profile';

  /**
   * Attach an environment to a root, before anything is created below it.
   *
   * @param scope an App or a Chart without children
   */
  public static attach(scope: IConstruct, props: EnvironmentProps): Environment {
    const environment = new Environment(scope, props);
    Environment._carry(scope, environment);
    return environment;
  }

  /** The environment of a construct. Where none is attached, production-grade defaults hold. */
  public static of(construct: IConstruct): Environment {
    const found: unknown = construct.node.tryGetContext(CONTEXT_KEY);
    return found instanceof Environment ? found : new Environment(construct, { name: 'default' });
  }

  /**
   * Put an environment that one tree has on the root of another: context does not cross from tree to tree.
   *
   * @internal
   */
  public static _carry(scope: IConstruct, environment: Environment): void {
    checkRules(scope, attachRules, { children: scope.node.children.map((child) => child.node.id) });
    scope.node.setContext(CONTEXT_KEY, environment);
  }

  /** The environment's name. */
  public readonly name: string;
  /** How many zones pods are spread over. */
  public readonly zoneCount: number;
  /** The zones' names; empty where they are not known. */
  public readonly zones: string[];
  /** Names of the Secrets that images are pulled with; empty where none are needed. */
  public readonly imagePullSecrets: string[];
  /** The cluster's DNS domain. */
  public readonly clusterDomain: string;
  /** What happens to data when its owner is deleted. */
  public readonly deletionPolicy: DeletionPolicy;
  /** Names of the storage classes. */
  public readonly storageClasses: StorageClassNames;
  private readonly props: EnvironmentProps;

  private constructor(scope: IConstruct, props: EnvironmentProps) {
    checkRules(scope, environmentRules, props);
    this.props = props;
    this.name = props.name;
    this.zones = [...(props.zones ?? [])];
    this.zoneCount = props.zones?.length ?? 3;
    this.imagePullSecrets = [...(props.imagePullSecrets ?? [])];
    this.clusterDomain = props.clusterDomain ?? 'cluster.local';
    this.deletionPolicy = props.deletionPolicy ?? DeletionPolicy.RETAIN;
    this.storageClasses = {
      data: props.storageClasses?.data,
      quorum: props.storageClasses?.quorum ?? props.storageClasses?.data,
      scratch: props.storageClasses?.scratch ?? props.storageClasses?.data,
    };
  }

  /** The cloud that pods run in; none on a cluster that is in no cloud, or in one that was not named. */
  public get cloudProfile(): ICloudProfile | undefined {
    return this.extension(Environment.CLOUD_PROFILE) as ICloudProfile | undefined;
  }

  /** Which nodes a node class stands for here. */
  public placementOf(nodeClass: NodeClass): NodePlacement {
    return this.props.nodeClasses?.[nodeClass.id] ?? {};
  }

  /** The reference that an image which is published is pulled by here: through the mirror, where there is one. */
  public image(reference: string): string {
    return this.props.imageRegistry ? `${this.props.imageRegistry}/${reference}` : reference;
  }

  /** The DNS name of a Service. */
  public serviceHost(service: string, namespaceName: string): string {
    return `${service}.${namespaceName}.svc.${this.clusterDomain}`;
  }

  /** What a layer above attached under an id, if anything. */
  public extension(extensionId: string): IEnvironmentExtension | undefined {
    return this.props.extensions?.find((extension) => extension.extensionId === extensionId);
  }
}
