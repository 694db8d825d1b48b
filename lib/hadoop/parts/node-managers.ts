import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Environment, NodeClass } from '../../core';
import { sumOf } from '../../core/internal';
import { Spreading, StatefulSet, Volume } from '../../kubernetes';
import { MemberSet } from '../../kubernetes/internal';
import { Scaling } from '../../scaling';
import { Peer } from '../../security';
import { SPOT_LABEL } from '../components';
import { YarnConfigurationInput } from '../config/configuration';
import { NodeManagerSizing } from '../hadoop-sizing';
import { DATA } from '../paths';
import { PORTS } from '../ports';
import { nodeManagerLeaveProgram } from '../programs/node-manager-programs';
import { workersUnavailable } from '../sizing';
import { HadoopContext } from './context';
import { homes, webProbes } from './daemon';
import { HadoopPart } from './hadoop-part';

/** NodeManagers of one kind. */
export interface NodeManagerKind {
  readonly set: MemberSet;
  readonly sizing: NodeManagerSizing;
  readonly scaling: Scaling;
  readonly localStorage: Size;
  /** Whether they run on spare capacity. */
  readonly spot: boolean;
}

/** What NodeManagers are made from, complete. */
export interface NodeManagersInput {
  readonly kinds: NodeManagerKind[];
  readonly yarn: YarnConfigurationInput;
}

const INFO = '/ws/v1/node/info';
const LOCAL = 'local';
/** For logs and the launcher's own files. */
const SCRATCH = Size.gibibytes(5);

/** What a NodeManager may take to end after its containers have: longer than YARN's own timeout. */
const MARGIN = Duration.minutes(5);

/** All NodeManagers: those on durable capacity, and those on spare capacity. */
export class NodeManagers extends HadoopPart {
  /** The sets, by name: what an autoscaler changes. */
  public readonly sets: Record<string, StatefulSet> = {};

  public constructor(scope: Construct, id: string, context: HadoopContext, input: NodeManagersInput) {
    super(scope, id, context, 'nodemanager', [PORTS.containerManager, PORTS.localizer, PORTS.nodeHttp, PORTS.shuffle]);
    for (const kind of input.kinds) this.sets[kind.set.name] = this.set(kind, input.yarn);
    // Tasks fetch what other tasks wrote, and speak with their ApplicationMaster on any port.
    this.connections.allowFrom(this.connections, []);
    if (input.yarn.identityVariables.length > 0) this.connections.allowTo(Peer.cloudIdentity());
  }

  /** Neither outlives the pod: a claim of the set's own would keep it in the zone of its volume, lost as that may be. */
  private local({ spot, localStorage }: NodeManagerKind): Volume {
    if (spot) return Volume.emptyDir(LOCAL, { sizeLimit: localStorage });
    const { scratch } = Environment.of(this).storageClasses;
    return Volume.ephemeralClaim({ name: LOCAL, size: localStorage, storageClass: scratch });
  }

  private set(kind: NodeManagerKind, yarn: YarnConfigurationInput): StatefulSet {
    const { context } = this;
    const { set, spot, sizing, localStorage } = kind;
    const files = context.configuration.nodeManager(yarn, sizing, spot ? SPOT_LABEL : undefined);
    const drain = this.drain(set, { leave: nodeManagerLeaveProgram(context.layout) });
    return this.members({
      name: set.name,
      oneOfSeveral: true,
      replicas: set.replicas,
      maxUnavailable: workersUnavailable(set.replicas),
      copies: kind.scaling.max,
      parallel: true,
      spreading: Spreading.PREFERRED,
      nodeClass: spot ? NodeClass.EXECUTOR : NodeClass.DRIVER,
      gracePeriod: Duration.seconds(yarn.decommissionTimeout.toSeconds() + MARGIN.toSeconds()),
      containers: [
        this.daemon({
          name: 'nodemanager',
          command: ['yarn', 'nodemanager'],
          optionsVariable: 'YARN_NODEMANAGER_OPTS',
          sizing,
          config: this.config(files, set.name),
          domain: set.domain,
          ports: [PORTS.containerManager, PORTS.localizer, PORTS.nodeHttp, PORTS.shuffle],
          ephemeralStorage: spot ? sumOf([localStorage, SCRATCH]) : SCRATCH,
          env: { ...homes(), ...drain.env },
          mounts: [{ volume: this.local(kind), path: DATA }, ...drain.mounts],
          ...webProbes(INFO, PORTS.nodeHttp, 60),
          preStop: drain.preStop,
        }),
      ],
    });
  }
}
