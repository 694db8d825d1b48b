import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { Environment, NodeClass } from '../../core';
import { objectLabels } from '../../core/internal';
import { ConfigFiles, DisruptionBudget, Probe, StatefulSet } from '../../kubernetes';
import { memberDomain, MemberSet } from '../../kubernetes/internal';
import { ownerFunctions, OwnerReader } from '../../workloads/internal';
import { partOf, USER } from '../components';
import { YarnConfigurationInput } from '../config/configuration';
import { DaemonSizing } from '../hadoop-sizing';
import { PROGRAMS } from '../paths';
import { PORTS } from '../ports';
import { resourceManagerMembershipProgram } from '../programs/node-manager-programs';
import { guardFixed } from '../scaling';
import { HadoopContext } from './context';
import { CLIENT_RESOURCES, daemonContainer, hadoopContainer, roundProbes } from './daemon';
import { HadoopPart } from './hadoop-part';

/** What ResourceManagers are made from, complete. */
export interface ResourceManagersInput {
  readonly members: number;
  readonly sizing: DaemonSizing;
  readonly yarn: YarnConfigurationInput;
  readonly nodeManagerSets: MemberSet[];
  readonly acknowledgements: Record<string, string>;
}

const INFO = '/ws/v1/cluster/info';

/** The ResourceManagers, each with the companion that tells it which NodeManagers leave. What they know is kept in ZooKeeper. */
export class ResourceManagers extends HadoopPart {
  public constructor(scope: Construct, id: string, context: HadoopContext, input: ResourceManagersInput) {
    const ports = [
      PORTS.resourceScheduler,
      PORTS.resourceTracker,
      PORTS.resourceClient,
      PORTS.resourceAdmin,
      PORTS.resourceHttp,
    ];
    super(scope, id, context, 'resourcemanager', ports);
    const { layout } = context;
    const part = partOf(context.name, 'resourcemanager');
    const labels = objectLabels(part);
    const config = new ConfigFiles(this, 'Files', {
      name: this.partName,
      labels,
      files: context.configuration.resourceManager(input.yarn),
    });
    const programs = new ConfigFiles(this, 'Programs', {
      name: `${this.partName}-programs`,
      labels,
      files: {
        'membership.sh': resourceManagerMembershipProgram({
          layout,
          nodeManagerSets: input.nodeManagerSets,
          spot: input.yarn.spot,
          decommissionTimeout: input.yarn.decommissionTimeout,
          ownerFunctions: ownerFunctions(),
        }),
      },
    });
    const owners = new OwnerReader(this, 'Owners', {
      name: this.partName,
      identity: this.identity,
      connections: this.connections,
      sets: input.nodeManagerSets.map(({ name }) => name),
      labels,
    });
    const common = {
      version: context.version,
      config,
      programs,
      domain: memberDomain(Environment.of(this), layout.namespaceName, this.partName),
    };
    const set = new StatefulSet(this, 'Set', {
      name: this.partName,
      partOf: part,
      replicas: input.members,
      parallel: true,
      user: USER,
      architectures: [context.version._architecture],
      nodeClass: NodeClass.DRIVER,
      identity: this.identity,
      gracePeriod: Duration.seconds(60),
      minReady: Duration.seconds(15),
      acknowledgements: input.acknowledgements,
      containers: [
        daemonContainer({
          ...common,
          name: 'resourcemanager',
          command: ['yarn', 'resourcemanager'],
          optionsVariable: 'YARN_RESOURCEMANAGER_OPTS',
          sizing: input.sizing,
          ports,
          startup: Probe.httpGet(INFO, PORTS.resourceHttp.name, { period: Duration.seconds(5), failureThreshold: 60 }),
          liveness: Probe.httpGet(INFO, PORTS.resourceHttp.name, { failureThreshold: 6 }),
          readiness: Probe.httpGet(INFO, PORTS.resourceHttp.name, { period: Duration.seconds(5) }),
        }),
        hadoopContainer({
          ...common,
          name: 'membership',
          command: ['bash', `${PROGRAMS}/membership.sh`],
          resources: CLIENT_RESOURCES,
          mounts: [owners.mount],
          ...roundProbes(),
        }),
      ],
    });
    guardFixed(this, set, 'resourcemanagers');
    new DisruptionBudget(this, 'Budget', { name: this.partName, partOf: part, members: input.members, quorum: 1 });
  }
}
