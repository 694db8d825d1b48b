import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { Environment, NodeClass } from '../../core';
import { objectLabels } from '../../core/internal';
import { ConfigFiles, Probe, StatefulSet, Volume, VolumeClaimProps } from '../../kubernetes';
import { MemberSet } from '../../kubernetes/internal';
import { Drain } from '../../scaling';
import { HadoopAcknowledgements } from '../acknowledgements';
import { partOf, SET_LABEL, USER } from '../components';
import { DataNodeSizing } from '../hadoop-sizing';
import { DataNodeVolume } from '../hdfs-options';
import { volumeName, volumePath } from '../paths';
import { PORTS } from '../ports';
import { dataNodeLeaveProgram } from '../programs/data-node-programs';
import { dataNodeAcknowledgement, guardDataNodes } from '../scaling';
import { StorageType } from '../storage-type';
import { HadoopContext } from './context';
import { daemonContainer, says, serves } from './daemon';
import { growVolumes } from './growth';
import { HadoopPart } from './hadoop-part';

/** DataNodes of one kind. */
export interface DataNodeKind {
  /** Its sets, one a zone where zones are known. */
  readonly sets: MemberSet[];
  readonly sizing: DataNodeSizing;
  readonly volumes: DataNodeVolume[];
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
      const config = new ConfigFiles(this, `Files-${kind}`, {
        name: `${context.name}-${kind}`,
        labels: objectLabels(partOf(context.name, 'datanode')),
        files: context.configuration.dataNode(
          options.sizing,
          options.volumes.map(({ storageType = StorageType.DISK }) => storageType.label),
        ),
      });
      for (const set of options.sets) {
        const zone = new Construct(this, set.name);
        const workload = this.set(zone, { ...input, ...options, set, config, copies });
        growVolumes(
          zone,
          context,
          set,
          options.volumes.map(({ size, grownTo }, index) => ({ name: volumeName(index), size, grownTo })),
        );
        guardDataNodes(zone, workload, context.name, input.replication);
        // One zone restarts after the other: two of a block's copies may lie in one zone, but never all of them.
        if (made.length > 0) workload.node.addDependency(made[made.length - 1]);
        made.push(workload);
      }
    }
    // Blocks go from one to the next, and are recovered among them.
    this.connections.allowFrom(this.connections, [PORTS.data, PORTS.dataIpc]);
  }

  private set(
    scope: Construct,
    input: DataNodesInput & DataNodeKind & { set: MemberSet; config: ConfigFiles; copies: number },
  ): StatefulSet {
    const { set, volumes, context } = { ...input, context: this.context };
    const { web } = context.layout;
    const part = partOf(context.name, 'datanode');
    const { data } = Environment.of(this).storageClasses;
    const drain = new Drain(scope, 'Drain', {
      name: set.name,
      workload: set.name,
      identity: this.identity,
      connections: this.connections,
      partOf: part,
      leave: dataNodeLeaveProgram(context.layout),
      // What is left of the grace period is for its own end.
      atMost: Duration.seconds(input.gracePeriod.toSeconds() - 60),
    });
    return new StatefulSet(scope, 'Set', {
      name: set.name,
      partOf: part,
      labels: { [SET_LABEL]: set.name },
      replicas: set.replicas,
      copies: input.copies,
      parallel: true,
      zone: set.zone,
      user: USER,
      architectures: [context.version._architecture],
      nodeClass: NodeClass.STATEFUL,
      identity: this.identity,
      gracePeriod: input.gracePeriod,
      // The NameNode has its block report before the next one goes.
      minReady: Duration.seconds(30),
      acknowledgements: dataNodeAcknowledgement(input.acknowledge, set.replicas),
      claims: volumes.map(({ size, storageClass = data }, index): VolumeClaimProps => ({
        name: volumeName(index),
        size,
        storageClass,
      })),
      containers: [
        daemonContainer({
          name: 'datanode',
          version: context.version,
          credentials: context.credentials.for('datanode'),
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
