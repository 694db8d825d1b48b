import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { Environment, NodeClass } from '../../core';
import { majority } from '../../core/internal';
import { EnvValue, PodProps, Probe, Volume } from '../../kubernetes';
import { declarePods, namespaceOf, podTemplate, setRollout, volumeClaimSpec } from '../../kubernetes/internal';
import { EnginePart } from '../../workloads/internal';
import { KeeperSizing } from '../clickhouse-sizing';
import { CLUSTER, partOf, USER } from '../components';
import { keeperSettings } from '../config/keeper-settings';
import { PORTS } from '../ports';
import { ResolvedClickHouse } from '../resolve';
import { ClickHouseKeeperInstallationResource } from '../resource/clickhouse-keeper-installation-resource';
import { cleanupOf, storageManagementOf } from '../resource/installation-retention';
import { guardKeeper, KEEPER_RESTART, keeperAnnotations } from '../scaling';
import { completed } from './completed';

/** What a Keeper is made from. */
export interface KeeperInput {
  readonly resolved: ResolvedClickHouse;
  readonly sizing: KeeperSizing;
}

const DATA = 'data';

/** The Keeper of one cluster: as many members as zones can lose one of, each on a host of its own. */
export class Keeper extends EnginePart {
  public readonly installation: ClickHouseKeeperInstallationResource;
  /** The members' addresses. Servers know each of them, so that one that is lost costs a reconnect at most. */
  public readonly nodes: { host: string; port: number }[];

  public constructor(scope: Construct, id: string, { resolved, sizing }: KeeperInput) {
    const { name, keeper, overrides, acknowledge } = resolved;
    const { _release: release } = keeper.version;
    super(scope, id, {
      partOf: partOf(name, 'keeper'),
      ports: [PORTS.keeper],
      user: USER,
      ...release.image('keeper'),
      architectures: release.architectures,
      overrides: overrides.pods.keeper,
    });
    const environment = Environment.of(this);
    this.nodes = Array.from({ length: keeper.members }, (_, index) => ({
      host: environment.serviceHost(`chk-${name}-${CLUSTER}-0-${index}`, namespaceOf(this)),
      port: PORTS.keeper.port,
    }));

    this.connections.allowFrom(this.connections, [PORTS.raft]);
    const pod = this.podOf(resolved);
    const template = podTemplate(this, pod, { copies: keeper.members });
    const claim = { name: DATA, size: keeper.storage, storageClass: keeper.storageClass };
    this.installation = new ClickHouseKeeperInstallationResource(this, 'Resource', {
      name,
      labels: this.labels,
      annotations: keeperAnnotations(resolved, template.spec.containers[0].image!),
      suspend: resolved.suspend || undefined,
      namespaceDomainPattern: `%s.svc.${environment.clusterDomain}`,
      cleanup: cleanupOf(environment),
      defaults: {
        templates: { podTemplate: 'keeper', dataVolumeClaimTemplate: DATA },
        storageManagement: storageManagementOf(environment),
      },
      clusterName: CLUSTER,
      members: keeper.members,
      settings: keeperSettings(resolved, sizing),
      restart: KEEPER_RESTART,
      restartAcknowledged: acknowledge.restartedKeeper,
      templates: {
        podTemplates: [{ name: 'keeper', ...template }],
        volumeClaimTemplates: [{ name: DATA, reclaimPolicy: environment.deletionPolicy, spec: volumeClaimSpec(claim) }],
      },
    });
    setRollout(this.installation, {
      // Of Keeper's tasks the operator notes no id, but the spec that it completed is in the status.
      waitForFields: completed(resolved, this.installation, 'status.normalizedCompleted.spec.taskID'),
      timeout: Duration.minutes(30),
      holdsData: true,
    });
    guardKeeper(this, this.installation);
    const { members } = keeper;
    declarePods(this, pod, { name: this.partName, min: members, max: members, claims: [claim], operated: true });
    this.budget({ members, quorum: majority(members) });
  }

  private podOf({ keeper: { version, size } }: ResolvedClickHouse): PodProps {
    return {
      ...this.pod,
      nodeClass: NodeClass.QUORUM,
      gracePeriod: Duration.seconds(60),
      containers: [
        {
          // The operator finds the container by this name.
          name: 'clickhouse-keeper',
          ...version._release.image('keeper'),
          env: { CLICKHOUSE_DATA_DIR: EnvValue.literal('/var/lib/clickhouse-keeper') },
          ports: [PORTS.keeper, PORTS.raft, PORTS.keeperControl, PORTS.keeperMetrics],
          resources: { cpu: size.cpu, memory: size.memory },
          mounts: [
            { volume: Volume.emptyDir('tmp'), path: '/tmp' },
            { volume: Volume.emptyDir('logs'), path: '/var/log/clickhouse-keeper' },
          ],
          startup: Probe.tcp(PORTS.keeper.name, { period: Duration.seconds(5), failureThreshold: 60 }),
          liveness: Probe.tcp(PORTS.keeper.name, { failureThreshold: 6 }),
          readiness: Probe.httpGet('/ready', PORTS.keeperControl.name, { period: Duration.seconds(5) }),
        },
      ],
    };
  }
}
