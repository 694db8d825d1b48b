import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';
import { Lab } from './lab';
import { DeploymentManifest, replicaOf } from './manifest';
import { LabPod, namesIn } from './pod';
import { LabSets } from './sets';

interface ServiceSpec {
  readonly selector?: Record<string, string>;
  readonly clusterIP?: string;
}

/** A Deployment of a lab, and the Services before it. Stands in for the controller, and starts and ends pods as that does. */
export class LabDeployment {
  /** Its pods, oldest first, without those that are ending. */
  public pods: LabPod[] = [];
  /** How many it is to have, as the API server says. */
  public wanted: number;
  private readonly manifest: DeploymentManifest;
  private readonly services: KubeObject[];
  /** Those that give each pod a name of its own. */
  private readonly headless: KubeObject[];
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
    const before = objects.filter(({ kind, spec }) => {
      if (kind !== 'Service') return false;
      const wanted = Object.entries((spec as ServiceSpec).selector ?? {});
      return wanted.every((pair) => labels.some((label) => String(label) === String(pair)));
    });
    const isHeadless = ({ spec }: KubeObject) => (spec as ServiceSpec).clusterIP === 'None';
    this.services = before.filter((service) => !isHeadless(service));
    this.headless = before.filter(isHeadless);
    this.wanted = (deployment.spec as { replicas?: number }).replicas ?? 1;
  }

  /**
   * Starts or ends pods until there are as many as are wanted; resolves when those that end are gone.
   *
   * @param gracePeriod in seconds, where it is to be shorter than theirs
   */
  public async scale(replicas = this.wanted, gracePeriod?: number): Promise<void> {
    this.wanted = replicas;
    this.sets.wantOf(this.manifest, replicas);
    while (this.pods.length < replicas) this.startPod();
    // The youngest go first.
    await Promise.all(this.pods.splice(replicas).map(({ name }) => this.lab.deletePod(name, gracePeriod)));
  }

  /** Takes a pod that was lost for none of its own. */
  public forget(name: string): void {
    this.pods = this.pods.filter((pod) => pod.name !== name);
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
    // A pod without a host name of its own is called by its address: https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
    const dashed = pod.address.replace(/\./g, '-');
    const names = this.headless.flatMap(({ metadata }) =>
      namesIn(pod.manifest.namespace, `${dashed}.${metadata.name}`),
    );
    this.lab.network.name(`address/${pod.name}`, pod.address, names);
    return pod;
  }
}
