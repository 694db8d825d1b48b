import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Environment, InstanceType, kubernetes } from 'bigdata-constructs';
import { IConstruct } from 'constructs';
import { bytesOf } from '../../lib/core/internal';
import { nodesOf, PodGroup } from '../../lib/kubernetes/internal';
import { cheapestFirst, fitsOf, roomOf } from '../../lib/policies/placement';
import { ControlPlaneAccess } from './control-plane-process';
import { KubeClient, KubeObject } from './kube-client';
import { podTemplatesOf } from './pod-templates';
import { until } from './process';

/** Pods of a group, and what one of them is made from. */
export interface Wanted {
  readonly group: PodGroup;
  readonly template: { readonly metadata?: { readonly labels?: Record<string, string> }; readonly spec: object };
}

/** The groups of pods of a tree, each with the template that is rendered; those of a chart with what is known of them. */
export function wantedOf(groups: PodGroup[], objects: KubeObject[]): Wanted[] {
  return groups.map((group) => {
    const made = objects.find(
      (object) =>
        object.metadata.namespace === group.namespaceName &&
        podTemplatesOf(object).length > 0 &&
        (group.operated ? group.name.startsWith(`${object.metadata.name}-`) : group.name === object.metadata.name) &&
        (!group.operated || (object.kind === 'ClickHouseKeeperInstallation') === group.name.endsWith('-keeper')),
    );
    const ofGroup = ({ template: { metadata } }: ReturnType<typeof podTemplatesOf>[number]) =>
      Object.entries(metadata?.labels ?? {}).every(([key, value]) => group.labels[key] === value);
    // One application of Spark has templates of drivers and of executors.
    return { group, template: made ? podTemplatesOf(made).find(ofGroup)!.template : templateOf(group) };
  });
}

function templateOf({ owner, nodeClass, labels }: PodGroup): Wanted['template'] {
  const { nodeSelector, taints = [] } = Environment.of(owner).placementOf(nodeClass);
  const tolerations = taints.map(({ key, value, effect }) => ({ key, operator: 'Equal', value, effect }));
  return { metadata: { labels }, spec: { nodeSelector, tolerations } };
}

interface Pod extends KubeObject {
  readonly spec: { readonly nodeName?: string };
  readonly status?: { readonly conditions?: { readonly type: string; readonly message?: string }[] };
}

const SCHEDULER = 'placement-test';

