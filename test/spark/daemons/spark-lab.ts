import * as fs from 'node:fs';
import { kubernetes, spark } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { Controlled, SparkPrograms } from '../../helpers/authorities';
import { ExternalSecretsOperator } from '../../helpers/external-secrets';
import { KubeClient, KubeObject } from '../../helpers/kube-client';
import { SparkOperator } from '../../helpers/spark-operator';
import { find } from '../../helpers/synth';
import { Kubelet } from '../../lab/kubelet';
import { Lab } from '../../lab/lab';
import { PodSpec } from '../../lab/manifest';
import { OBJECT_STORE, OBJECT_STORE_ENVIRONMENT, ObjectStore, startObjectStore } from '../../lab/object-store';
import { LabPod } from '../../lab/pod';
import { API_ENVIRONMENT } from '../../lab/relay';
import { Traffic } from '../../lab/traffic';
import { Given, platform } from '../clusters';

type Rendered = ReturnType<typeof platform>;

/** Where event logs go, and as whom: a store that knows no identities. */
export const STORE = { bucketName: 'events', region: 'eu-central-1', endpoint: OBJECT_STORE };
const CREDENTIALS = 'store-credentials';
const credentials = Object.fromEntries(
  Object.keys(OBJECT_STORE_ENVIRONMENT).map((key) => [
    key,
    kubernetes.EnvValue.secret({ secretName: CREDENTIALS, key }),
  ]),
);

/** A release with what it needs for object stores. */
const VERSION = spark.SparkVersion.of('4.1.2', {
  images: { spark: { image: 'registry.example.com/spark-cloud:4.1.2' } },
});

/** The History Server's pod. */
export const HISTORY = 'spark-history-server';

/** Shapes for one machine. */
const small = spark.SparkShape.of({ cores: 1, memory: Size.mebibytes(512) });

/** What applications of a lab have unless a suite says otherwise. */
type Common = Omit<spark.SparkApplicationProps, 'job'>;

/** In what a lab differs from others. */
export interface LabGiven extends Pick<Given, 'environment' | 'platform' | 'team'> {
  /** Starts what the platform needs besides, before anything of it runs. */
  readonly before?: (lab: Lab) => Promise<void>;
}

export interface Application {
  readonly status?: {
    readonly applicationState?: { readonly state: string; readonly errorMessage?: string };
    readonly executorState?: Record<string, string>;
  };
}

/** What a driver or an executor is of. */
export interface Pod extends KubeObject {
  readonly status: { readonly phase: string; readonly podIP?: string };
}

/** A platform and a team whose applications run: the objects that are rendered, in a real API server, the operator beside it, and their pods in a lab. */
export class SparkLab {
  public static async start(
    authority: Controlled & { readonly spark: SparkPrograms },
    namespace: string,
    applications: (rendered: Rendered, common: Common) => void,
    { environment, platform: given, team, before }: LabGiven = {},
  ): Promise<SparkLab> {
    const rendered = platform({
      namespaceName: namespace,
      environment,
      team,
      platform: {
        version: VERSION,
        eventLog: spark.SparkLocation.inStore(STORE, 'spark/events'),
        overrides: { pods: { 'history-server': { env: credentials } } },
        ...given,
      },
    });
    applications(rendered, {
      team: rendered.team,
      driver: small,
      executor: small,
      env: credentials,
      acknowledge: { runsAgainWhenChanged: true },
    });
    const objects = rendered.objects();
    const lab = await Lab.start({ environment: API_ENVIRONMENT });
    try {
      const running = new SparkLab(authority, lab, await Traffic.watch(lab), namespace, objects);
      await before?.(lab);
      await running.prepare();
      return running;
    } catch (error) {
      await lab.stop();
      throw error;
    }
  }

  public readonly api: KubeClient;
  /** What event logs go to, and whatever else is written to its bucket. */
  public readonly store: ObjectStore;
  private operator?: SparkOperator;
  private kubelet?: Kubelet;

  private constructor(
    private readonly authority: Controlled & { readonly spark: SparkPrograms },
    public readonly lab: Lab,
    public readonly traffic: Traffic,
    public readonly namespace: string,
    public readonly objects: KubeObject[],
  ) {
    this.api = authority.api;
    this.store = startObjectStore(lab);
  }

