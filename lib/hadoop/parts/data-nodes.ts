import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { NodeClass } from '../../core';
import { ConfigFiles, Probe, StatefulSet, Volume } from '../../kubernetes';
import { MemberSet } from '../../kubernetes/internal';
import { HadoopAcknowledgements } from '../acknowledgements';
import { DataNodeSizing } from '../hadoop-sizing';
import { volumeName, volumePath } from '../paths';
import { PORTS } from '../ports';
import { dataNodeLeaveProgram } from '../programs/data-node-programs';
import { ResolvedVolume } from '../resolve';
import { dataNodeMembers } from '../scaling';
import { dataNodesUnavailable } from '../sizing';
import { HadoopContext } from './context';
import { says, serves } from './daemon';
import { HadoopPart } from './hadoop-part';

/** DataNodes of one kind. */
export interface DataNodeKind {
  /** Its sets, one a zone where zones are known. */
  readonly sets: MemberSet[];
  readonly sizing: DataNodeSizing;
  readonly volumes: ResolvedVolume[];
}

/** What DataNodes are made from, complete. */
export interface DataNodesInput {
  /** By a name that tells them apart. */
  readonly kinds: Record<string, DataNodeKind>;
  readonly replication: number;
  readonly gracePeriod: Duration;
  readonly acknowledge: HadoopAcknowledgements;
}

/** All DataNodes: sets that are pinned to a zone each, so that a name tells the rack. */
export class DataNodes extends HadoopPart {
  public constructor(scope: Construct, id: string, context: HadoopContext, input: DataNodesInput) {
    super(scope, id, context, 'datanode', [PORTS.data, PORTS.dataIpc, context.layout.web.dataNode]);
    const copies = Object.values(input.kinds)
      .flatMap(({ sets }) => sets)
      .reduce((sum, { replicas }) => sum + replicas, 0);
    const made: StatefulSet[] = [];
    for (const [kind, options] of Object.entries(input.kinds)) {
      const types = options.volumes.map(({ storageType }) => storageType.label);
      const config = this.config(context.configuration.dataNode(options.sizing, types), `${context.name}-${kind}`);
      for (const set of options.sets) {
        const workload = this.set({ ...input, ...options, set, config, copies });
        // One zone restarts after the other: two of a block's copies may lie in one zone, but never all of them.
        if (made.length > 0) workload.node.addDependency(made[made.length - 1]);
        made.push(workload);
      }
    }
    this.budget({ members: copies, maxUnavailable: dataNodesUnavailable(copies, input.replication) });
    // Blocks go from one to the next, and are recovered among them.
    this.connections.allowFrom(this.connections, [PORTS.data, PORTS.dataIpc]);
  }

  private set(
    input: DataNodesInput & DataNodeKind & { set: MemberSet; config: ConfigFiles; copies: number },
  ): StatefulSet {
    const { set, volumes, gracePeriod } = input;
    const { context, partOf } = this;
    const { web } = context.layout;
    const drain = this.drain(set, {
      leave: dataNodeLeaveProgram(context.layout),
      // What is left of the grace period is for its own end.
      atMost: Duration.seconds(gracePeriod.toSeconds() - 60),
    });
    return this.members({
      name: set.name,
      oneOfSeveral: true,
      replicas: set.replicas,
      copies: input.copies,
      parallel: true,
      zone: set.zone,
      nodeClass: NodeClass.STATEFUL,
      gracePeriod,
      // The NameNode has its block report before the next one goes.
      minReady: Duration.seconds(30),
      guard: dataNodeMembers(partOf, { ...input, total: input.copies }),
      sharedBudget: true,
      claims: volumes.map(({ size, grownTo, storageClass }, index) => ({
        name: volumeName(index),
        size,
        grownTo,
        storageClass,
      })),
      containers: [
        this.daemon({
          name: 'datanode',
          command: ['hdfs', 'datanode'],
          optionsVariable: 'HDFS_DATANODE_OPTS',
          sizing: input.sizing,
          config: input.config,
          domain: set.domain,
          ports: [PORTS.data, PORTS.dataIpc, web.dataNode],
          env: drain.env,
          mounts: [
            ...volumes.map((_, index) => ({ volume: Volume.claim(volumeName(index)), path: volumePath(index) })),
            ...drain.mounts,
          ],
          startup: Probe.tcp(PORTS.dataIpc.name, { period: Duration.seconds(5), failureThreshold: 120 }),
          liveness: serves(web, web.dataNode),
          readiness: says(web, web.dataNode, 'service=DataNode,name=DataNodeInfo', 'NamenodeHaState[^a-z]*active'),
          preStop: drain.preStop,
        }),
      ],
    });
  }
}