/** kube-scheduler itself, with nodes that are opened as an autoscaler opens them: for pods that wait, within the limits of their groups. */
export class SchedulerLab {
  /** Starts the scheduler, and ends it and removes what was made when the work is done. */
  public static async run(
    access: ControlPlaneAccess,
    trees: IConstruct[],
    work: (lab: SchedulerLab) => Promise<void>,
  ): Promise<void> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'scheduler-'));
    const configuration = {
      apiVersion: 'kubescheduler.config.k8s.io/v1',
      kind: 'KubeSchedulerConfiguration',
      clientConnection: { kubeconfig: access.kubeconfig, qps: 500, burst: 500 },
      leaderElection: { leaderElect: false },
      podInitialBackoffSeconds: 1,
      podMaxBackoffSeconds: 1,
      profiles: [
        {
          schedulerName: SCHEDULER,
          pluginConfig: [
            {
              name: 'NodeResourcesFit',
              args: {
                scoringStrategy: {
                  type: 'MostAllocated',
                  resources: ['cpu', 'memory'].map((name) => ({ name, weight: 1 })),
                },
              },
            },
          ],
        },
      ],
    };
    const file = path.join(folder, 'config.json');
    fs.writeFileSync(file, JSON.stringify(configuration));
    const log = fs.openSync(path.join(folder, 'log'), 'w');
    const program = path.join(process.env.KUBEBUILDER_ASSETS ?? '', 'kube-scheduler');
    const child = spawn(program, [`--config=${file}`, '--secure-port=0'], { stdio: ['ignore', log, log] });
    const lab = new SchedulerLab(new KubeClient(access), trees, () =>
      child.exitCode === null ? undefined : fs.readFileSync(path.join(folder, 'log'), 'utf8'),
    );
    try {
      await work(lab);
    } finally {
      await lab.clear();
      child.kill('SIGKILL');
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }

  private readonly nodes: {
    readonly name: string;
    readonly group: string;
    readonly zone: string;
    readonly cpus: number;
  }[] = [];
  private readonly made: KubeObject[] = [];
  private readonly known: ReturnType<typeof nodesOf>;

  private constructor(
    private readonly api: KubeClient,
    trees: IConstruct[],
    private readonly failed: () => string | undefined,
  ) {
    const known = nodesOf(trees);
    this.known = { ...known, groups: cheapestFirst(known.groups) };
  }

  /** Opens all nodes that groups may have, in turn in each of their zones; so many where there is no limit. */
  public async openAll(unlimited: number): Promise<void> {
    for (const nodes of this.known.groups) {
      const [type] = nodes.instanceTypes;
      const most = nodes.cpuLimit ? Math.floor(nodes.cpuLimit.toUnits() / type.vcpus) : unlimited;
      for (let n = 0; n < most; n++) await this.open(nodes, type, nodes.zones[n % nodes.zones.length]);
    }
  }

  /**
   * Places so many pods of each group as it may have.
   *
   * @param opens whether nodes are opened for those that wait
   * @returns what the scheduler says of each pod that no node takes, by its group
   */
  public async place(wanted: Wanted[], opens: boolean): Promise<Record<string, string[]>> {
    const suffix = Math.random().toString(36).slice(2, 8);
    const waiting = new Map<string, Wanted>();
    const namespaces = new Set(wanted.map(({ group }) => `${group.namespaceName}-${suffix}`));
    for (const name of namespaces) {
      await this.make({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
      // No controller makes it.
      await this.make({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: name } });
    }
    for (const each of wanted) {
      for (let n = 0; n < each.group.max; n++) {
        const pod = podOf(each, `${each.group.namespaceName}-${suffix}`, n);
        await this.make(pod);
        waiting.set(keyOf(pod), each);
      }
    }
    for (;;) {
      const pending = await this.settled([...namespaces], waiting);
      const groups = pending.map((pod) => waiting.get(keyOf(pod))!.group.name);
      if (pending.length === 0 || !opens || !(await this.openFor(pending.map((pod) => waiting.get(keyOf(pod))!)))) {
        const said = pending.map((pod, index) => [groups[index], messageOf(pod) ?? ''] as const);
        const of = (name: string) => said.filter(([other]) => other === name).map(([, message]) => message);
        return Object.fromEntries(groups.map((name) => [name, of(name)]));
      }
    }
  }

  /** The pods that wait, once the scheduler has looked at each of them with all nodes that there are for it. */
  private async settled(namespaces: string[], waiting: Map<string, Wanted>): Promise<Pod[]> {
    let pending: Pod[] = [];
    let unseen: Pod[] = [];
    await until(async () => {
      const log = this.failed();
      if (log !== undefined) throw new Error(`kube-scheduler ended:\n${log}`);
      const lists = await Promise.all(namespaces.map((namespace) => this.api.list('v1', 'Pod', namespace)));
      pending = (lists.flat() as Pod[]).filter(({ spec }) => spec.nodeName === undefined);
      unseen = pending.filter((pod) => {
        const message = messageOf(pod);
        return message === undefined || nodesIn(message) < this.nodesFor(waiting.get(keyOf(pod))!.group);
      });
      return unseen.length === 0;
    }, 60);
    if (unseen.length > 0) throw new Error(`not looked at again: ${unseen.map((pod) => messageOf(pod)).join('\n')}`);
    return pending;
  }

  /** How many nodes there were when the last one that pods could run on was opened: no others make the scheduler look again. */
  private nodesFor(pods: PodGroup): number {
    const { fits } = fitsOf(pods, this.known.groups, this.known.daemons);
    return Math.max(0, ...fits.map(({ nodes }) => this.nodes.map(({ group }) => group).lastIndexOf(nodes.name) + 1));
  }

  /** Opens nodes for the largest of the pods that wait in each group of nodes: others may fit beside them. Says whether it could. */
  private async openFor(pending: Wanted[]): Promise<boolean> {
    const { groups, daemons } = this.known;
    const bySize = [...pending].sort((a, b) => bytesOf(b.group.memory) - bytesOf(a.group.memory));
    const opened = new Map<string, PodGroup>();
    const shared = new Map<PodGroup, number>();
    let any = false;
    for (const { group: pods } of bySize) {
      const free = (shared.get(pods) ?? 0) - 1;
      shared.set(pods, free);
      if (free >= 0) continue;
      const choices = fitsOf(pods, groups, daemons)
        .fits.filter(({ nodes }) => (opened.get(nodes.name) ?? pods) === pods)
        .flatMap((fit) => (pods.zone ? [pods.zone] : fit.nodes.zones).map((zone) => ({ fit, zone })))
        .filter(({ fit }) => this.cpusOf(fit.nodes) + fit.type.vcpus <= (fit.nodes.cpuLimit?.toUnits() ?? Infinity))
        .sort((a, b) => this.count(a.fit.nodes, a.zone) - this.count(b.fit.nodes, b.zone));
      if (choices.length === 0) continue;
      const [{ fit, zone }] = choices;
      await this.open(fit.nodes, fit.type, zone);
      opened.set(fit.nodes.name, pods);
      shared.set(pods, fit.perNode - 1);
      any = true;
    }
    return any;
  }

  private cpusOf({ name }: kubernetes.NodeGroup): number {
    return this.nodes.filter(({ group }) => group === name).reduce((sum, { cpus }) => sum + cpus, 0);
  }

  private count({ name }: kubernetes.NodeGroup, zone: string): number {
    return this.nodes.filter((node) => node.group === name && node.zone === zone).length;
  }

  /** A machine, as kubelet and cloud would describe it. */
  private async open(group: kubernetes.NodeGroup, type: InstanceType, zone: string): Promise<void> {
    const name = `node-${Math.random().toString(36).slice(2, 10)}`;
    const { cpu, memory } = roomOf(type, this.known.daemons);
    const disk = group.ephemeralStorage ? bytesOf(group.ephemeralStorage) : 1e12;
    const node = {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name,
        labels: {
          'kubernetes.io/hostname': name,
          'kubernetes.io/arch': type.architecture,
          'topology.kubernetes.io/zone': zone,
          ...group.labels,
        },
      },
      spec: { taints: (group.taints ?? []).map(({ effect = 'NoSchedule', ...taint }) => ({ ...taint, effect })) },
    };
    const allocatable = {
      cpu: `${cpu}m`,
      memory: String(memory),
      'ephemeral-storage': String(disk),
      pods: String(type.maxPods),
    };
    await this.make(node);
    await this.api.setStatus(node, {
      capacity: allocatable,
      allocatable,
      conditions: [
        { type: 'Ready', status: 'True', reason: 'KubeletReady', lastHeartbeatTime: null, lastTransitionTime: null },
      ],
    });
    // The API server taints what is new, and no controller takes that away again.
    await this.api.apply(node, { manager: 'kubelet' });
    this.nodes.push({ name, group: group.name, zone, cpus: type.vcpus });
  }

  private async make(object: KubeObject): Promise<void> {
    await this.api.apply(object);
    this.made.push(object);
  }

  private async clear(): Promise<void> {
    for (const object of this.made.reverse()) await this.api.delete(object);
  }
}

