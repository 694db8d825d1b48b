import { aws, hadoop, monitoring } from 'bigdata-constructs';
import { Duration } from 'cdk8s';
import { KubeObject } from '../../helpers/kube-client';
import { find } from '../../helpers/synth';
import { Outcome } from '../../lab/container';
import { Lab } from '../../lab/lab';
import { PodSpec } from '../../lab/manifest';
import { LabPod } from '../../lab/pod';
import { CLUSTER_ENVIRONMENT, LabSets } from '../../lab/sets';
import { cluster } from '../clusters';

const NAMESPACE = 'lake';

/** Pauses between two looks, for a machine on which nothing else happens. */
export const PACE = {
  MEMBERSHIP_PAUSE: '2',
  LEAVE_PAUSE: '1',
  LEAVE_PATIENCE: '20',
  DRAIN_POLL: '2',
  BOOTSTRAP_PAUSE: '1',
};

/** A job whose user is HDFS' superuser. */
const ADMINISTRATOR = 'lake-balancer';

interface ClientOptions {
  readonly seconds?: number;
  /** Default: that of an administrator. */
  readonly job?: string;
}

/** The cloud that the cluster runs in, and what its Pod Identity tells the containers of pods. */
const CLOUD = new aws.AwsProfile({ accountId: '111122223333', region: 'eu-central-1' });
export const POD_IDENTITY = {
  AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials',
  AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE:
    '/var/run/secrets/pods.eks.amazonaws.com/serviceaccount/eks-pod-identity-token',
  AWS_REGION: 'eu-central-1',
  AWS_DEFAULT_REGION: 'eu-central-1',
  AWS_STS_REGIONAL_ENDPOINTS: 'regional',
};

interface PodTemplate {
  readonly metadata: { readonly labels: Record<string, string> };
  readonly spec: PodSpec;
}

interface PodMonitorSpec {
  readonly selector: { readonly matchLabels: Record<string, string> };
  readonly podMetricsEndpoints: {
    readonly port: string;
    readonly path: string;
    readonly scheme?: string;
    readonly params?: Record<string, string[]>;
  }[];
}

/** A HadoopCluster whose daemons run: the objects that it renders, started as they are. */
export class LabCluster {
  /** Renders a cluster and prepares everything; no pod runs yet. */
  public static async start(props: Partial<hadoop.HadoopClusterProps>, zones: string[]): Promise<LabCluster> {
    const extensions = [new monitoring.MonitoringProfile({ retention: Duration.days(35) }), CLOUD];
    const rendered = cluster(props, { name: 'test', zones, extensions });
    const lab = await Lab.start({ environment: { ...CLUSTER_ENVIRONMENT, ...POD_IDENTITY, ...PACE } });
    return LabCluster.in(lab, rendered.cluster, rendered.objects());
  }

  /** Prepares a cluster in a lab that has more. */
  public static in(lab: Lab, rendered: hadoop.HadoopCluster, objects: KubeObject[]): LabCluster {
    return new LabCluster(lab, LabSets.start(lab, objects), rendered, objects);
  }

  private readonly clients = new Map<string, LabPod>();
  private readonly nameNodeUrl: string;

  private constructor(
    public readonly lab: Lab,
    public readonly sets: LabSets,
    public readonly rendered: hadoop.HadoopCluster,
    private readonly objects: KubeObject[],
  ) {
    this.nameNodeUrl = rendered.kerberosRealm ? 'https://localhost:9871' : 'http://localhost:9870';
  }

  /** A pod of a CronJob that does nothing yet: its program is run by `run`. */
  public job(name: string): LabPod {
    const existing = this.clients.get(name);
    if (existing) return existing;
    const spec = this.jobSpec(name);
    const idle = [...(spec.initContainers ?? []), ...spec.containers].map((container) => ({
      ...container,
      command: ['sleep', 'infinity'],
    }));
    const pod = this.lab.startPod({
      name,
      namespace: NAMESPACE,
      subdomain: 'job',
      spec: { ...spec, initContainers: undefined, containers: idle },
    });
    this.clients.set(name, pod);
    return pod;
  }

