import * as fs from 'node:fs';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ControlPlaneAccess } from '../helpers/control-plane-process';
import { KubeClient, KubeObject, Refused } from '../helpers/kube-client';
import { Lab } from './lab';
import { PodSpec, VolumeSource } from './manifest';
import { HOST_ADDRESS } from './network';
import { LabPod, namesIn } from './pod';
import { relayApi } from './relay';

interface Pod extends KubeObject {
  readonly metadata: KubeObject['metadata'] & {
    readonly uid: string;
    readonly namespace: string;
    readonly deletionTimestamp?: string;
    readonly deletionGracePeriodSeconds?: number;
    readonly ownerReferences?: { readonly kind: string; readonly uid: string }[];
  };
  readonly spec: PodSpec & { readonly subdomain?: string };
}

interface Service extends KubeObject {
  readonly spec: { readonly selector?: Record<string, string> };
}

/** A pod that it runs. */
interface Running {
  readonly uid: string;
  readonly pod: LabPod;
  readonly started: string;
  /** What its token is bound to, where it has one. */
  token?: Token;
  /** What it has said of it last. */
  said?: string;
  /** Nothing of it runs any more, and it says no more of it. */
  evicted?: boolean;
  /** How long each container ran that has ended. */
  readonly finished: Record<string, string>;
  ending?: Promise<unknown>;
}

/** All that the volumes of a pod bring. */
const sourcesOf = ({ volumes = [] }: PodSpec): VolumeSource[] =>
  volumes.flatMap((volume) => [volume, ...(volume.projected?.sources ?? [])]);

const hasToken = (spec: PodSpec) => sourcesOf(spec).some(({ serviceAccountToken }) => serviceAccountToken);

/** A token of an account, and the Secret without which it is refused. */
interface Token {
  readonly value: string;
  readonly secret: KubeObject;
}

const now = () => new Date().toISOString().replace(/\.\d+/, '');

/**
 * Runs the pods of one namespace of a real API server in a lab: whatever makes them there, each is started by its own spec, with its ConfigMaps, Secrets
 * and token, says how it is, and ends as a kubelet ends it. Stands in, as far as such pods see, for the scheduler, the DNS of Services and the collector
 * of pods whose owner is gone, too.
 */
export class Kubelet {
  /** Starts it on a lab that began with `API_ENVIRONMENT`. */
  public static start(lab: Lab, access: ControlPlaneAccess, namespace: string): Kubelet {
    lab.configMaps['kube-root-ca.crt'] = { 'ca.crt': access.certificate };
    const kubelet = new Kubelet(lab, access, namespace, relayApi(lab, access.url));
    kubelet.loop = kubelet.run();
    return kubelet;
  }

  private readonly api: KubeClient;
  private readonly running = new Map<string, Running>();
  private tokens = 0;
  private stopped = false;
  private loop?: Promise<void>;

  private constructor(
    private readonly lab: Lab,
    private readonly access: ControlPlaneAccess,
    private readonly namespace: string,
    private readonly closeRelay: () => void,
  ) {
    this.api = new KubeClient(access);
  }

  /** All that a container has printed, by default the first of its pod, which may be gone. */
  public log(pod: string, container?: string): string {
    const folder = path.join(this.lab.folder, 'pods', pod);
    const names = container ? [container] : fs.existsSync(folder) ? fs.readdirSync(folder) : [];
    const logs = names.map((name) => path.join(folder, name, 'log')).filter((file) => fs.existsSync(file));
    return logs.map((file) => fs.readFileSync(file, 'utf8')).join('\n');
  }

  /** Gives pods new tokens in the files that they have mounted, and comes back when the API server refuses the ones that they had. */
  public async renewTokens(...names: string[]): Promise<void> {
    const former = names.map((name) => this.running.get(name)!.token!);
    for (const name of names) {
      const known = this.running.get(name)!;
      const { spec } = known.pod.manifest;
      known.token = await this.tokenFor(name, spec);
      for (const volume of spec.volumes ?? []) {
        for (const { serviceAccountToken } of [volume, ...(volume.projected?.sources ?? [])] as VolumeSource[]) {
          if (!serviceAccountToken) continue;
          const file = path.join(known.pod.volume(volume.name), serviceAccountToken.path);
          // Whoever reads it has the one or the other.
          fs.writeFileSync(`${file}.new`, known.token.value, { mode: 0o644 });
          fs.renameSync(`${file}.new`, file);
        }
      }
    }
    for (const { secret } of former) await this.api.delete(secret);
    for (const { value } of former) {
      const client = new KubeClient({ url: this.access.url, token: value });
      // It remembers for some seconds whom it knew.
      const refused = () =>
        client.ready().then(
          () => false,
          (error: unknown) => error instanceof Refused && error.status === 401,
        );
      await this.lab.until('a former token is refused', refused, 60);
    }
  }

