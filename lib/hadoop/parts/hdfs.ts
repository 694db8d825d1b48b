import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Environment } from '../../core';
import { dataNodeKinds, dataNodeSetsOf, HadoopCounts } from '../defaults';
import { HadoopClusterProps } from '../hadoop-props';
import { HadoopSizing } from '../hadoop-sizing';
import { dataNodeSizing } from '../sizing';
import { HadoopContext } from './context';
import { DataNodeKind, DataNodes } from './data-nodes';
import { JournalNodes } from './journal-nodes';
import { NameNodes } from './name-nodes';

/** What HDFS is made from, complete. */
export interface HdfsInput {
  readonly props: HadoopClusterProps;
  readonly counts: HadoopCounts;
  readonly sizing: HadoopSizing;
  readonly replication: number;
  readonly environment: Environment;
}

/** The file system: who knows the files, who holds the blocks, and who keeps the edits. */
export class Hdfs extends Construct {
  public readonly nameNodes: NameNodes;
  public readonly dataNodes: DataNodes;
  /** None without high availability. */
  public readonly journalNodes?: JournalNodes;

  public constructor(scope: Construct, id: string, context: HadoopContext, input: HdfsInput) {
    super(scope, id);
    const { props, counts, sizing, replication, environment } = input;
    const { acknowledge = {} } = props;
    if (counts.journalNodes > 0) {
      this.journalNodes = new JournalNodes(this, 'JournalNodes', context, {
        members: counts.journalNodes,
        sizing: sizing.journalNode,
        storage: props.journalNodes?.storage ?? Size.gibibytes(20),
        grownTo: props.journalNodes?.grownTo,
        acknowledge,
      });
    }
    this.nameNodes = new NameNodes(this, 'NameNodes', context, {
      members: counts.nameNodes,
      sizing: sizing.nameNode,
      storage: props.nameNodes?.storage ?? Size.gibibytes(context.layout.highAvailability ? 50 : 5),
      grownTo: props.nameNodes?.grownTo,
      acknowledge,
    });
    if (this.journalNodes) this.nameNodes.node.addDependency(this.journalNodes);
    const kinds = Object.entries(dataNodeKinds(props)).map(([kind, options]): [string, DataNodeKind] => [
      kind,
      {
        sets: dataNodeSetsOf({
          name: `${context.name}-${kind}`,
          count: options.count,
          environment,
          namespaceName: context.layout.namespaceName,
        }),
        sizing: dataNodeSizing(
          options.size,
          options.volumes.map(({ size, grownTo }) => grownTo ?? size),
        ),
        volumes: options.volumes,
      },
    ]);
    this.dataNodes = new DataNodes(this, 'DataNodes', context, {
      kinds: Object.fromEntries(kinds),
      replication,
      gracePeriod: props.dataNodeGracePeriod ?? Duration.hours(12),
      acknowledge,
    });
  }
}
