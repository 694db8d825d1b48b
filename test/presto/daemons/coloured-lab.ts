import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { presto, scaling } from 'bigdata-constructs';
import { Duration } from 'cdk8s';
import { ExternalSecretsOperator } from '../../helpers/external-secrets';
import { KubeObject } from '../../helpers/kube-client';
import { find } from '../../helpers/synth';
import { LabDeployment } from '../../lab/deployments';
import { Lab } from '../../lab/lab';
import { DeploymentManifest, replicaOf } from '../../lab/manifest';
import { LabPod, namesIn } from '../../lab/pod';
import { CLUSTER_ENVIRONMENT, LabSets } from '../../lab/sets';
import { cluster, minimal } from '../clusters';
import { BUFFERS } from './leaving';
import { Answer, small } from './presto-lab';

const { BLUE, GREEN } = presto.PrestoColour;
type Colours = presto.PrestoBlueGreenOptions;

/** What clients and the gateway know the cluster by. */
const SERVICE = 'query-coordinator';

/** A coordinator and a worker. */
export interface LabColour {
  readonly coordinator: LabDeployment;
  readonly workers: LabDeployment;
}

/** A cluster of two colours whose servers run, and a gateway before them. */
export class ColouredLab {
  /** Starts both colours, of which blue has the clients; resolves when it is ready. */
  public static async start(version: presto.PrestoVersion): Promise<ColouredLab> {
    const lab = await Lab.start({ environment: CLUSTER_ENVIRONMENT });
    try {
      const objects = rendered(version, { active: BLUE, green: {} });
      const operator = new ExternalSecretsOperator();
      operator.reconcile(objects);
      for (const [name, data] of operator.secrets) lab.secrets[name] = data;
      const running = new ColouredLab(lab, LabSets.start(lab, objects), version, objects);
      await running.begin(objects);
      return running;
    } catch (error) {
      await lab.stop({ keep: true });
      throw error;
    }
  }

  public readonly blue: LabColour;
  public readonly green: LabColour;
  private gateway?: LabPod;
  private gateways = 0;

  private constructor(
    public readonly lab: Lab,
    sets: LabSets,
    private readonly version: presto.PrestoVersion,
    objects: KubeObject[],
  ) {
    const colour = (name: string) => ({
      coordinator: new LabDeployment(lab, sets, objects, `query-coordinator-${name}`),
      workers: new LabDeployment(lab, sets, objects, `query-worker-${name}`),
    });
    this.blue = colour('blue');
    this.green = colour('green');
  }

  /**
   * Asks a query, as a client in the cluster does: it finds the cluster by its name each time that it asks.
   *
   * @param host whom it asks
   * @param hold the file without which it fetches no more than the first rows
   */
  public async ask(sql: string, host = `${SERVICE}.sql.svc.cluster.local`, hold?: string): Promise<Answer> {
    const header = this.version.isTrino ? 'X-Trino' : 'X-Presto';
    const headers = {
      [`${header}-User`]: 'someone',
      [`${header}-Source`]: 'test',
      [`${header}-Catalog`]: 'tpch',
      [`${header}-Schema`]: 'sf1',
    };
    const request = { url: `http://${host}:8080`, hosts: this.lab.network.hosts, headers, sql, hold };
    const client = ['python3', path.join(__dirname, 'client.py'), JSON.stringify(request)];
    const [command, ...args] = this.lab.network.command(...client);
    const { stdout } = await promisify(execFile)(command, args, { maxBuffer: 64 * 2 ** 20 });
    return JSON.parse(stdout) as Answer;
  }

  /** Asks a query as a client that is slow: it has begun to fetch results, and goes on when it is told to. */
  public askSlowly(sql: string): { answer: Promise<Answer>; goOn: () => void } {
    const hold = path.join(this.lab.folder, 'go-on');
    return { answer: this.ask(sql, undefined, hold), goOn: () => fs.writeFileSync(hold, '') };
  }

  /** The first value of a query that must end well. */
  public async value(sql: string, host?: string): Promise<unknown> {
    const { rows, error, message } = await this.ask(sql, host);
    if (error) throw new Error(`${sql}\nended with ${error}: ${message}`);
    return rows[0][0];
  }

  /** The coordinator that new queries go to, by its own word. */
  public async answering(): Promise<string> {
    return String(await this.value('SELECT node_id FROM system.runtime.nodes WHERE coordinator'));
  }

  /** How many tasks of queries run on a worker, by the word of its coordinator, whether that ends or not. */
  public async tasksOf(coordinator: LabPod, worker: LabPod): Promise<number> {
    const sql = `SELECT count(*) FROM system.runtime.tasks WHERE node_id = '${worker.name}' AND state = 'RUNNING' AND query_id NOT IN (SELECT query_id FROM system.runtime.queries WHERE query LIKE '%system.runtime%')`;
    return Number(await this.value(sql, coordinator.name));
  }

  /** Deploys a cluster whose green colour has the clients: the gateway's pods are replaced, and nothing else is. */
  public async switch(): Promise<void> {
    await this.replaceGateway(rendered(this.version, { active: GREEN, blue: {} }));
  }

  private async begin(objects: KubeObject[]): Promise<void> {
    const deployments = [this.blue, this.green].flatMap(({ coordinator, workers }) => [coordinator, workers]);
    for (const deployment of deployments) await deployment.scale();
    for (const pod of deployments.flatMap(({ pods }) => pods)) {
      await this.lab.until(`${pod.name} is ready`, () => pod.probe('readinessProbe'), 240);
    }
    await this.replaceGateway(objects);
  }

  /** A Service leads to pods that are ready, and to others no more. */
  private async replaceGateway(objects: KubeObject[]): Promise<void> {
    const { lab, gateway: old } = this;
    for (const { kind, metadata, data } of objects) {
      if (kind === 'ConfigMap') lab.configMaps[metadata.name] = data as Record<string, string>;
    }
    const manifest = find<DeploymentManifest>(objects, 'Deployment', 'query-gateway');
    const pod = lab.startPod(replicaOf(manifest, String(++this.gateways)));
    for (const probe of ['startupProbe', 'readinessProbe'] as const) {
      await lab.until(`${probe} of ${pod.name} passes`, () => pod.probe(probe));
    }
    lab.network.name(`service/${SERVICE}`, pod.address, namesIn('sql', SERVICE));
    this.gateway = pod;
    if (old) await lab.deletePod(old.name);
  }
}

function rendered(version: presto.PrestoVersion, colours: Colours): KubeObject[] {
  return cluster({
    ...minimal,
    version,
    coordinator: { size: small },
    workers: { size: small, scaling: scaling.Scaling.exactly(1) },
    shutdownGrace: Duration.seconds(10),
    maxQueryTime: Duration.minutes(15),
    overrides: { config: BUFFERS },
    upgrade: presto.PrestoUpgrade.blueGreen(colours),
  }).objects();
}
