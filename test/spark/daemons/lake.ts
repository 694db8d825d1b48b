import { hadoop } from 'bigdata-constructs';
import { cluster } from '../../hadoop/clusters';
import { NAME_NODES, smallCluster } from '../../hadoop/daemons/hdfs';
import { LabCluster, PACE } from '../../hadoop/daemons/lab-cluster';
import { KubeObject } from '../../helpers/kube-client';
import { Lab } from '../../lab/lab';
import { StatefulSetManifest } from '../../lab/manifest';
import { CLUSTER_ENVIRONMENT, LabSets } from '../../lab/sets';

/** A set whose pods are told of the endpoint that stands in for their API server, where the others of the lab are told of a real one. */
function told(object: KubeObject): KubeObject {
  if (object.kind !== 'StatefulSet') return object;
  const set = structuredClone(object) as unknown as StatefulSetManifest;
  const { initContainers = [], containers } = set.spec.template.spec;
  const variables = Object.entries({ ...CLUSTER_ENVIRONMENT, ...PACE }).map(([name, value]) => ({ name, value }));
  for (const container of [...initContainers, ...containers]) {
    Object.assign(container, { env: [...(container.env ?? []), ...variables] });
  }
  return set as unknown as KubeObject;
}

/** An HDFS of one NameNode and one DataNode, for others of a lab. */
export class Lake {
  public readonly cluster: hadoop.HadoopCluster;
  private readonly rendered: ReturnType<typeof cluster>;
  private running?: LabCluster;

  /** Renders it. Who is to reach it says so before it is started. */
  public constructor(private readonly directories: hadoop.HadoopDirectory[]) {
    const props = smallCluster(1, { highAvailability: false, directories });
    this.rendered = cluster(props, { name: 'test', zones: ['a'] });
    this.cluster = this.rendered.cluster;
  }

  /** Its sets, once it is started. */
  public get sets(): LabSets {
    return this.running!.sets;
  }

  /**
   * Starts it in a lab; resolves when its directories are there.
   *
   * @returns what is rendered
   */
  public async start(lab: Lab): Promise<KubeObject[]> {
    const objects = this.rendered.objects();
    this.running = LabCluster.in(lab, this.cluster, objects.map(told));
    const { names } = this.running.sets;
    this.running.sets.start(...names);
    await this.running.ready(...names);
    await lab.until('its DataNode is known', async () => {
      const [nameNode] = this.running!.membersOf(NAME_NODES);
      return Object.keys(await this.running!.dataNodeStates(nameNode)).length === 1;
    });
    const paths = this.directories.map(({ path }) => path).join(' ');
    const listed = async () => (await this.running!.client(`hdfs dfs -ls -d ${paths}`)).code === 0;
    await lab.until('its directories are there', listed);
    return objects;
  }

  /** Runs shell as HDFS' superuser. */
  public ask(shell: string): Promise<string> {
    return this.running!.ask(shell);
  }
}
