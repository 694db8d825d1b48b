import { execFile } from 'node:child_process';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { Cpu, presto, scaling } from 'bigdata-constructs';
import { Duration, Size } from 'cdk8s';
import { ExternalSecretsOperator } from '../../helpers/external-secrets';
import { KubeObject } from '../../helpers/kube-client';
import { find } from '../../helpers/synth';
import { LabDeployment } from '../../lab/deployments';
import { Lab } from '../../lab/lab';
import { LabPod } from '../../lab/pod';
import { CLUSTER_ENVIRONMENT, LabSets } from '../../lab/sets';
import { cluster, minimal } from '../clusters';

/** The smallest that there is. */
const small = { cpu: Cpu.units(1), memory: Size.gibibytes(2) };

interface KeyReference {
  readonly name: string;
  readonly key: string;
}

interface PodMonitorSpec {
  readonly podMetricsEndpoints: {
    readonly port: string;
    readonly path?: string;
    readonly basicAuth?: { readonly username: KeyReference; readonly password: KeyReference };
  }[];
}

/** What a server said of a query. */
export interface Answer {
  readonly id: string;
  readonly rows: unknown[][];
  /** The engine's own name of what went wrong. */
  readonly error: string | null;
  readonly message: string | null;
}

/** A PrestoCluster whose servers run: the objects that it renders, started as they are. */
export class PrestoLab {
  /** Renders a cluster of two workers and starts it; resolves when it is ready. */
  public static async start(
    props: Partial<presto.PrestoClusterProps> = {},
    options: {
      secrets?: Lab['secrets'];
      environment?: Record<string, string>;
      before?: (lab: Lab) => Promise<void> | void;
    } = {},
  ): Promise<PrestoLab> {
    const rendered = cluster({
      ...minimal,
      coordinator: { size: small },
      workers: { size: small, scaling: scaling.Scaling.exactly(2) },
      shutdownGrace: Duration.seconds(5),
      workerLossTimeout: Duration.seconds(20),
      maxQueryTime: Duration.minutes(15),
      ...props,
    });
    const objects = rendered.objects();
    const environment = { ...CLUSTER_ENVIRONMENT, ...options.environment };
    const lab = await Lab.start({ environment, secrets: { ...options.secrets } });
    try {
      const operator = new ExternalSecretsOperator();
      operator.reconcile(objects);
      for (const [name, data] of operator.secrets) lab.secrets[name] = data;
      await options.before?.(lab);
      const running = new PrestoLab(lab, LabSets.start(lab, objects), objects, rendered.cluster);
      await running.begin();
      return running;
    } catch (error) {
      await lab.stop({ keep: true });
      throw error;
    }
  }

  public readonly coordinator: LabDeployment;
  public readonly workers: LabDeployment;
  private readonly header: string;

  private constructor(
    public readonly lab: Lab,
    sets: LabSets,
    public readonly objects: KubeObject[],
    private readonly cluster: presto.PrestoCluster,
  ) {
    this.coordinator = new LabDeployment(lab, sets, objects, 'query-coordinator');
    this.workers = new LabDeployment(lab, sets, objects, 'query-worker');
    this.header = cluster.endpoints.jdbcUrl.startsWith('jdbc:trino') ? 'X-Trino' : 'X-Presto';
  }

  /** The numbers that were chosen. */
  public get sizing(): presto.PrestoSizing {
    return this.cluster.sizing;
  }

  /** Every pod. */
  public get pods(): LabPod[] {
    return [...this.coordinator.pods, ...this.workers.pods];
  }

  /** Asks a query, as a client in the cluster does, and gives what came of it. */
  public async ask(sql: string, user = 'someone'): Promise<Answer> {
    const [{ address }] = this.coordinator.pods;
    const url = `http://${address}:${this.cluster.endpoints.port}`;
    const client = ['python3', path.join(__dirname, 'client.py'), url, this.header, user, sql];
    const [command, ...args] = this.lab.network.command(...client);
    const { stdout } = await promisify(execFile)(command, args, { maxBuffer: 64 * 2 ** 20 });
    return JSON.parse(stdout) as Answer;
  }

  /** The rows of a query that must end well. */
  public async rows(sql: string): Promise<unknown[][]> {
    const { rows, error, message } = await this.ask(sql);
    if (error) throw new Error(`${sql}\nended with ${error}: ${message}`);
    return rows;
  }

  /** The workers that get tasks. */
  public async activeWorkers(): Promise<string[]> {
    const rows = await this.rows("SELECT node_id FROM system.runtime.nodes WHERE NOT coordinator AND state = 'active'");
    return rows.map(([node]) => String(node)).sort();
  }

  /** How many tasks run on a node, or ran: the engine's own word. */
  public async tasksOn(node: string, state = 'RUNNING'): Promise<number> {
    const [[count]] = await this.rows(
      `SELECT count(*) FROM system.runtime.tasks WHERE node_id = '${node}' AND state = '${state}' AND query_id NOT IN (SELECT query_id FROM system.runtime.queries WHERE query LIKE '%system.runtime%')`,
    );
    return Number(count);
  }

  /** What Prometheus gets of one pod of a part, asked as the part's PodMonitor has it, or as somebody else. */
  public exposition(component: 'coordinator' | 'worker', user?: string): string {
    const { spec } = find(this.objects, 'PodMonitor', `query-${component}`);
    const [{ port, path: place = '/metrics', basicAuth }] = (spec as PodMonitorSpec).podMetricsEndpoints;
    const [pod] = component === 'worker' ? this.workers.pods : this.coordinator.pods;
    const { containerPort } = pod.manifest.spec.containers[0].ports!.find(({ name }) => name === port)!;
    const [name, password] = basicAuth ? [basicAuth.username, basicAuth.password].map((ref) => this.keyOf(ref)) : [];
    const asked = user ?? (basicAuth && `${name}:${password}`);
    const credentials = asked === undefined ? '' : `-u '${asked}'`;
    return this.lab.network.run(`curl -fsS ${credentials} http://${pod.address}:${containerPort}${place}`);
  }

  /** Waits until the servers of the workers that there are get tasks, and no others. */
  public async isFormed(seconds = 120): Promise<void> {
    const names = this.workers.pods.map(({ name }) => name).sort();
    await this.lab.until(
      `${names.join(', ')} are in the cluster`,
      async () => expect(await this.activeWorkers()).toEqual(names),
      seconds,
    );
  }

  private keyOf({ name, key }: KeyReference): string {
    const { data } = find<{ data: Record<string, string> }>(this.objects, 'Secret', name);
    return Buffer.from(data[key], 'base64').toString();
  }

  private async begin(): Promise<void> {
    await this.coordinator.scale();
    await this.workers.scale();
    for (const pod of this.pods) {
      await this.lab.until(`${pod.name} is ready`, () => pod.probe('readinessProbe'), 180);
    }
    await this.isFormed();
  }
}
