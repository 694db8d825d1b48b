import { Duration, Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { Environment, IIdentity, ISecret, NetworkPort, NodeClass } from '../../core';
import { objectLabels, selectorLabels } from '../../core/internal';
import { DisruptionBudget, PodProps, Probe, Volume, VolumeClaimProps, VolumeMount } from '../../kubernetes';
import { declarePods, Exposure, podTemplate, setRollout, volumeClaimSpec } from '../../kubernetes/internal';
import { ServerSizing } from '../clickhouse-sizing';
import { CLUSTER, OPERATED_LABELS, partOf, SHARD_LABEL, USER } from '../components';
import { BoundUser } from '../config/bound-user';
import { profiles } from '../config/profiles';
import { quotas } from '../config/quotas';
import { serverFiles } from '../config/server-files';
import { serverSettings } from '../config/server-settings';
import { TLS_DIRECTORY } from '../config/tls';
import { HASHES_DIRECTORY } from '../config/users';
import { clientPorts, interserverPort, PORTS } from '../ports';
import { ResolvedClickHouse } from '../resolve';
import { ClickHouseInstallationResource } from '../resource/clickhouse-installation-resource';
import { InstallationServiceTemplate } from '../resource/installation-common';
import { cleanupOf, storageManagementOf } from '../resource/installation-retention';
import { guardServers, serverAnnotations } from '../scaling';
import { completed } from './completed';

/** What the servers are made from. */
export interface ServersInput {
  readonly resolved: ResolvedClickHouse;
  readonly sizing: ServerSizing;
  readonly identity: IIdentity;
  readonly interserver: ISecret;
  readonly tlsSecret?: string;
  readonly keeper: { host: string; port: number }[];
  readonly users: BoundUser[];
  /** The Secret with the hashes of their passwords. */
  readonly hashesSecret: string;
}

const DATA = 'data';

/** The ports of a server's container. */
export function serverPorts(tls: boolean): NetworkPort[] {
  const { http, native } = clientPorts(tls);
  return [http, native, interserverPort(tls), PORTS.metrics];
}

/** The servers of one cluster: shards of replicas, each replica on a host of its own and, as far as there are any, in a zone of its own. */
export class Servers extends Construct {
  public readonly installation: ClickHouseInstallationResource;

  public constructor(scope: Construct, id: string, input: ServersInput) {
    super(scope, id);
    const { resolved, sizing, interserver } = input;
    const { name } = resolved;
    const environment = Environment.of(this);
    const part = partOf(name, 'server');
    const tls = resolved.tls !== undefined;
    const pod = serverPod(input);
    const template = podTemplate(this, pod, { copies: resolved.replicas, keys: [SHARD_LABEL] });
    const claim = { name: DATA, size: resolved.storage, storageClass: resolved.storageClass };
    this.installation = new ClickHouseInstallationResource(this, 'Resource', {
      name,
      labels: objectLabels(part),
      annotations: serverAnnotations(resolved, template.spec.containers[0].image!),
      suspend: resolved.suspend || undefined,
      namespaceDomainPattern: `%s.svc.${environment.clusterDomain}`,
      cleanup: cleanupOf(environment),
      defaults: {
        templates: { podTemplate: 'server', dataVolumeClaimTemplate: DATA, serviceTemplate: 'client' },
        storageManagement: storageManagementOf(environment),
      },
      keeper: input.keeper,
      profiles: profiles(resolved, sizing),
      quotas: quotas(resolved),
      settings: serverSettings(resolved, sizing, interserver),
      files: serverFiles(resolved, input.users),
      cluster: {
        name: CLUSTER,
        shardsCount: resolved.shards,
        replicasCount: resolved.replicas,
        secret: { name: interserver.secretName, key: interserver.key },
        secure: tls ? true : undefined,
        insecure: tls ? false : undefined,
        // The operator's own budget knows no shards, and lets a broken pod block a drain for ever.
        pdbManaged: false,
      },
      templates: {
        podTemplates: [{ name: 'server', ...template }],
        volumeClaimTemplates: [{ name: DATA, reclaimPolicy: environment.deletionPolicy, spec: volumeClaimSpec(claim) }],
        serviceTemplates: [clientService(resolved, resolved.expose._service(this))],
      },
    });
    setRollout(this.installation, {
      // The newest stands first.
      waitForFields: completed(resolved, this.installation, 'status.taskIDsCompleted[0]'),
      // A new replica copies all data of its shard before the operator calls it complete.
      timeout: Duration.hours(6),
      holdsData: true,
    });
    guardServers(this, this.installation);
    this.declareShards(resolved, pod, claim);
  }

  /** Replicas of a shard are copies of one another; shards are not. */
  private declareShards(
    { name, shards, replicas, maxUnavailable }: ResolvedClickHouse,
    pod: PodProps,
    claim: VolumeClaimProps,
  ): void {
    const { partOf: part } = pod;
    for (let shard = 0; shard < shards; shard++) {
      const group = `${name}-shard-${shard}`;
      const labels = { [SHARD_LABEL]: String(shard) };
      declarePods(this, pod, {
        name: group,
        min: replicas,
        max: replicas,
        claims: [claim],
        labels: { ...labels, ...OPERATED_LABELS },
        operated: true,
      });
      new DisruptionBudget(this, `Budget${shard}`, {
        name: group,
        partOf: part,
        selector: { ...selectorLabels(part), ...labels },
        members: replicas,
        maxUnavailable,
        quorum: 1,
      });
    }
  }
}

function serverPod({ resolved, identity, tlsSecret, hashesSecret }: ServersInput): PodProps {
  const { version, size, overrides } = resolved;
  const tls = tlsSecret !== undefined;
  const { http } = clientPorts(tls);
  const certificate: VolumeMount[] = tlsSecret
    ? [{ volume: Volume.secret('tls', tlsSecret), path: TLS_DIRECTORY, readOnly: true }]
    : [];
  return {
    partOf: partOf(resolved.name, 'server'),
    user: USER,
    nodeClass: NodeClass.STATEFUL,
    architectures: version._release.architectures,
    overrides: overrides.pods.server,
    identity,
    // Longer than the time that the server gives running queries.
    gracePeriod: Duration.seconds(120),
    containers: [
      {
        // The operator finds the container by this name.
        name: 'clickhouse',
        ...version._release.image('server'),
        ports: serverPorts(tls),
        resources: { cpu: size.cpu, memory: size.memory, ephemeralStorage: Size.gibibytes(2) },
        mounts: [
          { volume: Volume.emptyDir('tmp'), path: '/tmp' },
          { volume: Volume.emptyDir('logs'), path: '/var/log/clickhouse-server' },
          { volume: Volume.secret('passwords', hashesSecret), path: HASHES_DIRECTORY, readOnly: true },
          ...certificate,
        ],
        // It answers once its tables are loaded, which may take long, and longer when it is ended and begins again: an hour. The operator waits
        // for half of that, and then leaves the other servers alone.
        startup: Probe.httpGet('/ping', http.name, { tls, failureThreshold: 360 }),
        liveness: Probe.httpGet('/ping', http.name, { tls, failureThreshold: 6 }),
        readiness: Probe.httpGet('/ping', http.name, { tls, period: Duration.seconds(5) }),
        // The Services learn of the end before the server refuses connections.
        preStop: ['sleep', '10'],
      },
    ],
  };
}

/** The Service that clients connect to. */
function clientService({ name, tls }: ResolvedClickHouse, exposure?: Exposure): InstallationServiceTemplate {
  const { http, native } = clientPorts(tls !== undefined);
  return {
    name: 'client',
    generateName: 'clickhouse-{chi}',
    metadata: { labels: objectLabels(partOf(name, 'server')), annotations: exposure?.annotations },
    spec: {
      type: 'ClusterIP',
      ...exposure?.spec,
      ports: [http, native].map((port) => ({
        name: port.name,
        port: port.port,
        targetPort: k8s.IntOrString.fromString(port.name),
      })),
    },
  };
}
