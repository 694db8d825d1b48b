import { IMetastore, security, services } from 'bigdata-constructs';
import { KubeObject } from '../../helpers/kube-client';
import { podTemplatesOf } from '../../helpers/pod-templates';
import { find } from '../../helpers/synth';
import { Lab } from '../../lab/lab';
import { PodSpec, StatefulSetManifest } from '../../lab/manifest';
import { LabPod, namesIn } from '../../lab/pod';
import { fileSystem, metastore } from '../../services/metastores';

const NAMESPACE = 'ns';

/** A HiveMetastore for others of a lab: one replica of what is rendered, with the database in the cluster where it has that. */
export class LabMetastore {
  private readonly rendered: ReturnType<typeof metastore>;
  private readonly name: string;

  public constructor(props: Partial<services.HiveMetastoreProps>) {
    this.name = props.name ?? 'lake';
    const database = services.HiveMetastoreDatabase.inCluster();
    this.rendered = metastore({ database, ...props }, { name: 'test', zones: ['a'] }, NAMESPACE);
  }

  /** As engines are told of it. */
  public get metastore(): IMetastore {
    const { thriftUris, release } = this.rendered.metastore;
    return { thriftUris, release, networkPeer: security.Peer.pods(NAMESPACE).networkPeer };
  }

  /** Starts it; resolves when it is ready. What it asks for its files, and a database outside, must be there. */
  public async start(lab: Lab): Promise<void> {
    const { name } = this;
    const objects = this.rendered.objects();
    for (const { kind, metadata, data } of objects) {
      if (kind === 'ConfigMap') lab.configMaps[metadata.name] = data as Record<string, string>;
    }
    const none = '<configuration/>';
    lab.configMaps[fileSystem.clientFilesIn(this.rendered.chart)] ??= { 'core-site.xml': none, 'hdfs-site.xml': none };
    lab.secrets[`${name}-metastore-database`] ??= { password: 'a-password-of-the-lab' };
    const database = objects.find(({ kind }) => kind === 'StatefulSet') as
      (KubeObject & StatefulSetManifest) | undefined;
    if (database) {
      const [pod] = lab.startMembers(database, 0);
      this.answers(lab, pod, database.metadata.name);
    }
    const [{ template }] = podTemplatesOf(find(objects, 'Deployment', `${name}-metastore`));
    const spec = template.spec as PodSpec;
    const pod = lab.startPod({ name: `${name}-metastore`, namespace: NAMESPACE, spec });
    this.answers(lab, pod, `${name}-metastore`);
    await lab.until(`${name}-metastore is ready`, () => pod.probe('readinessProbe'), 280);
  }

  private answers(lab: Lab, pod: LabPod, service: string): void {
    lab.network.name(`service/${service}`, pod.address, namesIn(NAMESPACE, service));
  }
}
