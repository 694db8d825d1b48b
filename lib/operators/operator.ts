import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu, NetworkPort, NodeClass } from '../core';
import { checkRules } from '../core/internal';
import { HelmRelease } from '../kubernetes';
import { declarePodGroup, namespaceOf } from '../kubernetes/internal';
import { Peer, PodConnections } from '../security';
import { OperatorChart } from './charts';
import { DefinitionGuard } from './definition-guard';
import { merged } from './merged';
import { operatorRules } from './operator-rules';

/** Props that every operator has. */
export interface OperatorProps {
  /**
   * Values of the chart, which win over ours. Helm ignores a key that the chart does not know.
   * @default - none
   */
  readonly values?: Record<string, unknown>;
  /**
   * The minor version of Kubernetes that the cluster runs: `1.35`. What the chart was not made for is refused.
   * @default - not checked
   */
  readonly kubernetesVersion?: string;
  /**
   * Whether the chart brings what Prometheus Operator scrapes it by, which needs its custom resource definitions.
   * @default true
   */
  readonly monitors?: boolean;
}

/** Pods of a chart: what they listen on, whom they talk to and what they ask for. */
export interface OperatorPods {
  /** The name of their NetworkPolicy. */
  readonly name: string;
  /** Labels that the chart gives them. */
  readonly podLabels: Record<string, string>;
  /** How many run. */
  readonly replicas: number;
  /** The CPU that one asks for. */
  readonly cpu: Cpu;
  /** The memory that one asks for, and may use. */
  readonly memory: Size;
  /**
   * What Prometheus scrapes.
   * @default - nothing
   */
  readonly metrics?: NetworkPort[];
  /**
   * What the API server calls: webhooks and extension APIs.
   * @default - nothing
   */
  readonly webhooks?: NetworkPort[];
  /**
   * Whether they call the API of the cloud, with credentials of the node's agent.
   * @default false
   */
  readonly callsCloud?: boolean;
}

/** What an operator is made of. */
export interface OperatorDefinition {
  /** The chart. */
  readonly chart: OperatorChart;
  /**
   * The release's name.
   * @default - the chart's name
   */
  readonly releaseName?: string;
  /** What differs from the chart's own values. */
  readonly values: Record<string, unknown>;
  /** Its pods. */
  readonly pods: OperatorPods[];
  /**
   * API groups of the custom resource definitions that come with it, each with all below it: nobody deletes these by mistake.
   * @default - none come with it
   */
  readonly definitions?: string[];
  /**
   * Whether removing the chart leaves the definitions.
   * @default true
   */
  readonly keepsDefinitions?: boolean;
}

/**
 * A pinned chart of something that must run before engines do, and the network edges of its pods.
 *
 * It stands in a chart of its own with a namespace. What needs its custom resource definitions stands in another chart, with
 * `node.addDependency(operator.release)`.
 */
export abstract class Operator extends Construct {
  /** The release. */
  public readonly release: HelmRelease;
  /** Who may talk to its pods, by the name of the pods. */
  protected readonly connectionsOf: Record<string, PodConnections> = {};

  protected constructor(scope: Construct, id: string, definition: OperatorDefinition, props: OperatorProps) {
    super(scope, id);
    const { chart } = definition;
    checkRules(this, operatorRules, { chart, kubernetesVersion: props.kubernetesVersion });
    for (const pods of definition.pods) this.connectionsOf[pods.name] = this.connect(chart.name, pods);
    const name = definition.releaseName ?? chart.name;
    const { definitions: groups, keepsDefinitions: keptByChart } = definition;
    if (groups) new DefinitionGuard(this, 'Definitions', { name, groups, keptByChart });
    this.release = new HelmRelease(this, 'Release', {
      name,
      chart: { repository: chart.repository, name: chart.name, version: chart.version },
      values: merged(definition.values, props.values ?? {}),
    });
  }

  private connect(chart: string, pods: OperatorPods): PodConnections {
    const { metrics = [], webhooks = [] } = pods;
    const scope = new Construct(this, pods.name);
    const ports = [...metrics, ...webhooks];
    const connections = new PodConnections(scope, 'Connections', { name: pods.name, podLabels: pods.podLabels, ports });
    declarePodGroup({
      owner: scope,
      name: pods.name,
      partOf: { engine: chart, cluster: chart, component: pods.name },
      namespaceName: namespaceOf(this),
      labels: pods.podLabels,
      labelKeys: [],
      annotations: {},
      ports,
      probedPorts: [],
      nodeClass: NodeClass.SYSTEM,
      gracePeriod: Duration.seconds(30),
      min: pods.replicas,
      max: pods.replicas,
      cpu: pods.cpu,
      memory: pods.memory,
      ephemeralStorage: Size.kibibytes(0),
      claims: [],
      architectures: [],
      alone: false,
      operated: false,
    });
    connections.allowTo(Peer.apiServer());
    if (metrics.length > 0) connections.allowFrom(Peer.monitoring(), metrics);
    if (webhooks.length > 0) connections.allowFrom(Peer.apiServer(), webhooks);
    if (pods.callsCloud) {
      connections.allowTo(Peer.cloudIdentity());
      connections.allowTo(Peer.cidr('0.0.0.0/0'), [{ name: 'https', port: 443 }]);
    }
    return connections;
  }
}
