import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Environment, NodeClass } from '../../core';
import { majority, objectLabels } from '../../core/internal';
import { ConfigFiles, DisruptionBudget, Probe, StatefulSet, Volume } from '../../kubernetes';
import { memberDomain } from '../../kubernetes/internal';
import { partOf, USER } from '../components';
import { DaemonSizing } from '../hadoop-sizing';
import { DATA } from '../paths';
import { PORTS } from '../ports';
import { guardFixed } from '../scaling';
import { HadoopContext } from './context';
import { daemonContainer, serves } from './daemon';
import { growVolumes } from './growth';
import { HadoopPart } from './hadoop-part';

/** What JournalNodes are made from, complete. */
export interface JournalNodesInput {
  readonly members: number;
  readonly sizing: DaemonSizing;
  readonly storage: Size;
  readonly grownTo?: Size;
  readonly acknowledgements: Record<string, string>;
}

/** The quorum that every change of the namespace is written to, one member a zone. */
export class JournalNodes extends HadoopPart {
  public constructor(scope: Construct, id: string, context: HadoopContext, input: JournalNodesInput) {
    super(scope, id, context, 'journalnode', [PORTS.journalRpc, context.layout.web.journalNode]);
    const { web } = context.layout;
    const environment = Environment.of(this);
    const part = partOf(context.name, 'journalnode');
    const config = new ConfigFiles(this, 'Files', {
      name: this.partName,
      labels: objectLabels(part),
      files: context.configuration.journalNode(),
    });
    const set = new StatefulSet(this, 'Set', {
      name: this.partName,
      partOf: part,
      replicas: input.members,
      parallel: true,
      user: USER,
      architectures: [context.version._architecture],
      nodeClass: NodeClass.QUORUM,
      identity: this.identity,
      gracePeriod: Duration.seconds(60),
      minReady: Duration.seconds(15),
      acknowledgements: input.acknowledgements,
      claims: [{ name: 'data', size: input.storage, storageClass: environment.storageClasses.quorum }],
      containers: [
        daemonContainer({
          name: 'journalnode',
          version: context.version,
          credentials: context.credentials.for('journalnode'),
          command: ['hdfs', 'journalnode'],
          optionsVariable: 'HDFS_JOURNALNODE_OPTS',
          sizing: input.sizing,
          config,
          domain: memberDomain(environment, context.layout.namespaceName, this.partName),
          ports: [PORTS.journalRpc, web.journalNode],
          mounts: [{ volume: Volume.claim('data'), path: DATA }],
          startup: Probe.tcp(PORTS.journalRpc.name, { period: Duration.seconds(5), failureThreshold: 60 }),
          liveness: serves(web, web.journalNode),
          readiness: Probe.tcp(PORTS.journalRpc.name, { period: Duration.seconds(5) }),
        }),
      ],
    });
    growVolumes(this, context, { name: this.partName, replicas: input.members }, [
      { name: 'data', size: input.storage, grownTo: input.grownTo },
    ]);
    guardFixed(this, set, 'journalnodes');
    new DisruptionBudget(this, 'Budget', {
      name: this.partName,
      partOf: part,
      members: input.members,
      quorum: majority(input.members),
    });
    // Members copy from one another what they missed.
    this.connections.allowFrom(this.connections);
  }
}
