import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { ContainerSize, Cpu } from '../../core';
import { bytesOf, KUEUE_NAMESPACE, mebibytesBelow, objectLabels, quantityOf, sumOf } from '../../core/internal';
import { NamespaceChart, PodOverrides } from '../../kubernetes';
import { namespaceOf } from '../../kubernetes/internal';
import { partOf } from '../components';
import { ISparkPlatform, ISparkTeam } from '../interfaces';
import { Queueing } from '../queueing';
import {
  ClusterQueueResource,
  KueueQuota,
  LocalQueueResource,
  ResourceFlavorResource,
  WorkloadPriorityClassResource,
} from '../resource/kueue-queue';
import { SparkApplicationSpecInput } from '../resource/spark-application-spec';
import { VolcanoQueueResource } from '../resource/volcano-queue';
import { SparkApplicationSizing } from '../spark-sizing';

/** What a team's queue is made from. */
export interface TeamQueueInput {
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly platform: ISparkPlatform;
  readonly queueing: Queueing;
  readonly capacity?: ContainerSize;
}

/** The queue of this name is that of whatever names none: nothing in the namespace goes past it. */
const LOCAL_QUEUE = 'default';

/** The name of a team's queue, which stands in no namespace. */
export function queueName(namespaceName: string, teamName: string): string {
  return `${namespaceName}-${teamName}`;
}

/** The objects of a team's queue, where its kind has objects. */
export class TeamQueue extends Construct {
  public constructor(
    scope: Construct,
    id: string,
    private readonly input: TeamQueueInput,
  ) {
    super(scope, id);
    const { kueue, volcano } = input.queueing._parts;
    if (kueue) this.kueue(kueue);
    if (volcano) this.volcano(volcano);
  }

  private kueue({ priorities, flavor, ...options }: NonNullable<Queueing['_parts']['kueue']>): void {
    const { name, labels, platform, capacity } = this.input;
    const namespaceName = namespaceOf(this);
    NamespaceChart._find(this)?._label(KUEUE_NAMESPACE);
    const queue = queueName(namespaceName, name);
    new ClusterQueueResource(this, 'Queue', {
      name: queue,
      labels,
      namespaceName,
      cohort: options.cohort,
      strategy: options.strategy,
      preemption: { withinClusterQueue: options.preemption, reclaimWithinCohort: options.reclaim },
      flavor: flavor ?? flavorOf(platform),
      quotas: quotasOf({ ...options, capacity }),
    });
    new LocalQueueResource(this, 'NamespaceQueue', { name: LOCAL_QUEUE, labels, clusterQueue: queue });
    for (const [priority, value] of Object.entries(priorities)) {
      new WorkloadPriorityClassResource(this, `Priority-${priority}`, { name: `${queue}-${priority}`, labels, value });
    }
  }

  private volcano(options: NonNullable<Queueing['_parts']['volcano']>): void {
    const { name, labels, capacity } = this.input;
    const capability = capacity && { cpu: capacity.cpu.toString(), memory: quantityOf(capacity.memory) };
    new VolcanoQueueResource(this, 'Queue', {
      name: queueName(namespaceOf(this), name),
      labels,
      ...options,
      capability,
    });
  }
}

/** The platform's flavor, which all of its teams share: quota is borrowed within one. */
function flavorOf(platform: ISparkPlatform): string {
  const id = 'ResourceFlavor';
  const name = `${namespaceOf(platform)}-${platform.settings.name}`;
  if (!platform.node.tryFindChild(id)) {
    const { ['app.kubernetes.io/component']: _, ...labels } = objectLabels(partOf(platform.settings.name, 'driver'));
    new ResourceFlavorResource(platform, id, { name, labels });
  }
  return name;
}

