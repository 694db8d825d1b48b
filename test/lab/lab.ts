import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LabImages } from './images';
import { PodManifest, podOf, StatefulSetManifest } from './manifest';
import { LabNetwork } from './network';
import { LabPod } from './pod';
import { LabObjects } from './volumes';

/** What a lab begins with. */
export interface LabOptions extends Partial<LabObjects> {
  /** Variables of every container, besides those of its image and its manifest. */
  readonly environment?: Record<string, string>;
}

/**
 * Runs the pods of a cluster as processes of this machine, from the very manifests that Kubernetes would get: each pod
 * with its own address, host name and root folder, and the names of the others as its DNS would have them.
 */
export class Lab {
  /** Starts an empty lab in a folder of its own. */
  public static async start(options: LabOptions = {}): Promise<Lab> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lab-'));
    const network = await LabNetwork.start(path.join(folder, 'network'));
    return new Lab(folder, network, options);
  }

  public readonly pods = new Map<string, LabPod>();
  /** Every pod that there ever was, by its address: none is given twice. */
  public readonly addresses = new Map<string, PodManifest>();
  public readonly configMaps: Record<string, Record<string, string>> = {};
  public readonly secrets: Record<string, Record<string, string | Buffer>> = {};
  /** What a mounted token of a service account has. */
  public serviceAccountToken?: string;
  private readonly failures: Error[] = [];
  private readonly images: LabImages;
  private readonly environment: Record<string, string>;

  private constructor(
    public readonly folder: string,
    public readonly network: LabNetwork,
    { configMaps, secrets, serviceAccountToken, environment = {} }: LabOptions,
  ) {
    Object.assign(this.configMaps, configMaps);
    Object.assign(this.secrets, secrets);
    this.serviceAccountToken = serviceAccountToken;
    this.environment = environment;
    this.images = new LabImages(path.join(folder, 'images'));
  }

  /** Starts a pod; its containers start in the background after its init containers. */
  public startPod(manifest: PodManifest): LabPod {
    const { folder, network, images, environment, configMaps, secrets, serviceAccountToken } = this;
    const objects = { configMaps, secrets, serviceAccountToken };
    const pod = new LabPod({ folder, network, images, environment, objects }, manifest);
    this.pods.set(pod.name, pod);
    this.addresses.set(pod.address, manifest);
    pod.start().catch((error: unknown) => this.fail(error as Error));
    return pod;
  }

  /** Whoever waits for something next gets an error. */
  public fail(error: Error): void {
    this.failures.push(error);
  }

  /** Starts the pods of some ordinals of a StatefulSet. */
  public startMembers(set: StatefulSetManifest, ...ordinals: number[]): LabPod[] {
    return ordinals.map((ordinal) => this.startPod(podOf(set, ordinal)));
  }

  /** A running pod. */
  public pod(name: string): LabPod {
    const pod = this.pods.get(name);
    if (!pod) throw new Error(`there is no pod ${name}`);
    return pod;
  }

  /** Deletes a pod, and says how many seconds that took. */
  public async deletePod(name: string, gracePeriod?: number): Promise<number> {
    const seconds = await this.pod(name).delete(gracePeriod);
    this.pods.delete(name);
    return seconds;
  }

  /**
   * Waits until something holds: until a look at it gives anything but `false` and throws nothing, as what it expects does. Where that never comes,
   * the error has what the last look threw.
   */
  public async until(what: string, holds: () => Promise<boolean | void>, seconds = 120): Promise<number> {
    const start = Date.now();
    let last = '';
    while (Date.now() - start < seconds * 1000) {
      if (this.failures.length) throw this.failures[0];
      const began = Date.now();
      try {
        if ((await holds()) !== false) return (Date.now() - start) / 1000;
        last = '';
      } catch (error) {
        last = `\n${(error as Error).message}`;
      }
      // Looks that start programs leave most of the machine to what they look at.
      await sleep(Math.min(Math.max(500, 2 * (Date.now() - began)), 4000));
    }
    throw new Error(`waited ${seconds} s in vain until ${what}; logs are in ${this.folder}/pods${last}`);
  }

  /** Ends everything. Logs are kept where they are asked for. */
  public async stop({ keep = false } = {}): Promise<void> {
    for (const pod of this.pods.values()) pod.abandon();
    await this.network.stop();
    if (!keep) execFileSync('rm', ['-rf', this.folder]);
  }
}
