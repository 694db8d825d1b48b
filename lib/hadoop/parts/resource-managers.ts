import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { NodeClass } from '../../core';
import { MemberSet } from '../../kubernetes/internal';
import { ownerFunctions } from '../../workloads/internal';
import { HadoopAcknowledgements } from '../acknowledgements';
import { YarnConfigurationInput } from '../config/configuration';
import { DaemonSizing } from '../hadoop-sizing';
import { PROGRAMS } from '../paths';
import { PORTS } from '../ports';
import { resourceManagerMembershipProgram } from '../programs/node-manager-programs';
import { fixedMembers } from '../scaling';
import { HadoopContext } from './context';
import { CLIENT_RESOURCES, webProbes } from './daemon';
import { HadoopPart } from './hadoop-part';

/** What ResourceManagers are made from, complete. */
export interface ResourceManagersInput {
  readonly members: number;
  readonly sizing: DaemonSizing;
  readonly yarn: YarnConfigurationInput;
  readonly nodeManagerSets: MemberSet[];
  readonly acknowledge: HadoopAcknowledgements;
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
    const programs = this.files(
      {
        'membership.sh': resourceManagerMembershipProgram({
          layout,
          nodeManagerSets: input.nodeManagerSets,
          spot: input.yarn.spot,
          decommissionTimeout: input.yarn.decommissionTimeout,
          ownerFunctions: ownerFunctions(),
        }),
      },
      `${this.partName}-programs`,
    );
    const common = {
      config: this.config(context.configuration.resourceManager(input.yarn)),
      domain: this.domain,
      programs,
    };
    this.members({
      replicas: input.members,
      parallel: true,
      nodeClass: NodeClass.DRIVER,
      gracePeriod: Duration.seconds(60),
      minReady: Duration.seconds(15),
      guard: fixedMembers('resourcemanagers', input.acknowledge),
      quorum: 1,
      containers: [
        this.daemon({
          ...common,
          name: 'resourcemanager',
          command: ['yarn', 'resourcemanager'],
          optionsVariable: 'YARN_RESOURCEMANAGER_OPTS',
          sizing: input.sizing,
          ports,
          ...webProbes(INFO, PORTS.resourceHttp, 60),
        }),
        this.companion(
          input.nodeManagerSets.map(({ name }) => name),
          this.helper({
            ...common,
            name: 'membership',
            command: ['bash', `${PROGRAMS}/membership.sh`],
            resources: CLIENT_RESOURCES,
          }),
        ),
      ],
    });
  }
}