/** In the unit that Kueue counts: CPU as it is asked for, and of memory the heaps alone. */
function quotasOf(input: {
  capacity?: ContainerSize;
  borrowingLimit?: ContainerSize;
  lendingLimit?: ContainerSize;
  memoryOverhead: number;
}) {
  const { capacity, borrowingLimit, lendingLimit, memoryOverhead } = input;
  const heaps = (size?: ContainerSize) =>
    size && quantityOf(mebibytesBelow(bytesOf(size.memory) / (1 + memoryOverhead)));
  const cores = (size?: ContainerSize) => size?.cpu.toString();
  const quota = (name: string, of: (size?: ContainerSize) => string | undefined): KueueQuota => ({
    name,
    nominalQuota: of(capacity),
    borrowingLimit: of(borrowingLimit),
    lendingLimit: of(lendingLimit),
  });
  return [quota('cpu', cores), quota('memory', heaps)];
}

/** The labels by which an application waits. The operator keeps them from its pods. */
export function queueLabels({ queueing, teamName, identity }: ISparkTeam, priority?: string): Record<string, string> {
  if (queueing._kind !== 'kueue') return {};
  const queue = queueName(identity.namespaceName, teamName);
  return {
    'kueue.x-k8s.io/queue-name': LOCAL_QUEUE,
    ...(priority && { 'kueue.x-k8s.io/priority-class': `${queue}-${priority}` }),
  };
}

/** What an application asks its scheduler for. */
export interface BatchSchedulerInput {
  readonly team: ISparkTeam;
  readonly sizing: SparkApplicationSizing;
  /** How many executors there are at first. */
  readonly instances: number;
  readonly pods: Record<string, PodOverrides>;
}

/** How an application names its scheduler: with the chart's default alone no pod is sent to it. */
export function batchScheduler(input: BatchSchedulerInput): SparkApplicationSpecInput['batchScheduler'] {
  const { team } = input;
  const { _kind: kind, _parts: parts } = team.queueing;
  const queue = parts.yunikorn?.queue;
  if (kind === 'yunikorn') return { name: kind, options: queue ? { queue } : undefined };
  if (kind !== 'volcano') return undefined;
  const { cpu, memory } = gangOf(input);
  return {
    name: kind,
    options: {
      queue: queueName(team.identity.namespaceName, team.teamName),
      priorityClassName: team.platform.settings.executorPriorityClass,
      // What the operator would make of the heap's size is nothing.
      resources: { cpu: cpu.toString(), memory: quantityOf(memory) },
    },
  };
}

/** What a pod asks for with the containers that are beside its own. */
export function withSidecars({ cpu, memory }: ContainerSize, { sidecars = [] }: PodOverrides = {}): ContainerSize {
  return {
    cpu: sidecars.reduce((sum: Cpu, { resources }) => sum.plus(resources.cpu), cpu),
    memory: sumOf([memory, ...sidecars.map(({ resources }) => resources.memory)]),
  };
}

/** All that an application asks for when it begins, as Kubernetes counts it. */
export function gangOf({ sizing, instances, pods }: Omit<BatchSchedulerInput, 'team'>): ContainerSize {
  const [driver, executor] = [withSidecars(sizing.driver, pods.driver), withSidecars(sizing.executor, pods.executor)];
  return {
    cpu: driver.cpu.plus(executor.cpu.times(instances)),
    memory: sumOf([driver.memory, Size.kibibytes((bytesOf(executor.memory) / 1024) * instances)]),
  };
}

/** What pods say to their scheduler themselves: for those that no application's resource speaks for, and where no webhook does. */
export function scheduledBy({ queueing, teamName, identity }: ISparkTeam): {
  schedulerName?: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
} {
  const { _kind: kind, _parts: parts } = queueing;
  const queue = parts.yunikorn?.queue;
  return {
    schedulerName: kind === 'yunikorn' || kind === 'volcano' ? kind : undefined,
    labels: queue ? { 'yunikorn.apache.org/queue': queue } : {},
    annotations:
      kind === 'volcano' ? { 'scheduling.volcano.sh/queue-name': queueName(identity.namespaceName, teamName) } : {},
  };
}
