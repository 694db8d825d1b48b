import { Duration, Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { ContainerSize, Environment, NodeClass } from '../../core';
import { majority, objectLabels, selectorLabels } from '../../core/internal';
import { DisruptionBudget, EnvValue, Probe, Volume } from '../../kubernetes';
import { namespaceOf, podTemplate, setRollout, volumeClaimSpec } from '../../kubernetes/internal';
import { PodConnections, ServiceIdentity } from '../../security';
import { KeeperSizing } from '../clickhouse-sizing';
import { ClickHouseVersion } from '../clickhouse-version';
import { CLUSTER, partOf, USER } from '../components';
import { keeperSettings } from '../config/keeper-settings';
import { PORTS } from '../ports';
import { ClickHouseKeeperInstallationResource } from '../resource/clickhouse-keeper-installation-resource';
import { cleanupOf, storageManagementOf } from '../resource/installation-retention';
import { guardKeeper } from '../scaling';
import { keeperSizing } from '../sizing';

/** What a Keeper is made from, complete. */
export interface KeeperInput {
  readonly name: string;
  readonly version: ClickHouseVersion;
  readonly members: number;
  readonly size: ContainerSize;
  readonly storage: Size;
  readonly settings: Record<string, unknown>;
  readonly suspend?: boolean;
  readonly acknowledged: Record<string, string>;
}

const DATA = 'data';

/** The Keeper of one cluster: as many members as zones can lose one of, each on a host of its own. */
export class Keeper extends Construct {
  public readonly connections: PodConnections;
  public readonly sizing: KeeperSizing;
  public readonly installation: ClickHouseKeeperInstallationResource;
  /** The members' addresses. Servers know each of them, so that one that is lost costs a reconnect at most. */
  public readonly nodes: { host: string; port: number }[];

  public constructor(scope: Construct, id: string, input: KeeperInput) {
    super(scope, id);
    const environment = Environment.of(this);
    const part = partOf(input.name, 'keeper');
    const labels = objectLabels(part);
    this.sizing = keeperSizing(input.size);
    this.nodes = Array.from({ length: input.members }, (_, index) => ({
      host: environment.serviceHost(`chk-${input.name}-${CLUSTER}-0-${index}`, namespaceOf(this)),
      port: PORTS.keeper.port,
    }));

    this.connections = new PodConnections(this, 'Connections', {
      name: `${input.name}-keeper`,
      podLabels: selectorLabels(part),
      ports: [PORTS.keeper],
      labels,
    });
    this.connections.allowFrom(this.connections, [PORTS.raft]);
    this.installation = new ClickHouseKeeperInstallationResource(this, 'Resource', {
      name: input.name,
      labels,
      annotations: Object.keys(input.acknowledged).length > 0 ? input.acknowledged : undefined,
      suspend: input.suspend,
      namespaceDomainPattern: `%s.svc.${environment.clusterDomain}`,
      cleanup: cleanupOf(environment),
      defaults: {
        templates: { podTemplate: 'keeper', dataVolumeClaimTemplate: DATA },
        storageManagement: storageManagementOf(environment),
      },
      clusterName: CLUSTER,
      members: input.members,
      settings: keeperSettings({ sizing: this.sizing, overrides: input.settings }),
      templates: {
        podTemplates: [{ name: 'keeper', ...this.pod(input) }],
        volumeClaimTemplates: [
          {
            name: DATA,
            reclaimPolicy: environment.deletionPolicy,
            spec: volumeClaimSpec({ name: DATA, size: input.storage, storageClass: environment.storageClasses.quorum }),
          },
        ],
      },
    });
    setRollout(this.installation, {
      waitForFields: { 'status.status': 'Completed' },
      timeout: Duration.minutes(30),
      holdsData: true,
    });
    guardKeeper(this, this.installation);
    new DisruptionBudget(this, 'Budget', {
      name: `${input.name}-keeper`,
      partOf: part,
      members: input.members,
      quorum: majority(input.members),
    });
  }

  private pod(input: KeeperInput): { metadata?: k8s.ObjectMeta; spec: k8s.PodSpec } {
    const part = partOf(input.name, 'keeper');
    const template = podTemplate(
      this,
      {
        partOf: part,
        user: USER,
        nodeClass: NodeClass.QUORUM,
        identity: new ServiceIdentity(this, 'Identity', { name: `${input.name}-keeper`, labels: objectLabels(part) }),
        gracePeriod: Duration.seconds(60),
        containers: [
          {
            // The operator finds the container by this name.
            name: 'clickhouse-keeper',
            image: input.version.keeperImage,
            env: { CLICKHOUSE_DATA_DIR: EnvValue.literal('/var/lib/clickhouse-keeper') },
            ports: [PORTS.keeper, PORTS.raft, PORTS.keeperControl, PORTS.keeperMetrics],
            resources: { cpu: input.size.cpu, memory: input.size.memory },
            mounts: [
              { volume: Volume.emptyDir('tmp'), path: '/tmp' },
              { volume: Volume.emptyDir('logs'), path: '/var/log/clickhouse-keeper' },
            ],
            startup: Probe.tcp(PORTS.keeper.name, { period: Duration.seconds(5), failureThreshold: 60 }),
            liveness: Probe.tcp(PORTS.keeper.name, { failureThreshold: 6 }),
            readiness: Probe.httpGet('/ready', PORTS.keeperControl.name, { period: Duration.seconds(5) }),
          },
        ],
      },
      { copies: input.members, storage: input.storage },
    );
    return { metadata: template.metadata, spec: template.spec as k8s.PodSpec };
  }
}
