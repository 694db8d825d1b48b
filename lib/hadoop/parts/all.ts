import { Construct } from 'constructs';
import { ZooKeeper } from '../../services';
import { YarnConfigurationInput } from '../config/configuration';
import { HadoopSizing } from '../hadoop-sizing';
import { ResolvedHadoop } from '../resolve';
import { HadoopContext } from './context';
import { Hdfs } from './hdfs';
import { HttpFs } from './http-fs';
import { Jobs } from './jobs';
import { Yarn } from './yarn';

/** All parts of a cluster. */
export interface HadoopParts {
  readonly zooKeeper: ZooKeeper;
  readonly hdfs: Hdfs;
  /** Default: HDFS alone. */
  readonly yarn?: Yarn;
  /** Default: there is no gateway. */
  readonly httpFs?: HttpFs;
  readonly jobs: Jobs;
}

/** What parts are made from, complete. */
export interface PartsInput {
  readonly zooKeeper: ZooKeeper;
  readonly resolved: ResolvedHadoop;
  readonly sizing: HadoopSizing;
  /** Default: HDFS alone. */
  readonly yarn?: YarnConfigurationInput;
}

/** Makes all parts of a cluster, each after what it needs to start. */
export function buildParts(scope: Construct, context: HadoopContext, input: PartsInput): HadoopParts {
  const { zooKeeper, resolved, sizing } = input;
  const { acknowledge } = resolved;
  const hdfs = new Hdfs(scope, 'Hdfs', context, { resolved, sizing });
  hdfs.node.addDependency(zooKeeper);
  const yarn =
    resolved.yarn &&
    input.yarn &&
    new Yarn(scope, 'Yarn', context, { resolved: resolved.yarn, yarn: input.yarn, sizing, acknowledge });
  yarn?.node.addDependency(hdfs);
  const httpFs =
    resolved.httpFs &&
    sizing.httpFs &&
    new HttpFs(scope, 'HttpFs', context, { scaling: resolved.httpFs.scaling, sizing: sizing.httpFs });
  const jobs = new Jobs(scope, 'Jobs', context, { resolved, expectedFiles: sizing.nameNode.blocksMillion * 1e6 });
  return { zooKeeper, hdfs, yarn, httpFs, jobs };
}
