import * as fs from 'node:fs';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LabContainerInput, LabContainer, LabMount, Outcome } from './container';
import { LabImages } from './images';
import { ContainerSpec, Handler, PodManifest } from './manifest';
import { LabNetwork } from './network';
import { fieldOf, fill, LabObjects } from './volumes';

/** What all pods of a lab share. */
export interface PodContext {
  readonly folder: string;
  readonly network: LabNetwork;
  readonly images: LabImages;
  readonly environment: Record<string, string>;
  readonly objects: LabObjects;
}

/** `$(NAME)` in commands and variables, as Kubernetes replaces it. */
function expand(text: string, env: Record<string, string>): string {
  return text.replace(/\$\(([A-Za-z_][\w.-]*)\)/g, (whole, name: string) => env[name] ?? whole);
}

/** The names of a Service, or of a pod of one, as the cluster's DNS has them. */
export function namesIn(namespace: string, name: string): string[] {
  const full = `${name}.${namespace}.svc.cluster.local`;
  // With a dot at its end, as whoever wants no search list writes it.
  return [full, `${full}.`, `${name}.${namespace}.svc`, `${name}.${namespace}`, name];
}

/** A pod of the lab: its containers run one after the other, again when they end, and end as Kubernetes ends them. */
export class LabPod {
  public readonly address: string;
  private readonly folder: string;
  private readonly current = new Map<string, LabContainer>();
  /** How often each container was started. */
  public readonly starts: Record<string, number> = {};
  /** How containers ended that are not started again. */
  public readonly exits: Record<string, number> = {};
  private stopping = false;
  private gone = false;
  private failure?: Error;

  public constructor(
    private readonly context: PodContext,
    public readonly manifest: PodManifest,
  ) {
    const { name, subdomain, namespace } = manifest;
    this.folder = path.join(context.folder, 'pods', name);
    // What is left of a pod of this name are only its logs.
    fs.rmSync(path.join(this.folder, 'volumes'), { recursive: true, force: true });
    const names = subdomain ? namesIn(namespace, `${name}.${subdomain}`) : [];
    this.address = context.network.add(name, [...names, name]);
    for (const volume of manifest.spec.volumes ?? []) {
      fill(this.volume(volume.name), volume, manifest, this.address, context.objects);
    }
  }

  public get name(): string {
    return this.manifest.name;
  }

  /** Runs the init containers to their end and then starts the containers. */
  public async start(): Promise<void> {
    for (const spec of this.manifest.spec.initContainers ?? []) {
      if (spec.restartPolicy === 'Always') {
        this.keep(spec);
        continue;
      }
      for (let attempt = 0; ; attempt++) {
        const container = this.run(spec);
        const code = await container.ended;
        if (code === 0 || this.stopping) break;
        if (this.manifest.spec.restartPolicy === 'Never') {
          this.exits[spec.name] = code;
          return;
        }
        if (attempt >= 20) throw new Error(`${this.name}/${spec.name} ended with ${code}: ${container.output()}`);
        await sleep(1000);
      }
      if (this.stopping) return;
    }
    for (const spec of this.manifest.spec.containers) this.keep(spec);
  }

  /** The folder of a volume. Claims outlive the pod. */
  public volume(name: string): string {
    const volume = this.manifest.spec.volumes?.find((candidate) => candidate.name === name);
    const claim = volume?.persistentVolumeClaim?.claimName;
    return claim ? path.join(this.context.folder, 'claims', claim) : path.join(this.folder, 'volumes', name);
  }

  /** The present run of a container. */
  public container(name = this.manifest.spec.containers[0].name): LabContainer {
    if (this.failure) throw this.failure;
    const container = this.current.get(name);
    if (!container) throw new Error(`${this.name}/${name} has not started`);
    return container;
  }

  /** Runs a command in a container, by default in the first. */
  public exec(command: string[] | string, container?: string, env?: Record<string, string>): Promise<Outcome> {
    const words = typeof command === 'string' ? ['bash', '-c', command] : command;
    return this.container(container).exec(words, env);
  }

  /** Asks a probe of all its containers once: whether each of them runs and passes. */
  public async probe(kind: 'startupProbe' | 'readinessProbe' | 'livenessProbe'): Promise<boolean> {
    const { containers, initContainers = [] } = this.manifest.spec;
    const sidecars = initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always');
    const answers = [...sidecars, ...containers].map(async (spec) => {
      const handler = spec[kind];
      if (!this.current.get(spec.name)?.running) return false;
      return handler === undefined || (await this.handle(spec, handler)).code === 0;
    });
    return (await Promise.all(answers)).every(Boolean);
  }

