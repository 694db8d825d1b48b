import { PartOf } from '../core';

/** The parts of a cluster. */
export type HadoopComponent =
  | 'zookeeper'
  | 'journalnode'
  | 'namenode'
  | 'datanode'
  | 'resourcemanager'
  | 'nodemanager'
  | 'historyserver'
  | 'httpfs'
  | 'probe'
  | 'backup'
  | 'balancer'
  | 'snapshots'
  | 'growth'
  | 'client';

/** The numeric user of the image. */
export const USER = 1000;

/** Its name: who starts a NameNode is the superuser of its HDFS. */
export const USER_NAME = 'hadoop';

/** The label of nodes of spare capacity in YARN. */
export const SPOT_LABEL = 'spot';

/** The labels of a part of a cluster. */
export function partOf(cluster: string, component: HadoopComponent): PartOf {
  return { engine: 'hadoop', cluster, component };
}

/** What follows the component in the name of the job that makes snapshots of a directory. */
export function snapshotsName(path: string): string {
  return path
    .slice(1)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
}
