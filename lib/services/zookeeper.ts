import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { Environment, IConnectable, IIdentity, INetworkPeer, NodeClass, PartOf } from '../core';
import { checkRules, majority, objectName } from '../core/internal';
import { members, namespaceOf } from '../kubernetes/internal';
import { AlertProps, DashboardRow, Metric, ScrapeTarget } from '../monitoring';
import { PodConnections } from '../security';
import { EnginePart, JAVA_SECURITY, javaSecurity } from '../workloads/internal';
import { zooKeeperAlerts } from './zookeeper/alerts';
import { CLAIMS, memberContainer } from './zookeeper/container';
import { zooKeeperRows } from './zookeeper/dashboard';
import { askProgram, logback, startProgram } from './zookeeper/files';
import { MEMBERS, releaseOf } from './zookeeper/guard';
import { zooKeeperMetrics } from './zookeeper/metrics';
import { PORTS } from './zookeeper/ports';
import { resolveZooKeeper } from './zookeeper/resolve';
import { zooKeeperSizing } from './zookeeper/sizing';
import { zooCfg } from './zookeeper/zoo-cfg';
import { ZooKeeperMember, ZooKeeperProps } from './zookeeper-props';
import { zooKeeperRules } from './zookeeper-rules';
import { ZooKeeperSizing } from './zookeeper-sizing';

const COMPONENT = 'zookeeper';

/** The numeric user of the image. */
const USER = 1000;

/**
 * A ZooKeeper of its own for a cluster of some engine: as many members as zones can lose one of, each on a host of its own, with a
 * volume for snapshots and one for the log. It belongs to its engine: to its labels, its monitoring, its runbooks.
 *
 * @see https://zookeeper.apache.org/doc/r3.9.5/zookeeperAdmin.html
 */
export class ZooKeeper extends Construct implements IConnectable {
  /** Which part of which cluster it is. */
  public readonly partOf: PartOf;
  /** The members' addresses. Clients know each of them, so that one that is lost costs a reconnect at most. */
  public readonly members: ZooKeeperMember[];
  /** All members as clients write them: `host:2181,host:2181`. */
  public readonly connectString: string;
  /** The numbers chosen for a member, and why. */
  public readonly sizing: ZooKeeperSizing;
  /** Who may connect. */
  public readonly connections: PodConnections;
  /** The members' end of network edges. */
  public readonly networkPeer: INetworkPeer;
  /** Who the members are. */
  public readonly identity: IIdentity;
  /** What Prometheus scrapes: a target of the engine's monitoring. */
  public readonly scrapeTarget: ScrapeTarget;
  /** What it exposes, for alerts and panels of your own. */
  public readonly metrics: Record<string, Metric>;
  /** What it adds to the engine's dashboard. */
  public readonly dashboardRows: DashboardRow[];
  private readonly setName: string;

  public constructor(scope: Construct, id: string, props: ZooKeeperProps) {
    super(scope, id);
    // Defaults and checks. Pods carry the name and a hash in a label.
    const cluster = objectName(this, props.name, {
      max: 42,
      because: `the StatefulSet <name>-${COMPONENT} may have 52`,
    });
    const input = resolveZooKeeper(props);
    checkRules(this, zooKeeperRules, input);

    // Derived.
    this.setName = `${cluster}-${COMPONENT}`;
    this.partOf = { engine: props.engine, cluster, component: COMPONENT };
    this.sizing = zooKeeperSizing(input.size);
    this.members = members(Environment.of(this), namespaceOf(this), this.setName, input.members).map(({ host }) => ({
      host,
      port: PORTS.client.port,
    }));
    this.connectString = this.members.map(({ host, port }) => `${host}:${port}`).join(',');
    const metrics = zooKeeperMetrics(COMPONENT);
    this.metrics = metrics;
    this.dashboardRows = zooKeeperRows(metrics);

    // Built.
    const part = new EnginePart(this, 'Part', {
      partOf: this.partOf,
      ports: [PORTS.client],
      release: releaseOf(input),
      ...input.version._release.image('zookeeper'),
      architectures: input.version._release.architectures,
      overrides: input.pods,
      user: USER,
    });
    this.identity = part.identity;
    this.connections = part.connections;
    this.networkPeer = part.connections;
    this.connections.allowFrom(this.connections, [PORTS.quorum, PORTS.election]);
    this.scrapeTarget = { partOf: this.partOf, port: PORTS.metrics, connections: this.connections };
    const files = part.files({
      'zoo.cfg': zooCfg({ hosts: this.members.map(({ host }) => host), overrides: input.settings }),
      'logback.xml': logback(),
      [JAVA_SECURITY]: javaSecurity(),
      'start.sh': startProgram(),
      'ask.sh': askProgram(),
    });
    part.members({
      replicas: input.members,
      // Members find each other: one alone waits for a majority.
      parallel: true,
      nodeClass: NodeClass.QUORUM,
      gracePeriod: Duration.seconds(60),
      minReady: Duration.seconds(10),
      guard: { field: MEMBERS, acknowledged: input.acknowledgeMembers },
      quorum: majority(input.members),
      claims: [
        { name: CLAIMS.data, size: input.storage },
        { name: CLAIMS.log, size: input.logStorage },
      ],
      containers: [memberContainer(input, this.sizing, files)],
    });
  }

  /**
   * What is known to go wrong with it.
   *
   * @param title what the alerts' names start with, and those of their runbooks: the engine's title, `Hadoop`
   */
  public alertsFor(title: string): AlertProps[] {
    return zooKeeperAlerts({
      title,
      metrics: zooKeeperMetrics(COMPONENT),
      setName: this.setName,
      members: this.members.length,
      treeLimit: this.sizing.treeLimit,
    });
  }
}
