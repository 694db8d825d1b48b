import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { NodeClass } from '../../core';
import { majority } from '../../core/internal';
import { Probe, Volume } from '../../kubernetes';
import { HadoopAcknowledgements } from '../acknowledgements';
import { DaemonSizing } from '../hadoop-sizing';
import { DATA } from '../paths';
import { PORTS } from '../ports';
import { fixedMembers } from '../scaling';
import { HadoopContext } from './context';
import { serves } from './daemon';
import { HadoopPart } from './hadoop-part';

/** What JournalNodes are made from, complete. */
export interface JournalNodesInput {
  readonly members: number;
  readonly sizing: DaemonSizing;
  readonly storage: Size;
  readonly grownTo?: Size;
  readonly acknowledge: HadoopAcknowledgements;
}

/** The quorum that every change of the namespace is written to, one member a zone. */
export class JournalNodes extends HadoopPart {
  public constructor(scope: Construct, id: string, context: HadoopContext, input: JournalNodesInput) {
    const { web } = context.layout;
    const ports = [PORTS.journalRpc, web.journalNode];
    super(scope, id, context, 'journalnode', ports);
    this.members({
      replicas: input.members,
      parallel: true,
      nodeClass: NodeClass.QUORUM,
      gracePeriod: Duration.seconds(60),
      minReady: Duration.seconds(15),
      guard: fixedMembers('journalnodes', input.acknowledge),
      quorum: majority(input.members),
      claims: [{ name: 'data', size: input.storage, grownTo: input.grownTo }],
      containers: [
        this.daemon({
          name: 'journalnode',
          config: this.config(context.configuration.journalNode()),
          domain: this.domain,
          command: ['hdfs', 'journalnode'],
          optionsVariable: 'HDFS_JOURNALNODE_OPTS',
          sizing: input.sizing,
          ports,
          mounts: [{ volume: Volume.claim('data'), path: DATA }],
          startup: Probe.tcp(PORTS.journalRpc.name, { period: Duration.seconds(5), failureThreshold: 60 }),
          liveness: serves(web, web.journalNode),
          readiness: Probe.tcp(PORTS.journalRpc.name, { period: Duration.seconds(5) }),
        }),
      ],
    });
    // Members copy from one another what they missed.
    this.connections.allowFrom(this.connections);
  }
}