  /** Makes an application, which the operator submits. */
  public async submit(name: string): Promise<void> {
    await this.api.apply(find(this.objects, 'SparkApplication', name));
  }

  /** What the operator says of an application. */
  public async application(name: string): Promise<Application> {
    return ((await this.api.get(find(this.objects, 'SparkApplication', name))) ?? {}) as Application;
  }

  /** Waits until the operator says this of an application. */
  public async becomes(name: string, state: string, seconds = 240): Promise<void> {
    await this.lab.until(
      `${name} is ${state}`,
      async () => {
        const { status } = await this.application(name);
        expect(status?.applicationState).toEqual(expect.objectContaining({ state }));
      },
      seconds,
    );
  }

  /** What the driver of an application has printed. */
  public output(name: string): string {
    return this.log(`${name}-driver`);
  }

  /** What a pod has printed, which may be gone. */
  public log(pod: string): string {
    return this.kubelet!.log(pod);
  }

  /** Waits until the driver of an application has printed something. */
  public async says(name: string, text: string, seconds = 180): Promise<void> {
    await this.lab.until(
      `${name} says ${text}`,
      () => {
        expect(this.output(name).includes(text) ? text : this.output(name).slice(-3000)).toBe(text);
        return Promise.resolve();
      },
      seconds,
    );
  }

  /** The executors of an application that are there. */
  public async executors(name: string): Promise<Pod[]> {
    const pods = (await this.api.list('v1', 'Pod', this.namespace)) as Pod[];
    return pods.filter(
      ({ metadata: { labels = {} } }) => labels['spark-role'] === 'executor' && labels.application === name,
    );
  }

  /** Those that run. */
  public async runningExecutors(name: string): Promise<Pod[]> {
    return (await this.executors(name)).filter(
      ({ status, metadata }) => status.phase === 'Running' && !metadata.deletionTimestamp,
    );
  }

  /** Kills so many executors of an application, as they come, without a word to them. */
  public async kill(name: string, count: number): Promise<string[]> {
    const killed: string[] = [];
    await this.lab.until(
      `${count} executors are lost`,
      async () => {
        for (const { metadata } of await this.runningExecutors(name)) {
          if (killed.length === count) break;
          if (killed.includes(metadata.name)) continue;
          await this.lab.pod(metadata.name).container().signal('KILL');
          killed.push(metadata.name);
        }
        return killed.length === count;
      },
      200,
    );
    return killed;
  }

  /** What Prometheus gets of the pods that a team's PodMonitor finds, by path. */
  public scraped(): Map<string, string> {
    const { spec } = find(this.objects, 'PodMonitor', 'etl-driver');
    const { selector, podMetricsEndpoints } = spec as PodMonitorSpec;
    const found = [...this.lab.pods.values()].filter(({ manifest: { labels = {} } }) =>
      Object.entries(selector.matchLabels).every(([key, value]) => labels[key] === value),
    );
    return new Map(
      podMetricsEndpoints.map(({ port, path }) => [
        path,
        found
          .flatMap((pod) => portsOf(pod, port).map((number) => `http://${pod.address}:${number}${path}`))
          .map((url) => this.lab.network.run(`curl -fsS ${url}`))
          .join(''),
      ]),
    );
  }

  /** Lets a job go on that waits for it. */
  public async goOn(name: string, step: string): Promise<void> {
    await this.lab.pod(`${name}-driver`).exec(`touch /tmp/${step}`);
  }

  /** Ends the tokens of pods, who find new ones where they had them. */
  public async renewTokens(...pods: string[]): Promise<void> {
    await this.kubelet!.renewTokens(...pods);
  }

  /** Evicts a pod. */
  public async evict(pod: string): Promise<void> {
    await this.kubelet!.evict(pod);
  }

  /** What the driver's account asked the API server for, as `create pods`, with the codes of the answers. */
  public asked(): Map<string, number[]> {
    const asked = new Map<string, number[]>();
    const account = `system:serviceaccount:${this.namespace}:etl-spark`;
    for (const line of fs.readFileSync(this.authority.access.audit, 'utf8').split('\n')) {
      if (!line.includes(account)) continue;
      const event = JSON.parse(line) as AuditEvent;
      if (event.user.username !== account) continue;
      const what = `${event.verb} ${event.objectRef?.resource ?? event.requestURI}`;
      asked.set(what, [...new Set([...(asked.get(what) ?? []), event.responseStatus?.code ?? 0])]);
    }
    return asked;
  }

