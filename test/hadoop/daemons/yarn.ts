import { scaling } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { size } from './hdfs';
import { LabCluster } from './lab-cluster';

export const MANAGERS = 'lake-resourcemanager';
/** NodeManagers that are kept, and those of spare capacity. */
export const DURABLE = 'lake-nodemanager';
export const SPOT = 'lake-nodemanager-spot';
export const HISTORY_SERVER = 'lake-historyserver';

/** So many NodeManagers, with room for two containers each. */
export const nodeManagers = (count: number) => ({
  scaling: scaling.Scaling.exactly(count),
  size: size(2, 6),
  localStorage: Size.gibibytes(5),
});

/** What the active ResourceManager says to the owner of applications: it keeps their details from others. */
export async function get<T>(cluster: LabCluster, path: string): Promise<T> {
  const active = await cluster.resourceManager('ACTIVE');
  const { output } = await cluster.lab
    .pod(active)
    .exec(`curl -fsS 'http://localhost:8088/ws/v1/cluster/${path}${path.includes('?') ? '&' : '?'}user.name=hadoop'`);
  return JSON.parse(output) as T;
}

export interface Application {
  readonly id: string;
  readonly state: string;
  readonly finalStatus: string;
  readonly runningContainers: number;
  readonly amHostHttpAddress: string;
}

/** All applications in a state. */
export async function applications(cluster: LabCluster, state: string): Promise<Application[]> {
  const { apps } = await get<{ apps: { app: Application[] } | null }>(cluster, `apps?states=${state}`);
  return apps?.app ?? [];
}
