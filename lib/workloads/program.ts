import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { NodeClass, PartOf } from '../core';
import { objectLabels, selectorLabels } from '../core/internal';
import { BatchProps, ConfigFiles, ContainerProps, PodOverrides } from '../kubernetes';
import { PodConnections, ServiceIdentity } from '../security';

/** What a Program is made from, complete. */
export interface ProgramInput {
  /** The name of all its objects: `events-backup`. */
  readonly name: string;
  /** Which part of the cluster it is. */
  readonly partOf: PartOf;
  /** Its files, by name: the program among them. */
  readonly files: Record<string, string>;
  /** The numeric user. */
  readonly user: number;
  /** The processor architectures of its images. Default: any. */
  readonly architectures?: string[];
  /** What its pods have besides. Default: nothing. */
  readonly overrides?: PodOverrides;
  /** The containers, given where the files lie. The last one is the main one; those before run first. */
  readonly containers: (files: ConfigFiles) => ContainerProps[];
  /** Whether they run at once, each by itself: a run succeeds when all of them do. Default: one after the other. */
  readonly atOnce?: boolean;
  /** When a run that has not ended is stopped as failed. */
  readonly deadline: Duration;
  /** Whether a run that is moved to another node has worked for nothing, so that it asks to be left where it is. */
  readonly undisturbed: boolean;
  /** How long an ended run is kept. */
  readonly keepFor: Duration;
}

/** A program that talks to a cluster as one of its clients, and ends: it has its own account and network edges. */
export abstract class Program extends Construct {
  public readonly connections: PodConnections;
  public readonly identity: ServiceIdentity;
  /** What runs. */
  protected readonly batch: BatchProps;

  public constructor(scope: Construct, id: string, props: ProgramInput) {
    super(scope, id);
    const { name, partOf } = props;
    const labels = objectLabels(partOf);
    this.connections = new PodConnections(this, 'Connections', {
      name,
      podLabels: selectorLabels(partOf),
      ports: [],
      labels,
    });
    const files = new ConfigFiles(this, 'Files', { name, labels, files: props.files });
    const annotations = props.overrides?.serviceAccountAnnotations;
    this.identity = new ServiceIdentity(this, 'Identity', { name, labels, annotations });
    const containers = props.containers(files);
    const first = props.atOnce ? 0 : containers.length - 1;
    this.batch = {
      partOf,
      user: props.user,
      architectures: props.architectures,
      overrides: props.overrides,
      nodeClass: NodeClass.SYSTEM,
      identity: this.identity,
      deadline: props.deadline,
      undisturbedFor: props.undisturbed ? props.deadline : undefined,
      keepFor: props.keepFor,
      initContainers: first > 0 ? containers.slice(0, first) : undefined,
      containers: containers.slice(first),
    };
  }
}