  /** Ends the pod as its deletion does: preStop, TERM, and KILL when the grace period is over. Says how long that took. */
  public async delete(gracePeriod = this.manifest.spec.terminationGracePeriodSeconds ?? 30): Promise<number> {
    const start = Date.now();
    this.stopping = true;
    const specs = [...(this.manifest.spec.initContainers ?? []), ...this.manifest.spec.containers];
    const end = specs.map(async (spec) => {
      const container = this.current.get(spec.name);
      if (!container?.running) return;
      if (spec.lifecycle?.preStop && gracePeriod > 0) {
        // The grace period is over for preStop too.
        const hook = this.handle(spec, spec.lifecycle.preStop, gracePeriod);
        await Promise.race([hook, this.left(start, gracePeriod), container.ended]);
      }
      if (gracePeriod > 0) {
        await container.signal('TERM');
        await Promise.race([container.ended, this.left(start, gracePeriod)]);
      }
      await container.signal('KILL');
      await container.ended;
    });
    await Promise.all(end);
    if (!this.gone) this.context.network.remove(this.name);
    this.gone = true;
    return (Date.now() - start) / 1000;
  }

  /** Starts nothing of it again: all of the lab ends. */
  public abandon(): void {
    this.stopping = true;
  }

  /** Ends the pod at once, as the loss of its node does. */
  public async kill(): Promise<void> {
    await this.delete(0);
  }

  private keep(spec: ContainerSpec): void {
    const container = this.run(spec);
    const { restartPolicy = 'Always' } = this.manifest.spec;
    void container.ended.then(async (code) => {
      // Sidecars are started again whatever the pod says.
      if (
        spec.restartPolicy !== 'Always' &&
        (restartPolicy === 'Never' || (restartPolicy === 'OnFailure' && code === 0))
      ) {
        this.exits[spec.name] = code;
        return;
      }
      await sleep(1000);
      try {
        if (!this.stopping) this.keep(spec);
      } catch (error) {
        this.failure = error as Error;
      }
    });
  }

  private run(spec: ContainerSpec): LabContainer {
    this.starts[spec.name] = (this.starts[spec.name] ?? 0) + 1;
    const container = new LabContainer(this.context.network, path.join(this.folder, spec.name), this.propsOf(spec));
    this.current.set(spec.name, container);
    return container;
  }

  private propsOf(spec: ContainerSpec): LabContainerInput {
    const image = this.context.images.of(spec.image);
    const env: Record<string, string> = { ...image.env, ...this.context.environment };
    for (const variable of spec.env ?? []) env[variable.name] = expand(this.valueOf(variable), env);
    const command = spec.command ?? image.entrypoint;
    if (!command) throw new Error(`${this.name}/${spec.name} has no command, and its image no entrypoint`);
    return {
      pod: this.name,
      name: spec.name,
      command: [...command, ...(spec.args ?? [])].map((word) => expand(word, env)),
      env,
      mounts: [...image.mounts, ...this.mountsOf(spec)],
      readOnlyRoot: spec.securityContext?.readOnlyRootFilesystem,
    };
  }

  private valueOf({ name, value, valueFrom }: NonNullable<ContainerSpec['env']>[number]): string {
    if (!valueFrom) return value ?? '';
    const { fieldRef, secretKeyRef, configMapKeyRef } = valueFrom;
    if (fieldRef) return fieldOf(this.manifest, this.address, fieldRef.fieldPath);
    const { secrets, configMaps } = this.context.objects;
    const found = secretKeyRef
      ? secrets[secretKeyRef.name]?.[secretKeyRef.key]
      : configMapKeyRef && configMaps[configMapKeyRef.name]?.[configMapKeyRef.key];
    if (found === undefined) throw new Error(`${this.name}: nothing gives ${name} its value`);
    return String(found);
  }

  private mountsOf(spec: ContainerSpec): LabMount[] {
    return (spec.volumeMounts ?? []).map(({ name, mountPath, subPath, readOnly }) => {
      const source = path.join(this.volume(name), subPath ?? '');
      if (!fs.existsSync(source)) fs.mkdirSync(source, { recursive: true });
      const volume = this.manifest.spec.volumes?.find((candidate) => candidate.name === name);
      if (!volume) throw new Error(`${this.name}/${spec.name} mounts ${name}, which is no volume of its pod`);
      return {
        source,
        target: mountPath,
        readOnly: readOnly ?? !(volume.emptyDir ?? volume.ephemeral ?? volume.persistentVolumeClaim),
      };
    });
  }

  private async handle(spec: ContainerSpec, { exec, httpGet, tcpSocket }: Handler, seconds?: number): Promise<Outcome> {
    const container = this.current.get(spec.name);
    if (!container) return { code: 127, output: 'not started' };
    const number = (port: number | string) =>
      spec.ports?.find((candidate) => candidate.name === port)?.containerPort ?? port;
    if (exec) return container.exec(exec.command, {}, seconds);
    if (tcpSocket) return container.exec(['bash', '-c', `: </dev/tcp/${this.address}/${number(tcpSocket.port)}`]);
    const { scheme = 'http', port, path: place = '/' } = httpGet!;
    return container.exec(['curl', '-skf', `${scheme.toLowerCase()}://${this.address}:${number(port)}${place}`]);
  }

  /** The end of a grace period. Nothing but this keeps a test from ending, so it does not. */
  private async left(start: number, seconds: number): Promise<void> {
    await sleep(Math.max(100, seconds * 1000 - (Date.now() - start)), undefined, { ref: false });
  }
}
