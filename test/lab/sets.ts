import { spawn } from 'node:child_process';
import * as path from 'node:path';
import { KubeObject } from '../helpers/kube-client';
import { FakeApi } from './fake-api';
import { Lab } from './lab';
import { DeploymentManifest, podOf, StatefulSetManifest } from './manifest';
import { HOST_ADDRESS } from './network';
import { LabPod } from './pod';

const PORT = 6443;

/** What the cluster tells every container, besides what its manifest says. */
export const CLUSTER_ENVIRONMENT = {
  KUBERNETES_SERVICE_HOST: HOST_ADDRESS,
  KUBERNETES_SERVICE_PORT: String(PORT),
};

/**
 * The StatefulSets of a lab: how many pods each is to have, and an endpoint where pods ask for it. Stands in for the controller, and starts and ends
 * pods as that does.
 */
export class LabSets {
  /** Starts the endpoint, and makes everything known that pods refer to. */
  public static start(lab: Lab, objects: KubeObject[]): LabSets {
    const api = FakeApi.in(path.join(lab.folder, 'api'), HOST_ADDRESS);
    lab.configMaps['kube-root-ca.crt'] = { 'ca.crt': api.account.certificate };
    lab.serviceAccountToken = api.account.token;
    const sets = new LabSets(lab, api);
    sets.add(objects);
    const server = ['-r', require.resolve('tsx/cjs'), require.resolve('./fake-api'), api.folder, HOST_ADDRESS];
    const [command, ...args] = lab.network.command(process.execPath, ...server, String(PORT));
    spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    return sets;
  }

  /** How many pods each set is to have, as the API server says. */
  private readonly wanted: Record<string, number> = {};
  private readonly manifests: Record<string, StatefulSetManifest> = {};
  private readonly deployments: Record<string, { readonly replicas: number }> = {};

  private constructor(
    private readonly lab: Lab,
    private readonly api: FakeApi,
  ) {}

  /** The names of sets. */
  public get names(): string[] {
    return Object.keys(this.manifests);
  }

  /** Makes known what else the lab has. */
  public add(objects: KubeObject[]): void {
    for (const object of objects) {
      const { kind, metadata, data } = object;
      if (kind === 'ConfigMap') this.lab.configMaps[metadata.name] = data as Record<string, string>;
      if (kind !== 'StatefulSet') continue;
      const { replicas } = object.spec as { replicas?: number };
      this.manifests[metadata.name] = object as unknown as StatefulSetManifest;
      this.wanted[metadata.name] = replicas ?? 1;
    }
    this.publish();
  }

  /** The pods that a set is to have. */
  public podsOf(set: string): LabPod[] {
    return this.namesOf(set).map((name) => this.lab.pod(name));
  }

  /** Their names, whether they run or not. */
  public namesOf(set: string): string[] {
    return Array.from({ length: this.wanted[set] }, (_, ordinal) => `${set}-${ordinal}`);
  }

  /** Starts all pods that a set is to have. */
  public start(...sets: string[]): void {
    for (const set of sets) {
      for (let ordinal = 0; ordinal < this.wanted[set]; ordinal++) this.startPod(set, ordinal);
    }
  }

  /** Starts one pod, with the claims that it had. */
  public startPod(set: string, ordinal: number): LabPod {
    return this.lab.startPod(podOf(this.manifests[set], ordinal));
  }

  /** Says how many pods a set is to have, and changes nothing else. */
  public want(set: string, replicas: number): void {
    this.wanted[set] = replicas;
    this.publish();
  }

  /** Says how many pods a Deployment is to have. */
  public wantOf({ metadata }: DeploymentManifest, replicas: number): void {
    this.deployments[`deployments/${metadata.namespace}/${metadata.name}`] = { replicas };
    this.publish();
  }

  /** Says that a set is gone. */
  public forget(set: string): void {
    delete this.wanted[set];
    this.publish();
  }

  /** Scales a set in by one, as the controller does; resolves when the pod is gone. */
  public async scaleIn(set: string, gracePeriod?: number): Promise<void> {
    const last = this.wanted[set] - 1;
    this.want(set, last);
    await this.lab.deletePod(`${set}-${last}`, gracePeriod);
  }

  /** Scales a set out by one. */
  public scaleOut(set: string): LabPod {
    const ordinal = this.wanted[set];
    this.want(set, ordinal + 1);
    return this.startPod(set, ordinal);
  }

  /** Deletes a pod that is wanted, and starts it again, as a drain of its node does. */
  public async restart(set: string, ordinal: number): Promise<LabPod> {
    await this.lab.deletePod(`${set}-${ordinal}`);
    return this.startPod(set, ordinal);
  }

  private publish(): void {
    const workloads = Object.entries(this.wanted).map(([name, replicas]) => {
      const { namespace } = podOf(this.manifests[name], 0);
      return [`statefulsets/${namespace}/${name}`, { replicas }];
    });
    const ofSets = Object.fromEntries(workloads) as Record<string, { replicas: number }>;
    this.api.state = { workloads: { ...ofSets, ...this.deployments } };
  }
}
