import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu, NodeClass, PartOf } from '../core';
import { checkRules, objectLabels, selectorLabels } from '../core/internal';
import { ContainerProps, Deployment, DisruptionBudget, Probe, Volume } from '../kubernetes';
import { PodMonitor } from '../monitoring/internal';
import { Peer, PodConnections, ServiceIdentity, StoreKey } from '../security';
import { blobAccess } from '../security/internal';
import { copies } from './chart-values';
import { CrdStep } from './crd-step';
import { DefinitionGuard } from './definition-guard';
import { FOUNDATION_DB_RELEASE, FoundationDbOperatorGrant } from './foundation-db-operator-grant';
import { operatorRules } from './operator-rules';

const NAME = 'foundationdb-operator';
const CPU = Cpu.millis(500);
const MEMORY = Size.gibibytes(1);
/** The numeric user of its image and of FoundationDB's. */
const USER = 4059;
const METRICS = { name: 'metrics', port: 8080 };
const BINARIES = Volume.emptyDir('fdb-binaries', { sizeLimit: Size.gibibytes(2) });

/**
 * What a cluster of each line is asked with: the operator has the client library and the tools of these alone.
 *
 * @see https://github.com/FoundationDB/fdb-kubernetes-operator/blob/v2.33.0/charts/fdb-operator/values.yaml (initContainers)
 */
const LINES: Record<string, string> = { '7.1': '7.1.67', '7.3': '7.3.63', '7.4': '7.4.1' };

/** Props of `FoundationDbOperator`. */
export interface FoundationDbOperatorProps {
  /**
   * The only namespace whose clusters it runs, which must exist before it.
   * @default - all namespaces
   */
  readonly watchNamespace?: string;
  /**
   * Keys of the object stores that clusters are backed up to: it starts and stops backups itself. Of two keys of one host the first is used.
   * @default - none: no backup starts
   */
  readonly storeKeys?: StoreKey[];
  /**
   * The minor version of Kubernetes that the cluster runs: `1.35`. What the operator was not made for is refused.
   * @default - not checked
   */
  readonly kubernetesVersion?: string;
  /**
   * Whether Prometheus Operator is told to scrape it, which needs its custom resource definitions.
   * @default true
   */
  readonly monitors?: boolean;
}

/**
 * The operator for FoundationDB, release 2.33.0. Its project publishes no chart, so its objects are rendered here; they are admitted by the Pod Security
 * level `restricted`.
 *
 * It stands in a chart of its own with a namespace, `foundationdb-operator` unless a `NetworkProfile` says another. What needs its custom resource
 * definitions stands in another chart, with `node.addDependency(operator)`.
 *
 * Who has its pod has every FoundationDB: in the namespaces that it watches it makes, changes and deletes pods, claims, Services, ConfigMaps and
 * Deployments. It reads no Secret by the API, against its project's own role, since nothing in its source asks for one.
 *
 * No running operator has confirmed these objects: an API server has.
 *
 * @see https://github.com/FoundationDB/fdb-kubernetes-operator/tree/v2.33.0
 */
export class FoundationDbOperator extends Construct {
  /** Who may talk to its pods. */
  public readonly connections: PodConnections;

