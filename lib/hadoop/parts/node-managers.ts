import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Environment, NodeClass } from '../../core';
import { objectLabels, selectorLabels, sumOf } from '../../core/internal';
import {
  ConfigFiles,
  DisruptionBudget,
  Probe,
  Spreading,
  StatefulSet,
  Volume,
  VolumeClaimProps,
} from '../../kubernetes';
import { MemberSet } from '../../kubernetes/internal';
import { Drain, Scaling } from '../../scaling';
import { partOf, SET_LABEL, SPOT_LABEL, USER } from '../components';
import { YarnConfigurationInput } from '../config/configuration';
import { NodeManagerSizing } from '../hadoop-sizing';
import { DATA } from '../paths';
import { PORTS } from '../ports';
import { nodeManagerLeaveProgram } from '../programs/node-manager-programs';
import { workersUnavailable } from '../sizing';
import { HadoopContext } from './context';
import { daemonContainer, homes } from './daemon';
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
    for (const kind of input.kinds) {
      const own = new Construct(this, kind.spot ? 'Spot' : 'Durable');
      this.sets[kind.set.name] = this.set(own, kind, input.yarn);
      const members = kind.set.replicas;
      new DisruptionBudget(own, 'Budget', {
        name: kind.set.name,
        partOf: partOf(context.name, 'nodemanager'),
        selector: { ...selectorLabels(partOf(context.name, 'nodemanager')), [SET_LABEL]: kind.set.name },
        members,
        maxUnavailable: workersUnavailable(members),
      });
    }
    // Tasks fetch what other tasks wrote, and speak with their ApplicationMaster on any port.
    this.connections.allowFrom(this.connections, []);
  }

  private set(scope: Construct, kind: NodeManagerKind, yarn: YarnConfigurationInput): StatefulSet {
    const { context } = this;
    const { set, spot, sizing, localStorage } = kind;
    const part = partOf(context.name, 'nodemanager');
    const config = new ConfigFiles(scope, 'Files', {
      name: set.name,
      labels: objectLabels(part),
      files: context.configuration.nodeManager(yarn, sizing, spot ? SPOT_LABEL : undefined),
    });
    const drain = new Drain(scope, 'Drain', {
      name: set.name,
      workload: set.name,
      identity: this.identity,
      connections: this.connections,
      partOf: part,
      leave: nodeManagerLeaveProgram(context.layout),
    });
    const claim: VolumeClaimProps = {
      name: LOCAL,
      size: localStorage,
      storageClass: Environment.of(this).storageClasses.data,
    };
    return new StatefulSet(scope, 'Set', {
      name: set.name,
      partOf: part,
      labels: { [SET_LABEL]: set.name },
      replicas: set.replicas,
      copies: kind.scaling.max,
      parallel: true,
      spreading: Spreading.PREFERRED,
      user: USER,
      architectures: [context.version._architecture],
      nodeClass: spot ? NodeClass.EXECUTOR : NodeClass.DRIVER,
      identity: this.identity,
      gracePeriod: Duration.seconds(yarn.decommissionTimeout.toSeconds() + MARGIN.toSeconds()),
      // Spare capacity is lost with its machine. Elsewhere the output of maps survives a restart.
      claims: spot ? undefined : [claim],
      scratch: true,
      containers: [
        daemonContainer({
          name: 'nodemanager',
          version: context.version,
          command: ['yarn', 'nodemanager'],
          optionsVariable: 'YARN_NODEMANAGER_OPTS',
          sizing,
          config,
          domain: set.domain,
          ports: [PORTS.containerManager, PORTS.localizer, PORTS.nodeHttp, PORTS.shuffle],
          ephemeralStorage: spot ? sumOf([localStorage, SCRATCH]) : SCRATCH,
          env: { ...homes(), ...drain.env },
          mounts: [
            {
              volume: spot ? Volume.emptyDir(LOCAL, { sizeLimit: localStorage }) : Volume.claim(LOCAL),
              path: DATA,
            },
            ...drain.mounts,
          ],
          startup: Probe.httpGet(INFO, PORTS.nodeHttp.name, { period: Duration.seconds(5), failureThreshold: 60 }),
          liveness: Probe.httpGet(INFO, PORTS.nodeHttp.name, { failureThreshold: 6 }),
          readiness: Probe.httpGet(INFO, PORTS.nodeHttp.name, { period: Duration.seconds(5) }),
          preStop: drain.preStop,
        }),
      ],
    });
  }
}