  /** What that account may do, said as what it asked for. */
  public granted(): string[] {
    const { rules } = find<Role>(this.objects, 'Role', 'etl-spark');
    return rules
      .flatMap(({ resources, verbs }) => resources.flatMap((resource) => verbs.map((verb) => `${verb} ${resource}`)))
      .sort();
  }

  /** Ends the operator and the kubelet; the lab ends by itself. */
  public async stop(): Promise<void> {
    await this.operator?.stop();
    await this.kubelet?.stop();
  }

  /** Starts the pod of the History Server, whose Deployment nobody controls here. */
  private startHistoryServer(): LabPod {
    const { metadata, spec } = find(this.objects, 'Deployment', HISTORY);
    const { template } = spec as { template: { metadata: { labels: Record<string, string> }; spec: PodSpec } };
    for (const object of this.objects) {
      const { name, namespace } = object.metadata;
      if (object.kind === 'ConfigMap' && namespace === metadata.namespace) {
        this.lab.configMaps[name] = object.data as Record<string, string>;
      }
    }
    return this.lab.startPod({
      name: HISTORY,
      namespace: metadata.namespace!,
      labels: template.metadata.labels,
      spec: template.spec,
    });
  }

  private async prepare(): Promise<void> {
    const { api, namespace, objects, lab } = this;
    const later = ['SparkApplication', 'ScheduledSparkApplication', 'SparkConnect'];
    for (const object of objects.filter(({ kind }) => !later.includes(kind))) await api.apply(object);
    const operatorOfSecrets = new ExternalSecretsOperator();
    operatorOfSecrets.reconcile(objects.filter(({ metadata }) => metadata.namespace === namespace));
    operatorOfSecrets.secrets.set(CREDENTIALS, OBJECT_STORE_ENVIRONMENT);
    for (const [name, stringData] of operatorOfSecrets.secrets) {
      const data = Object.entries(stringData).map(([key, value]) => [key, Buffer.from(value).toString('base64')]);
      const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace } };
      await api.apply({ ...secret, data: Object.fromEntries(data) as Record<string, string> });
      // For the pods that no kubelet starts.
      lab.secrets[name] = stringData;
    }
    // Nobody else makes it where no controller is.
    await api.apply({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } });
    this.kubelet = Kubelet.start(lab, this.authority.access, namespace);
    const operator = `${namespace}-operator`;
    await api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: operator } });
    const values = {
      spark: { jobNamespaces: [namespace], serviceAccount: { create: false }, rbac: { create: false } },
    };
    // It submits from here, and tells servers in the lab where they are to ask.
    const environment = objects.some(({ kind }) => kind === 'SparkConnect') ? API_ENVIRONMENT : undefined;
    this.operator = await SparkOperator.start(this.authority, { namespace: operator, values, environment });
    await lab.until('the store has its bucket', () => {
      lab.network.run(`curl -fsS -X PUT ${OBJECT_STORE}/${STORE.bucketName}`);
      return Promise.resolve();
    });
    // Drivers need the folder that it makes.
    const server = this.startHistoryServer();
    await lab.until('the History Server is ready', () => server.probe('readinessProbe'), 180);
  }
}

interface Role extends KubeObject {
  readonly rules: { readonly resources: string[]; readonly verbs: string[] }[];
}

interface PodMonitorSpec {
  readonly selector: { readonly matchLabels: Record<string, string> };
  readonly podMetricsEndpoints: { readonly port: string; readonly path: string }[];
}

/** A pod without such a port is not looked at. */
function portsOf({ manifest }: LabPod, name: string): number[] {
  const ports = manifest.spec.containers.flatMap((container) => container.ports ?? []);
  return ports.filter((port) => port.name === name).map(({ containerPort }) => containerPort);
}

interface AuditEvent {
  readonly verb: string;
  readonly requestURI: string;
  readonly user: { readonly username: string };
  readonly objectRef?: { readonly resource: string };
  readonly responseStatus?: { readonly code: number };
}