const keyOf = ({ metadata }: KubeObject) => `${metadata.namespace}/${metadata.name}`;

/** How many nodes the scheduler had when it said so. */
const nodesIn = (message: string) => Number(/^0\/(\d+) nodes/.exec(message)?.[1] ?? 0);

const messageOf = ({ status }: Pod) => status?.conditions?.find(({ type }) => type === 'PodScheduled')?.message;

/** A pod as its controller makes it, but for volumes, which no provisioner would bind, and for what it runs. */
function podOf({ group, template }: Wanted, namespace: string, ordinal: number): KubeObject {
  const { nodeSelector, tolerations, affinity, topologySpreadConstraints } = template.spec as Record<string, unknown>;
  const requests = {
    cpu: `${group.cpu.toMillis()}m`,
    memory: String(bytesOf(group.memory)),
    'ephemeral-storage': String(bytesOf(group.ephemeralStorage)),
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${group.name}-${ordinal}`,
      namespace,
      labels: {
        ...template.metadata?.labels,
        ...group.labels,
        ...Object.fromEntries(group.labelKeys.map((key) => [key, 'x'])),
      },
    },
    spec: {
      schedulerName: SCHEDULER,
      nodeSelector,
      tolerations,
      affinity,
      topologySpreadConstraints,
      automountServiceAccountToken: false,
      terminationGracePeriodSeconds: 0,
      containers: [{ name: 'main', image: 'none', resources: { requests } }],
    },
  };
}