  /** Ends a pod as one that its node has no room for: it stays, as failed. */
  public async evict(name: string): Promise<void> {
    const known = this.running.get(name)!;
    known.evicted = true;
    await known.pod.delete(0);
    const pod: KubeObject = { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: this.namespace } };
    const conditions = [{ type: 'Ready', status: 'False', reason: 'PodFailed', lastTransitionTime: now() }];
    await this.api.setStatus(pod, { phase: 'Failed', reason: 'Evicted', conditions });
  }

  /** Starts no pods any more; the lab ends those that run. */
  public async stop(): Promise<void> {
    this.stopped = true;
    await this.loop;
    this.closeRelay();
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        await this.look();
      } catch (error) {
        // What changed or went while it looked is looked at again.
        if (!(error instanceof Refused)) this.lab.fail(error as Error);
      }
      await sleep(200);
    }
  }

  private async look(): Promise<void> {
    const pods = (await this.api.list('v1', 'Pod', this.namespace)) as Pod[];
    for (const pod of pods) {
      const known = this.running.get(pod.metadata.name);
      const orphan = pod.metadata.ownerReferences?.some(
        ({ kind, uid }) => kind === 'Pod' && !pods.some((owner) => owner.metadata.uid === uid),
      );
      if (known && known.uid !== pod.metadata.uid) await this.end(known, 0);
      else if (pod.metadata.deletionTimestamp) this.remove(pod, known);
      else if (orphan) await this.api.delete(pod);
      else if (known?.evicted) continue;
      else if (known) await this.report(pod, known);
      else if ((pod.status as { phase?: string }).phase === 'Pending') await this.begin(pod);
    }
    for (const [name, known] of this.running) {
      if (!pods.some(({ metadata }) => metadata.name === name)) await this.end(known, 0);
    }
    await this.nameServices(pods);
  }

  private async begin(pod: Pod): Promise<void> {
    const { name, uid, labels } = pod.metadata;
    if (!(await this.gather(pod))) return;
    const token = hasToken(pod.spec) ? await this.tokenFor(name, pod.spec) : undefined;
    this.lab.serviceAccountToken = token?.value;
    const binding = { apiVersion: 'v1', kind: 'Binding', metadata: { name }, target: { kind: 'Node', name: 'node' } };
    if (!pod.spec.nodeName) await this.api.create(pod, 'binding', binding);
    const { namespace, lab } = this;
    const running = lab.startPod({ name, namespace, subdomain: pod.spec.subdomain, labels, spec: pod.spec });
    this.running.set(name, { uid, pod: running, token, started: now(), finished: {} });
  }

  /** Makes known what a pod refers to, as it is now. Says whether all of that is there. */
  private async gather(pod: Pod): Promise<boolean> {
    const [configMaps, secrets] = await Promise.all(
      ['ConfigMap', 'Secret'].map((kind) => this.api.list('v1', kind, this.namespace)),
    );
    const texts = (data?: unknown) => Object.entries((data ?? {}) as Record<string, string>);
    const bytes = (data?: unknown) => texts(data).map(([key, value]) => [key, Buffer.from(value, 'base64')] as const);
    for (const { metadata, data } of configMaps) {
      this.lab.configMaps[metadata.name] = Object.fromEntries(texts(data));
    }
    for (const { metadata, data } of secrets) this.lab.secrets[metadata.name] = Object.fromEntries(bytes(data));
    const { containers, initContainers = [] } = pod.spec;
    const sources = sourcesOf(pod.spec);
    const references = [...containers, ...initContainers].flatMap(({ env = [] }) =>
      env.map(({ valueFrom }) => valueFrom),
    );
    const wanted = {
      configMaps: [
        ...sources.flatMap(({ configMap }) => (configMap && !configMap.optional ? configMap.name : [])),
        ...references.flatMap((from) => from?.configMapKeyRef?.name ?? []),
      ],
      secrets: [
        ...sources.flatMap(({ secret }) =>
          secret && !secret.optional ? (secret.secretName ?? secret.name ?? '') : [],
        ),
        ...references.flatMap((from) => from?.secretKeyRef?.name ?? []),
      ],
    };
    if (!wanted.configMaps.every((name) => name in this.lab.configMaps)) return false;
    if (!wanted.secrets.every((name) => name in this.lab.secrets)) return false;
    return true;
  }

  /** A token as a kubelet mounts one, but that it can be ended: those that end by themselves live for ten minutes at least. */
  private async tokenFor(pod: string, { serviceAccountName = 'default' }: PodSpec): Promise<Token> {
    const { namespace } = this;
    const name = `token-${++this.tokens}-${pod}`;
    const secret = await this.api.apply({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace } });
    const boundObjectRef = { apiVersion: 'v1', kind: 'Secret', name, uid: secret.metadata.uid };
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: serviceAccountName, namespace } };
    const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { boundObjectRef } };
    const { status } = await this.api.create(account, 'token', request);
    return { value: (status as { token: string }).token, secret };
  }

  /** Says how a pod is, where that has changed. */
  private async report(pod: Pod, known: Running): Promise<void> {
    const { containers, initContainers = [] } = pod.spec;
    const { pod: running, started, finished } = known;
    const codes = containers.map(({ name }) => running.exits[name]);
    const broken = initContainers.some(({ name }) => running.exits[name]);
    const over = broken || codes.every((code) => code !== undefined);
    const begun = containers.every(({ name }) => running.starts[name]);
    const ready = begun && !over && (await running.probe('readinessProbe'));
    const phase = over ? (broken || codes.some(Boolean) ? 'Failed' : 'Succeeded') : begun ? 'Running' : 'Pending';
    const statuses = containers.map(({ name, image }) => {
      const code = running.exits[name];
      if (code !== undefined) finished[name] ??= now();
      return {
        name,
        image,
        imageID: image,
        ready,
        started: begun && code === undefined,
        restartCount: Math.max(0, (running.starts[name] ?? 0) - 1),
        state:
          code !== undefined
            ? {
                terminated: {
                  exitCode: code,
                  reason: code ? 'Error' : 'Completed',
                  startedAt: started,
                  finishedAt: finished[name],
                },
              }
            : running.starts[name]
              ? { running: { startedAt: started } }
              : { waiting: { reason: 'PodInitializing' } },
      };
    });
    const conditions = [
      ['PodScheduled', true],
      ['Initialized', begun],
      ['ContainersReady', ready],
      ['Ready', ready],
    ].map(([type, holds]) => ({ type, status: holds ? 'True' : 'False', lastTransitionTime: started }));
    const status = {
      phase,
      hostIP: HOST_ADDRESS,
      podIP: running.address,
      podIPs: [{ ip: running.address }],
      startTime: started,
      containerStatuses: statuses,
      conditions,
    };
    const text = JSON.stringify(status);
    if (text === known.said) return;
    await this.api.setStatus(pod, status);
    known.said = text;
    // Its sidecars have nothing left to serve.
    if (over) void running.delete(0);
  }

  /** Ends a pod that is to go, and says that it has gone. */
  private remove(pod: Pod, known?: Running): void {
    if (known?.ending) return;
    const { deletionGracePeriodSeconds } = pod.metadata;
    const end = known ? this.end(known, deletionGracePeriodSeconds) : Promise.resolve();
    const gone = end.then(() => this.api.delete(pod, { gracePeriodSeconds: 0 }));
    gone.catch((error: Error) => {
      if (!(error instanceof Refused)) this.lab.fail(error);
    });
  }

  private async end(known: Running, gracePeriod?: number): Promise<void> {
    known.ending ??= known.pod.delete(gracePeriod);
    await known.ending;
    const { name } = known.pod;
    if (this.running.get(name) !== known) return;
    this.running.delete(name);
    this.lab.pods.delete(name);
  }

  /** Gives Services the addresses of their pods: a port is its container's own there. */
  private async nameServices(pods: Pod[]): Promise<void> {
    for (const { metadata, spec } of (await this.api.list('v1', 'Service', this.namespace)) as Service[]) {
      const wanted = Object.entries(spec.selector ?? {});
      const found = pods.find(
        ({ metadata: { name, labels = {} } }) =>
          this.running.has(name) && wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value),
      );
      if (found) {
        const { address } = this.running.get(found.metadata.name)!.pod;
        this.lab.network.name(`service/${metadata.name}`, address, namesIn(this.namespace, metadata.name));
      }
    }
  }
}
