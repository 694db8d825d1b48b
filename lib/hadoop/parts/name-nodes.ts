import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu, NodeClass } from '../../core';
import { Probe, Volume } from '../../kubernetes';
import { ownerFunctions } from '../../workloads/internal';
import { HadoopAcknowledgements } from '../acknowledgements';
import { CONTROLLER } from '../components';
import { TOPOLOGY_PROGRAM } from '../config/core-site';
import { NameNodeSizing } from '../hadoop-sizing';
import { DATA, DIRECTORIES, PROGRAMS } from '../paths';
import { PORTS } from '../ports';
import { bootstrapProgram } from '../programs/bootstrap-program';
import { nameNodeMembershipProgram } from '../programs/data-node-programs';
import { DIRECTORIES_FILE, directoryCommands } from '../programs/directories';
import { handOverProgram, waitForHandOverProgram } from '../programs/handover-programs';
import { topologyProgram } from '../programs/topology-program';
import { ResolvedDirectory } from '../resolve';
import { fixedMembers } from '../scaling';
import { daemonSizing } from '../sizing';
import { HadoopContext } from './context';
import { CLIENT_RESOURCES, DaemonInput, says, serves } from './daemon';
import { HadoopPart } from './hadoop-part';

/** What NameNodes are made from, complete. */
export interface NameNodesInput {
  readonly members: number;
  readonly sizing: NameNodeSizing;
  readonly storage: Size;
  readonly grownTo?: Size;
  readonly directories: ResolvedDirectory[];
  readonly acknowledge: HadoopAcknowledgements;
}

/** The failover controller's own. */
const CONTROLLER_INPUT: Omit<DaemonInput, 'version' | 'config'> = {
  name: CONTROLLER,
  command: ['hdfs', CONTROLLER, '-Ddfs.ha.namenode.id=$(POD_NAME)'],
  optionsVariable: 'HDFS_ZKFC_OPTS',
  sizing: daemonSizing({ cpu: Cpu.millis(100), memory: Size.mebibytes(512) }, Size.mebibytes(256)),
  ports: [PORTS.zkfc],
  liveness: Probe.tcp(PORTS.zkfc.name, { failureThreshold: 6, initialDelay: Duration.seconds(60) }),
  readiness: Probe.tcp(PORTS.zkfc.name),
  preStop: ['bash', `${PROGRAMS}/hand-over.sh`],
};

/** The NameNodes, each with the controller that elects the active one, and with the companion that tells it which DataNodes leave. */
export class NameNodes extends HadoopPart {
  public constructor(scope: Construct, id: string, context: HadoopContext, input: NameNodesInput) {
    const { layout } = context;
    const { web } = layout;
    super(scope, id, context, 'namenode', [PORTS.nameNodeRpc, web.nameNode]);
    const programs = this.files(
      {
        'bootstrap.sh': bootstrapProgram(layout),
        'membership.sh': nameNodeMembershipProgram(layout, ownerFunctions()),
        'hand-over.sh': handOverProgram(layout),
        'wait-for-hand-over.sh': waitForHandOverProgram(layout),
        [TOPOLOGY_PROGRAM]: topologyProgram(layout),
      },
      `${this.partName}-programs`,
    );
    const common = {
      config: this.config(context.configuration.nameNode(input.sizing)),
      domain: this.domain,
      programs,
    };
    const data = { volume: Volume.claim('data'), path: DATA };
    const identified = layout.highAvailability ? ['-Ddfs.ha.namenode.id=$(POD_NAME)'] : [];
    const namenode = this.daemon({
      ...common,
      name: 'namenode',
      command: ['hdfs', 'namenode', ...identified],
      optionsVariable: 'HDFS_NAMENODE_OPTS',
      sizing: input.sizing,
      // A pause is better than two collections where the heap is large: a client waits, nobody fails over.
      flags: input.sizing.heap.toMebibytes() > 50 * 1024 ? ['-XX:MaxGCPauseMillis=4000'] : [],
      ports: [PORTS.nameNodeRpc, web.nameNode],
      mounts: [data],
      // The image of a large namespace takes minutes to load; the web server answers meanwhile.
      liveness: serves(web, web.nameNode),
      readiness: says(web, web.nameNode, 'service=NameNode,name=FSNamesystemState', '"FSState" : "Operational"'),
      preStop: layout.highAvailability ? ['bash', `${PROGRAMS}/wait-for-hand-over.sh`] : undefined,
    });
    const { configMapName: directories } = this.files(
      { [DIRECTORIES_FILE]: directoryCommands(input.directories) },
      `${this.partName}-directories`,
    );
    const dataNodes = layout.dataNodeSets.map(({ name }) => name);
    const membership = this.companion(
      dataNodes,
      this.helper({
        ...common,
        name: 'membership',
        command: ['bash', `${PROGRAMS}/membership.sh`],
        resources: CLIENT_RESOURCES,
        // It looks again each time round: no NameNode restarts for one directory more.
        mounts: [data, { volume: Volume.configMap('directories', directories), path: DIRECTORIES, readOnly: true }],
      }),
    );
    this.members({
      replicas: input.members,
      // The second copies its image from the first, and the first may be the one that waits.
      parallel: true,
      nodeClass: NodeClass.STATEFUL,
      gracePeriod: Duration.minutes(5),
      minReady: Duration.seconds(30),
      guard: fixedMembers('namenodes', input.acknowledge),
      quorum: 1,
      claims: [{ name: 'data', size: input.storage, grownTo: input.grownTo }],
      initContainers: [
        this.helper({
          ...common,
          name: 'bootstrap',
          command: ['bash', `${PROGRAMS}/bootstrap.sh`],
          // It holds the image that it copies, as the NameNode does later.
          resources: { cpu: CLIENT_RESOURCES.cpu, memory: input.sizing.container.memory },
          mounts: [data],
          env: namenode.env && { HDFS_NAMENODE_OPTS: namenode.env.HDFS_NAMENODE_OPTS },
        }),
      ],
      containers: [
        namenode,
        ...(layout.highAvailability ? [this.daemon({ ...common, ...CONTROLLER_INPUT })] : []),
        membership,
      ],
    });
    if (layout.highAvailability) {
      // Images and edits are copied between them, and one controller asks the other's to step down.
      this.connections.allowFrom(this.connections, [PORTS.nameNodeRpc, web.nameNode, PORTS.zkfc]);
    }
  }
}
