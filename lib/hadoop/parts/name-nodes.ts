import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu, Environment, NodeClass } from '../../core';
import { objectLabels } from '../../core/internal';
import { ConfigFiles, ContainerProps, DisruptionBudget, Probe, StatefulSet, Volume } from '../../kubernetes';
import { memberDomain } from '../../kubernetes/internal';
import { ownerFunctions, OwnerReader } from '../../workloads/internal';
import { partOf, USER } from '../components';
import { TOPOLOGY_PROGRAM } from '../config/core-site';
import { NameNodeSizing } from '../hadoop-sizing';
import { DATA, PROGRAMS } from '../paths';
import { PORTS } from '../ports';
import { bootstrapProgram } from '../programs/bootstrap-program';
import { nameNodeMembershipProgram } from '../programs/data-node-programs';
import { handOverProgram, waitForHandOverProgram } from '../programs/handover-programs';
import { topologyProgram } from '../programs/topology-program';
import { guardFixed } from '../scaling';
import { daemonSizing } from '../sizing';
import { HadoopContext } from './context';
import { CLIENT_RESOURCES, daemonContainer, hadoopContainer, roundProbes, says, serves } from './daemon';
import { growVolumes } from './growth';
import { HadoopPart } from './hadoop-part';

/** What NameNodes are made from, complete. */
export interface NameNodesInput {
  readonly members: number;
  readonly sizing: NameNodeSizing;
  readonly storage: Size;
  readonly grownTo?: Size;
  readonly acknowledgements: Record<string, string>;
}

/** The NameNodes, each with the controller that elects the active one, and with the companion that tells it which DataNodes leave. */
export class NameNodes extends HadoopPart {
  public constructor(scope: Construct, id: string, context: HadoopContext, input: NameNodesInput) {
    const { layout } = context;
    const { web } = layout;
    super(scope, id, context, 'namenode', [PORTS.nameNodeRpc, web.nameNode]);
    const environment = Environment.of(this);
    const part = partOf(context.name, 'namenode');
    const labels = objectLabels(part);
    const config = new ConfigFiles(this, 'Files', {
      name: this.partName,
      labels,
      files: context.configuration.nameNode(input.sizing),
    });
    const programs = new ConfigFiles(this, 'Programs', {
      name: `${this.partName}-programs`,
      labels,
      files: {
        'bootstrap.sh': bootstrapProgram(layout),
        'membership.sh': nameNodeMembershipProgram(layout, ownerFunctions()),
        'hand-over.sh': handOverProgram(layout),
        'wait-for-hand-over.sh': waitForHandOverProgram(layout),
        [TOPOLOGY_PROGRAM]: topologyProgram(layout),
      },
    });
    const owners = new OwnerReader(this, 'Owners', {
      name: this.partName,
      identity: this.identity,
      connections: this.connections,
      sets: layout.dataNodeSets.map(({ name }) => name),
      labels,
    });
    const common = {
      version: context.version,
      credentials: context.credentials.for('namenode'),
      config,
      programs,
      domain: memberDomain(environment, layout.namespaceName, this.partName),
    };
    const data = { volume: Volume.claim('data'), path: DATA };
    const identified = layout.highAvailability ? ['-Ddfs.ha.namenode.id=$(POD_NAME)'] : [];
    const namenode = daemonContainer({
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
    const membership = hadoopContainer({
      ...common,
      name: 'membership',
      command: ['bash', `${PROGRAMS}/membership.sh`],
      resources: CLIENT_RESOURCES,
      mounts: [data, owners.mount],
      ...roundProbes(),
    });
    const set = new StatefulSet(this, 'Set', {
      name: this.partName,
      partOf: part,
      replicas: input.members,
      // The second copies its image from the first, and the first may be the one that waits.
      parallel: true,
      user: USER,
      architectures: [context.version._architecture],
      nodeClass: NodeClass.STATEFUL,
      identity: this.identity,
      gracePeriod: Duration.minutes(5),
      minReady: Duration.seconds(30),
      acknowledgements: input.acknowledgements,
      claims: [{ name: 'data', size: input.storage, storageClass: environment.storageClasses.data }],
      initContainers: [
        hadoopContainer({
          ...common,
          name: 'bootstrap',
          command: ['bash', `${PROGRAMS}/bootstrap.sh`],
          // It holds the image that it copies, as the NameNode does later.
          resources: { cpu: CLIENT_RESOURCES.cpu, memory: input.sizing.container.memory },
          mounts: [data],
          env: namenode.env && { HDFS_NAMENODE_OPTS: namenode.env.HDFS_NAMENODE_OPTS },
        }),
      ],
      containers: [namenode, ...(layout.highAvailability ? [controller(common)] : []), membership],
    });
    growVolumes(this, context, { name: this.partName, replicas: input.members }, [
      { name: 'data', size: input.storage, grownTo: input.grownTo },
    ]);
    guardFixed(this, set, 'namenodes');
    new DisruptionBudget(this, 'Budget', { name: this.partName, partOf: part, members: input.members, quorum: 1 });
    if (layout.highAvailability) {
      // Images and edits are copied between them, and one controller asks the other's to step down.
      this.connections.allowFrom(this.connections, [PORTS.nameNodeRpc, web.nameNode, PORTS.zkfc]);
    }
  }
}

function controller(
  common: Pick<Parameters<typeof daemonContainer>[0], 'version' | 'credentials' | 'config' | 'programs' | 'domain'>,
): ContainerProps {
  return daemonContainer({
    ...common,
    name: 'zkfc',
    command: ['hdfs', 'zkfc', '-Ddfs.ha.namenode.id=$(POD_NAME)'],
    optionsVariable: 'HDFS_ZKFC_OPTS',
    sizing: daemonSizing({ cpu: Cpu.millis(100), memory: Size.mebibytes(512) }, Size.mebibytes(256)),
    ports: [PORTS.zkfc],
    liveness: Probe.tcp(PORTS.zkfc.name, { failureThreshold: 6, initialDelay: Duration.seconds(60) }),
    readiness: Probe.tcp(PORTS.zkfc.name),
    preStop: ['bash', `${PROGRAMS}/hand-over.sh`],
  });
}