  /** Runs the program of a CronJob's container in its pod, as it is. */
  public async run(name: string, container?: string, env: Record<string, string> = {}): Promise<Outcome> {
    const spec = this.jobSpec(name);
    const all = [...(spec.initContainers ?? []), ...spec.containers];
    const found = container ? all.find((one) => one.name === container)! : all[0];
    return this.job(name).exec(found.command!, found.name, env);
  }

  /** Runs shell as a client of the cluster: as who a job is, by default as one who may do everything. */
  public client(shell: string, { seconds, job = ADMINISTRATOR }: ClientOptions = {}): Promise<Outcome> {
    return this.job(job).container().exec(['bash', '-c', shell], {}, seconds);
  }

  /** Runs shell as a client, which must end well; gives what it printed, without the log. */
  public async ask(shell: string, options?: ClientOptions): Promise<string> {
    const { code, output } = await this.client(shell, options);
    if (code !== 0) throw new Error(`${shell}\nended with ${code}: ${output}`);
    return output
      .split('\n')
      .filter((line) => !/^\d{4}-\d\d-\d\d .* (INFO|WARN) /.test(line))
      .join('\n');
  }

  /** What a NameNode says of one of its beans. */
  public async nameNodeBean(pod: string, name: string): Promise<Record<string, unknown>> {
    const url = `${this.nameNodeUrl}/jmx?qry=Hadoop:service=NameNode,name=${name}`;
    const { output } = await this.lab.pod(pod).exec(`curl -fsSk '${url}'`);
    return (JSON.parse(output) as { beans: Record<string, unknown>[] }).beans[0];
  }

  /** What each pod of a part exposes to Prometheus, asked as the part's PodMonitor has it. */
  public async expositions(part: string): Promise<string[]> {
    const monitor = find(this.objects, 'PodMonitor', part).spec as PodMonitorSpec;
    const [{ port, path, scheme = 'http', params = {} }] = monitor.podMetricsEndpoints;
    const query = Object.entries(params).map(([name, values]) => `${name}=${values.join(',')}`);
    const pods = [...this.lab.pods.values()].filter(({ manifest: { labels = {} } }) =>
      Object.entries(monitor.selector.matchLabels).every(([name, value]) => labels[name] === value),
    );
    return Promise.all(
      pods.map(async (pod) => {
        const ports = pod.manifest.spec.containers.flatMap((container) => container.ports ?? []);
        const { containerPort } = ports.find(({ name }) => name === port)!;
        const url = `${scheme}://localhost:${containerPort}${path}?${query.join('&')}`;
        return (await pod.exec(`curl -fsSk '${url}'`)).output;
      }),
    );
  }

  /** The state of each NameNode, by pod; those that do not answer are left out. */
  public async nameNodeStates(): Promise<Record<string, string>> {
    const states = await Promise.all(
      this.membersOf('lake-namenode').map(async (pod) => [
        pod,
        await this.nameNodeBean(pod, 'NameNodeStatus').then(
          ({ State }) => String(State),
          () => 'away',
        ),
      ]),
    );
    return Object.fromEntries(states) as Record<string, string>;
  }

  /** What the active NameNode answers over HTTP. No JVM has to start for it. */
  public async fromActive(path: string, then = 'cat'): Promise<string> {
    const active = await this.nameNode('active');
    const { output } = await this.lab
      .pod(active)
      .exec(`curl -fsSkL '${this.nameNodeUrl}${path}' | ${then}`, 'namenode');
    return output;
  }

  /** Whether there is a file, written or being written. */
  public async exists(file: string): Promise<boolean> {
    return (await this.fromActive(`/webhdfs/v1${file}?op=GETFILESTATUS&user.name=hadoop`)).includes('FileStatus');
  }