  public constructor(scope: Construct, id: string, props: FoundationDbOperatorProps = {}) {
    super(scope, id);
    checkRules(this, operatorRules, { chart: FOUNDATION_DB_RELEASE, kubernetesVersion: props.kubernetesVersion });
    const { watchNamespace, storeKeys = [] } = props;
    const partOf: PartOf = { engine: NAME, cluster: NAME, component: 'controller' };
    const labels = objectLabels(partOf);
    const identity = new ServiceIdentity(this, 'Identity', { name: NAME, labels });
    new FoundationDbOperatorGrant(this, 'Grant', { name: NAME, labels, identity, watchNamespace });
    new DefinitionGuard(this, 'Definitions', { name: NAME, groups: ['apps.foundationdb.org'] });
    const { version } = FOUNDATION_DB_RELEASE;
    const crds = ['foundationdbclusters', 'foundationdbbackups', 'foundationdbrestores'];
    const source = `https://raw.githubusercontent.com/FoundationDB/fdb-kubernetes-operator/v${version}/config/crd/bases`;
    const step = new CrdStep(this, 'Crds', {
      name: NAME,
      version,
      crds: crds.map((crd) => `${crd}.apps.foundationdb.org`),
      urls: crds.map((crd) => `${source}/apps.foundationdb.org_${crd}.yaml`),
    });
    this.connections = this.connect(partOf, storeKeys);
    const replicas = copies(this);
    const deployment = new Deployment(this, 'Controller', {
      name: NAME,
      partOf,
      replicas,
      identity,
      mountToken: true,
      user: USER,
      nodeClass: NodeClass.SYSTEM,
      // The client of 7.1 exists for no other processor.
      architectures: ['amd64'],
      gracePeriod: Duration.seconds(30),
      initContainers: Object.entries(LINES).map(([line, release]) => clientOf(line, release)),
      containers: [this.manager(watchNamespace, storeKeys)],
    });
    // It ends at once where a definition is missing that it watches.
    deployment.node.addDependency(step);
    if (replicas > 1) new DisruptionBudget(this, 'Budget', { name: NAME, partOf, members: replicas, quorum: 1 });
    if (props.monitors ?? true) {
      new PodMonitor(this, 'Monitor', { name: NAME, labels: {}, partOf, port: METRICS });
      this.connections.allowFrom(Peer.monitoring(), [METRICS]);
    }
  }

  private connect(partOf: PartOf, storeKeys: StoreKey[]): PodConnections {
    const podLabels = selectorLabels(partOf);
    const connections = new PodConnections(this, 'Connections', { name: NAME, podLabels, ports: [METRICS] });
    connections.allowTo(Peer.apiServer());
    connections.allowTo(Peer.podsAnywhere({ 'app.kubernetes.io/name': 'foundationdb' }), [
      { name: 'fdb-tls', port: 4500 },
      { name: 'fdb', port: 4501 },
    ]);
    for (const { store } of storeKeys) connections.allowTo(Peer.objectStore(store));
    return connections;
  }

  private manager(watchNamespace: string | undefined, storeKeys: StoreKey[]): ContainerProps {
    const access = storeKeys.length > 0 ? blobAccess(this, { name: NAME, keys: storeKeys }) : { env: {}, mounts: [] };
    return {
      name: 'manager',
      image: `foundationdb/fdb-kubernetes-operator:v${FOUNDATION_DB_RELEASE.version}`,
      command: ['/manager'],
      args: ['--enable-leader-election', ...(watchNamespace ? [`--watch-namespace=${watchNamespace}`] : [])],
      env: access.env,
      ports: [METRICS],
      resources: { cpu: CPU, memory: MEMORY, ephemeralStorage: Size.gibibytes(5) },
      mounts: [
        { volume: Volume.emptyDir('tmp'), path: '/tmp' },
        { volume: Volume.emptyDir('logs'), path: '/var/log/fdb' },
        { volume: BINARIES, path: '/usr/bin/fdb' },
        ...access.mounts,
      ],
      // It serves nothing else that a kubelet could ask.
      liveness: Probe.httpGet('/metrics', METRICS.name, { period: Duration.seconds(30), failureThreshold: 5 }),
      readiness: Probe.httpGet('/metrics', METRICS.name),
    };
  }
}

/** Brings the client library and the tools of one line. */
function clientOf(line: string, release: string): ContainerProps {
  const tools = ['fdbcli', 'fdbbackup', 'fdbrestore'].flatMap((tool) => ['--copy-binary', tool]);
  return {
    name: `client-${line.replace('.', '-')}`,
    image: `foundationdb/fdb-kubernetes-monitor:${release}`,
    args: ['--copy-library', line, ...tools, '--output-dir', '/var/output-files', '--mode', 'init'],
    resources: { cpu: Cpu.millis(50), memory: Size.mebibytes(128), ephemeralStorage: Size.gibibytes(2) },
    mounts: [{ volume: BINARIES, path: '/var/output-files' }],
  };
}
