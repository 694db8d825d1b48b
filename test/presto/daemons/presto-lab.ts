import { execFile } from 'node:child_process';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { Cpu, presto, scaling } from 'bigdata-constructs';
import { Duration, Size } from 'cdk8s';
import { ExternalSecretsOperator } from '../../helpers/external-secrets';
import { KubeObject } from '../../helpers/kube-client';
import { find } from '../../helpers/synth';
import { Outcome } from '../../lab/container';
import { LabDeployment } from '../../lab/deployments';
import { certificateSecret } from '../../lab/kdc';
import { Lab } from '../../lab/lab';
import { PodSpec } from '../../lab/manifest';
import { LabPod } from '../../lab/pod';
import { CLUSTER_ENVIRONMENT, LabSets } from '../../lab/sets';
import { cluster, minimal } from '../clusters';

/** The smallest that there is. */
export const small = { cpu: Cpu.units(1), memory: Size.gibibytes(2) };

interface KeyReference {
  readonly name: string;
  readonly key: string;
}

interface PodMonitorSpec {
  readonly podMetricsEndpoints: {
    readonly port: string;
    readonly path?: string;
    readonly scheme?: string;
    readonly tlsConfig?: { readonly serverName: string };
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

interface CertificateSpec {
  readonly secretName: string;
  readonly dnsNames: string[];
  readonly keystores: { readonly pkcs12: { readonly passwordSecretRef: KeyReference } };
}

interface CronJobSpec {
  readonly jobTemplate: { readonly spec: { readonly template: { readonly spec: PodSpec } } };
}

/** Who asks, and what proves it. */
export interface Caller {
  readonly user?: string;
  /** Who signs in, where that is somebody else. */
  readonly signedInAs?: string;
  readonly password?: string;
  readonly token?: string;
  /** Whether the certificate of nodes is shown. */
  readonly ofNode?: boolean;
  /** What is set for the query alone. */
  readonly session?: Record<string, string>;
  /** How long it waits after each page of rows, in seconds. */
  readonly pace?: number;
}

/** What PrestoLab begins with besides the cluster's own props. */
export interface PrestoLabOptions {
  /** Secrets that something else keeps. */
  readonly secrets?: Lab['secrets'];
  /** Who asks where nobody else is named. */
  readonly caller?: Caller;
  /** Variables of every container. */
  readonly environment?: Record<string, string>;
  /** What there is before the servers start. */
  readonly before?: (lab: Lab) => Promise<void> | void;
}

/** Does what cert-manager does, where a certificate is asked for. */
function certify(lab: Lab, objects: KubeObject[]): void {
  const certificate = objects.find(({ kind }) => kind === 'Certificate');
  if (!certificate) return;
  const { secretName, dnsNames, keystores } = certificate.spec as CertificateSpec;
  const { name, key } = keystores.pkcs12.passwordSecretRef;
  const password = String(lab.secrets[name][key]);
  lab.secrets[secretName] = certificateSecret(path.join(lab.folder, 'tls'), dnsNames, password);
}

/** A PrestoCluster whose servers run: the objects that it renders, started as they are. */
export class PrestoLab {
  /** Renders a cluster of two workers and starts it; resolves when it is ready. */
  public static async start(
    props: Partial<presto.PrestoClusterProps> = {},
    options: PrestoLabOptions = {},
  ): Promise<PrestoLab> {
    const rendered = cluster({
      ...minimal,
      coordinator: { size: small },
      workers: { size: small, scaling: scaling.Scaling.exactly(2) },
      shutdownGrace: Duration.seconds(10),
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
      certify(lab, objects);
      await options.before?.(lab);
      const running = new PrestoLab(lab, LabSets.start(lab, objects), objects, rendered.cluster, options.caller);
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
    private readonly caller: Caller = { user: 'someone' },
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

  /** Asks a query as a client that fetches its rows slowly. */
  public askSlowly(sql: string, pace: number): Promise<Answer> {
    return this.ask(sql, { ...this.caller, pace });
  }

  /** Asks a query, as a client in the cluster does, and gives what came of it. */
  public async ask(sql: string, caller = this.caller): Promise<Answer> {
    const [{ address }] = this.coordinator.pods;
    const { url } = this.cluster.endpoints;
    const { user, signedInAs = user, password, token, ofNode, session = {}, pace } = caller;
    const headers = {
      ...(user && { [`${this.header}-User`]: user }),
      ...(password && { Authorization: `Basic ${Buffer.from(`${signedInAs}:${password}`).toString('base64')}` }),
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(Object.keys(session).length > 0 && {
        [`${this.header}-Session`]: Object.entries(session)
          .map((pair) => pair.join('='))
          .join(','),
      }),
      [`${this.header}-Source`]: 'test',
      [`${this.header}-Catalog`]: 'tpch',
      [`${this.header}-Schema`]: 'sf1',
    };
    const file = (name: string) => path.join(this.lab.folder, 'tls', name);
    const request = {
      ...{ url, address, headers, sql, pace },
      ...(url.startsWith('https') && { ca: file('ca.crt') }),
      ...(ofNode && { certificate: file('tls.crt'), key: file('tls.key') }),
    };
    const client = ['python3', path.join(__dirname, 'client.py'), JSON.stringify(request)];
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
    const [endpoint] = (spec as PodMonitorSpec).podMetricsEndpoints;
    const { port, path: place = '/metrics', basicAuth, scheme = 'http', tlsConfig } = endpoint;
    const [pod] = component === 'worker' ? this.workers.pods : this.coordinator.pods;
    const { containerPort } = pod.manifest.spec.containers[0].ports!.find(({ name }) => name === port)!;
    const [name, password] = basicAuth ? [basicAuth.username, basicAuth.password].map((ref) => this.keyOf(ref)) : [];
    const asked = user ?? (basicAuth && `${name}:${password}`);
    const host = tlsConfig?.serverName ?? pod.address;
    // As Prometheus does: by the address, and with the name for the certificate alone.
    const tls = tlsConfig
      ? `--cacert ${this.lab.folder}/tls/ca.crt --connect-to ::${pod.address}: -H 'Host: ${pod.address}:${containerPort}'`
      : '';
    const credentials = asked === undefined ? '' : `-u '${asked}'`;
    return this.lab.network.run(`curl -fsS ${tls} ${credentials} ${scheme}://${host}:${containerPort}${place}`);
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

  /** Tells a pod to end, as somebody who comes over the network: the status that it answers with. */
  public tellToEnd(pod: LabPod, credentials = ''): string {
    const { url, host, port } = this.cluster.endpoints;
    const name = this.coordinator.pods.includes(pod) ? host : `own.${host.replace('coordinator', 'worker')}`;
    const to = `--connect-to ::${pod.address}: ${url.split(':')[0]}://${name}:${port}`;
    const request = `-X PUT -H 'Content-Type: application/json' -H '${this.header}-User: drain' -d '"SHUTTING_DOWN"'`;
    return this.lab.network.run(
      `curl -ks -m 20 -o /dev/null -w '%{http_code}' ${credentials} ${request} ${to}/v1/info/state || true`,
    );
  }

  /** Runs the probe once, as its CronJob does: how it ended, and what it said of each catalog in turn. */
  public async probe(): Promise<Outcome> {
    const { spec } = find<KubeObject & { spec: CronJobSpec }>(this.objects, 'CronJob', 'query-probe');
    const { spec: podSpec } = spec.jobTemplate.spec.template;
    const containers = podSpec.containers.map((container) => ({ ...container, command: ['sleep', 'infinity'] }));
    const { namespace = 'sql' } = this.workers.pods[0].manifest;
    const pod = this.lab.startPod({ name: 'query-probe-1', namespace, spec: { ...podSpec, containers } });
    await this.lab.until('the pod of the probe runs', () =>
      Promise.resolve(podSpec.containers.every(({ name }) => pod.container(name).running)),
    );
    const outcomes = await Promise.all(podSpec.containers.map(({ name, command }) => pod.exec(command!, name)));
    await this.lab.deletePod(pod.name, 0);
    return {
      code: Math.max(...outcomes.map(({ code }) => code)),
      output: outcomes.map(({ output }) => output).join(''),
    };
  }

  private keyOf({ name, key }: KeyReference): string {
    const made = this.lab.secrets[name];
    if (made) return String(made[key]);
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
