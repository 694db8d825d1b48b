import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';
import { Lab } from './lab';
import { DeploymentManifest, replicaOf } from './manifest';
import { LabPod, namesIn } from './pod';
import { LabSets } from './sets';

/** A Deployment of a lab, and the Services before it. Stands in for the controller, and starts and ends pods as that does. */
export class LabDeployment {
  /** Its pods, oldest first, without those that are ending. */
  public pods: LabPod[] = [];
  /** How many it is to have, as the API server says. */
  public wanted: number;
  private readonly manifest: DeploymentManifest;
  private readonly services: KubeObject[];
  private started = 0;

  public constructor(
    private readonly lab: Lab,
    private readonly sets: LabSets,
    objects: KubeObject[],
    name: string,
  ) {
    const deployment = find(objects, 'Deployment', name);
    this.manifest = deployment as unknown as DeploymentManifest;
    const labels = Object.entries(this.manifest.spec.template.metadata?.labels ?? {});
    this.services = objects.filter(({ kind, spec }) => {
      if (kind !== 'Service') return false;
      const { selector = {}, clusterIP } = spec as { selector?: Record<string, string>; clusterIP?: string };
      const wanted = Object.entries(selector);
      return clusterIP !== 'None' && wanted.every((pair) => labels.some((label) => String(label) === String(pair)));
    });
    this.wanted = (deployment.spec as { replicas?: number }).replicas ?? 1;
  }

  /** Starts or ends pods until there are as many as are wanted; resolves when those that end are gone. */
  public async scale(replicas = this.wanted): Promise<void> {
    this.wanted = replicas;
    this.sets.wantOf(this.manifest, replicas);
    while (this.pods.length < replicas) this.startPod();
    // The youngest go first.
    await Promise.all(this.pods.splice(replicas).map(({ name }) => this.lab.deletePod(name)));
  }

  /**
   * Puts a new pod in the place of each, one at a time, as a rolling update without a surge: the next one goes once the new one is ready, whether the
   * old one is gone or not. Resolves when all old ones are.
   */
  public async roll(seconds = 120): Promise<void> {
    const ending = [];
    for (const old of [...this.pods]) {
      this.pods.splice(this.pods.indexOf(old), 1);
      ending.push(this.lab.deletePod(old.name));
      const pod = this.startPod();
      await this.lab.until(`${pod.name} is ready`, () => pod.probe('readinessProbe'), seconds);
    }
    await Promise.all(ending);
  }

  private startPod(): LabPod {
    const pod = this.lab.startPod(replicaOf(this.manifest, String(++this.started)));
    this.pods.push(pod);
    for (const { metadata } of this.services) {
      this.lab.network.name(`service/${metadata.name}`, pod.address, namesIn(pod.manifest.namespace, metadata.name));
    }
    return pod;
  }
}
