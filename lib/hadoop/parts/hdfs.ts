import { Construct } from 'constructs';
import { HadoopSizing } from '../hadoop-sizing';
import { dataNodeKinds } from '../layout';
import { ResolvedHadoop } from '../resolve';
import { HadoopContext } from './context';
import { DataNodeKind, DataNodes } from './data-nodes';
import { JournalNodes } from './journal-nodes';
import { NameNodes } from './name-nodes';

/** What HDFS is made from, complete. */
export interface HdfsInput {
  readonly resolved: ResolvedHadoop;
  readonly sizing: HadoopSizing;
}

/** The file system: who knows the files, who holds the blocks, and who keeps the edits. */
export class Hdfs extends Construct {
  public readonly nameNodes: NameNodes;
  public readonly dataNodes: DataNodes;
  /** None without high availability. */
  public readonly journalNodes?: JournalNodes;

  public constructor(scope: Construct, id: string, context: HadoopContext, { resolved, sizing }: HdfsInput) {
    super(scope, id);
    const { acknowledge, replication, nameNodes, journalNodes, directories } = resolved;
    const { layout } = context;
    if (journalNodes && sizing.journalNode) {
      this.journalNodes = new JournalNodes(this, 'JournalNodes', context, {
        ...journalNodes,
        sizing: sizing.journalNode,
        acknowledge,
      });
    }
    this.nameNodes = new NameNodes(this, 'NameNodes', context, {
      ...nameNodes,
      sizing: sizing.nameNode,
      directories,
      acknowledge,
    });
    if (this.journalNodes) this.nameNodes.node.addDependency(this.journalNodes);
    const kinds = Object.entries(dataNodeKinds(resolved)).map(([kind, { volumes }]): [string, DataNodeKind] => [
      kind,
      { sets: layout.dataNodeKinds[kind], sizing: sizing.dataNodes[kind], volumes },
    ]);
    this.dataNodes = new DataNodes(this, 'DataNodes', context, {
      kinds: Object.fromEntries(kinds),
      replication,
      gracePeriod: resolved.dataNodeGracePeriod,
      acknowledge,
    });
  }

  /** The network ends of all parts. */
  public get parts() {
    return {
      nameNodes: this.nameNodes.connections,
      dataNodes: this.dataNodes.connections,
      journalNodes: this.journalNodes?.connections,
    };
  }
}
