import { Construct } from 'constructs';
import { MemberSet } from '../../kubernetes/internal';
import { Autoscaler } from '../../scaling';
import { ClientSide } from '../../security';
import { HadoopAcknowledgements } from '../acknowledgements';
import { partOf } from '../components';
import { YarnConfigurationInput } from '../config/configuration';
import { HadoopSizing } from '../hadoop-sizing';
import { PORTS } from '../ports';
import { ResolvedNodeManagers, ResolvedYarn } from '../resolve';
import { nodeManagerSignals } from '../scaling';
import { HadoopContext } from './context';
import { HistoryServer } from './history-server';
import { NodeManagerKind, NodeManagers } from './node-managers';
import { ResourceManagers } from './resource-managers';

/** What YARN is made from, complete. */
export interface YarnInput {
  readonly resolved: ResolvedYarn;
  /** What its files are made from. */
  readonly yarn: YarnConfigurationInput;
  readonly sizing: HadoopSizing;
  readonly acknowledge: HadoopAcknowledgements;
}

/** Who gives containers to applications, and who runs them. */
export class Yarn extends Construct {
  public readonly resourceManagers: ResourceManagers;
  public readonly nodeManagers: NodeManagers;
  public readonly historyServer: HistoryServer;

  public constructor(scope: Construct, id: string, context: HadoopContext, input: YarnInput) {
    super(scope, id);
    const { resolved, yarn, sizing } = input;
    const { nodeManagerSets: sets } = context.layout;
    this.resourceManagers = new ResourceManagers(this, 'ResourceManagers', context, {
      members: resolved.resourceManagers.members,
      sizing: sizing.resourceManager!,
      yarn,
      nodeManagerSets: sets,
      acknowledge: input.acknowledge,
    });
    const kind = (
      { scaling, localStorage }: ResolvedNodeManagers,
      set: MemberSet,
      more: Pick<NodeManagerKind, 'sizing' | 'spot'>,
    ): NodeManagerKind => ({ ...more, set, scaling, localStorage });
    const { nodeManagers, spotNodeManagers } = resolved;
    const kinds = [
      kind(nodeManagers, sets[0], { sizing: sizing.nodeManager!, spot: false }),
      ...(spotNodeManagers ? [kind(spotNodeManagers, sets[1], { sizing: sizing.spotNodeManager!, spot: true })] : []),
    ];
    this.nodeManagers = new NodeManagers(this, 'NodeManagers', context, { kinds, yarn });
    for (const { set, scaling, spot, sizing: numbers } of kinds) {
      new Autoscaler(this, spot ? 'SpotAutoscaler' : 'Autoscaler', {
        name: set.name,
        target: this.nodeManagers.sets[set.name],
        scaling,
        partOf: partOf(context.name, 'nodemanager'),
        signals: nodeManagerSignals({ set: set.name, sizing: numbers, overflows: !spot && kinds.length > 1 }),
      });
    }
    this.historyServer = new HistoryServer(this, 'HistoryServer', context, { sizing: sizing.historyServer!, yarn });
  }

  /** The network ends of all parts. */
  public get parts() {
    return {
      resourceManagers: this.resourceManagers.connections,
      nodeManagers: this.nodeManagers.connections,
      historyServer: this.historyServer.connections,
    };
  }

  /** What clients reach: who submits a job speaks with its ApplicationMaster too, on any port of a NodeManager. */
  public get clientSides(): ClientSide[] {
    return [
      { connections: this.resourceManagers.connections, ports: [PORTS.resourceClient, PORTS.resourceHttp] },
      { connections: this.nodeManagers.connections, ports: [] },
      { connections: this.historyServer.connections, ports: [PORTS.history, PORTS.historyHttp] },
    ];
  }
}
