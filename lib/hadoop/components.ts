import { PartOf } from '../core';

/** What a cluster has pods of, besides ZooKeeper, which has options of its own. */
export const COMPONENTS = [
  'journalnode',
  'namenode',
  'datanode',
  'resourcemanager',
  'nodemanager',
  'historyserver',
  'httpfs',
  'probe',
  'backup',
  'balancer',
  'snapshots',
] as const;

/** The parts of a cluster. */
export type HadoopComponent = (typeof COMPONENTS)[number] | 'zookeeper' | 'growth' | 'client';

/** What runs on a schedule, each as a user of its own. */
export const JOBS = ['probe', 'backup', 'balancer', 'snapshots'] as const;

/** One of them. */
export type HadoopJob = (typeof JOBS)[number];

/** Who a job is to HDFS. */
export function jobUser(cluster: string, job: HadoopJob): string {
  return `${cluster}-${job}`;
}

/**
 * Whether only a superuser of HDFS can do what a job is for: move blocks of everybody, and make snapshots of directories whoever owns them.
 * A backup fetches an image that a standby NameNode wrote; where there is none, it has one written.
 */
export function needsSuperuser(job: HadoopJob, highAvailability: boolean): boolean {
  return job === 'balancer' || job === 'snapshots' || (job === 'backup' && !highAvailability);
}

/** The failover controller, which stands beside each NameNode. */
export const CONTROLLER = 'zkfc';

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