  /** The NameNode in a state. */
  public async nameNode(state: 'active' | 'standby'): Promise<string> {
    let found: string | undefined;
    await this.lab.until(`a NameNode is ${state}`, async () => {
      const states = Object.entries(await this.nameNodeStates());
      found = states.find(([, is]) => is === state)?.[0];
      return found !== undefined;
    });
    return found!;
  }

  /** What a NameNode calls each live DataNode: In Service, Decommissioned. */
  public async dataNodeStates(nameNode: string): Promise<Record<string, string>> {
    const info = await this.nameNodeBean(nameNode, 'NameNodeInfo');
    const nodes = JSON.parse(info.LiveNodes as string) as Record<string, { adminState: string }>;
    return Object.fromEntries(Object.entries(nodes).map(([host, { adminState }]) => [host.split('.')[0], adminState]));
  }

  /** What a NameNode waits to be read as leaving. */
  public async excluded(nameNode: string): Promise<string> {
    return (await this.lab.pod(nameNode).exec('cat /data/excluded-datanodes', 'namenode')).output.trim();
  }

  /** A ResourceManager in a state. */
  public async resourceManager(state: 'ACTIVE' | 'STANDBY'): Promise<string> {
    let found: string | undefined;
    await this.lab.until(`a ResourceManager is ${state}`, async () => {
      for (const pod of this.membersOf('lake-resourcemanager')) {
        const { output } = await this.lab.pod(pod).exec('curl -s http://localhost:8088/ws/v1/cluster/info');
        if (output.includes(`"haState":"${state}"`)) found = pod;
      }
      return found !== undefined;
    });
    return found!;
  }

  /** What the active ResourceManager calls each NodeManager. */
  public async nodeManagerStates(): Promise<Record<string, string>> {
    const active = await this.resourceManager('ACTIVE');
    const { output } = await this.lab.pod(active).exec('curl -fsS http://localhost:8088/ws/v1/cluster/nodes');
    const { nodes } = JSON.parse(output) as { nodes: { node?: { nodeHostName: string; state: string }[] } | null };
    return Object.fromEntries((nodes?.node ?? []).map((node) => [node.nodeHostName.split('.')[0], node.state]));
  }

  /** Waits until every pod of some sets is ready. */
  public async ready(...sets: string[]): Promise<void> {
    for (const set of sets) await this.passes('readinessProbe', this.sets.podsOf(set), 240);
  }

  /** Waits until every pod of some sets passes all of its probes. */
  public async passesProbes(...sets: string[]): Promise<void> {
    const pods = sets.flatMap((set) => this.sets.podsOf(set));
    for (const kind of ['startupProbe', 'livenessProbe', 'readinessProbe'] as const) await this.passes(kind, pods);
  }

  /** The names of the pods that a set is to have. */
  public membersOf(set: string): string[] {
    return this.sets.namesOf(set);
  }

  /** Starts one pod of a Deployment. */
  public startPodOf(deployment: string): LabPod {
    const { template } = find(this.objects, 'Deployment', deployment).spec as { template: PodTemplate };
    const { metadata, spec } = template;
    return this.lab.startPod({
      name: `${deployment}-0`,
      namespace: NAMESPACE,
      subdomain: deployment,
      labels: metadata.labels,
      spec,
    });
  }

  private passes(kind: Parameters<LabPod['probe']>[0], pods: LabPod[], seconds?: number): Promise<number> {
    return this.lab.until(
      `every ${kind} passes`,
      async () => {
        const passed = await Promise.all(pods.map(async (pod) => [pod.name, await pod.probe(kind)]));
        expect(passed).toEqual(pods.map(({ name }) => [name, true]));
      },
      seconds,
    );
  }

  private jobSpec(name: string): PodSpec {
    const { spec } = find(this.objects, 'CronJob', name);
    return (spec as { jobTemplate: { spec: { template: PodTemplate } } }).jobTemplate.spec.template.spec;
  }
}
