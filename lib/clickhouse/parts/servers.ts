import { Duration, Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { ContainerSize, Environment, IIdentity, ISecret, NetworkPort, NodeClass } from '../../core';
import { objectLabels, selectorLabels } from '../../core/internal';
import { DisruptionBudget, LoadBalancerOptions, Probe, Volume, VolumeMount } from '../../kubernetes';
import { podTemplate, setRollout, volumeClaimSpec } from '../../kubernetes/internal';
import { ClickHouseVersion } from '../clickhouse-version';
import { CLUSTER, partOf, SHARD_LABEL, USER } from '../components';
import { Settings } from '../config/settings';
import { TLS_DIRECTORY } from '../config/tls';
import { clientPorts, interserverPort, PORTS } from '../ports';
import { ClickHouseInstallationResource } from '../resource/clickhouse-installation-resource';
import { InstallationServiceTemplate } from '../resource/installation-common';
import { cleanupOf, storageManagementOf } from '../resource/installation-retention';
import { guardServers } from '../scaling';

/** What the servers are made from, complete. */
export interface ServersInput {
  readonly name: string;
  readonly version: ClickHouseVersion;
  readonly shards: number;
  readonly replicas: number;
  readonly size: ContainerSize;
  readonly storage: Size;
  readonly maxUnavailable: number;
  readonly identity: IIdentity;
  readonly interserver: ISecret;
  readonly tlsSecret?: string;
  readonly loadBalancer?: LoadBalancerOptions;
  readonly keeper: { host: string; port: number }[];
  readonly users: Settings;
  readonly profiles: Settings;
  readonly quotas: Settings;
  readonly settings: Settings;
  readonly files: Record<string, string>;
  readonly suspend?: boolean;
  readonly acknowledged: Record<string, string>;
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
    const environment = Environment.of(this);
    const part = partOf(input.name, 'server');
    const tls = input.tlsSecret !== undefined;
    this.installation = new ClickHouseInstallationResource(this, 'Resource', {
      name: input.name,
      labels: objectLabels(part),
      annotations: Object.keys(input.acknowledged).length > 0 ? input.acknowledged : undefined,
      suspend: input.suspend,
      namespaceDomainPattern: `%s.svc.${environment.clusterDomain}`,
      cleanup: cleanupOf(environment),
      defaults: {
        templates: { podTemplate: 'server', dataVolumeClaimTemplate: DATA, serviceTemplate: 'client' },
        storageManagement: storageManagementOf(environment),
      },
      keeper: input.keeper,
      users: input.users,
      profiles: input.profiles,
      quotas: input.quotas,
      settings: input.settings,
      files: input.files,
      cluster: {
        name: CLUSTER,
        shardsCount: input.shards,
        replicasCount: input.replicas,
        secret: { name: input.interserver.secretName, key: input.interserver.key },
        secure: tls ? true : undefined,
        insecure: tls ? false : undefined,
        // The operator's own budget knows no shards, and lets a broken pod block a drain for ever.
        pdbManaged: false,
      },
      templates: {
        podTemplates: [{ name: 'server', ...this.pod(input) }],
        volumeClaimTemplates: [
          {
            name: DATA,
            reclaimPolicy: environment.deletionPolicy,
            spec: volumeClaimSpec({ name: DATA, size: input.storage, storageClass: environment.storageClasses.data }),
          },
        ],
        serviceTemplates: [clientService(input)],
      },
    });
    setRollout(this.installation, {
      waitForFields: { 'status.status': 'Completed' },
      // A new replica copies all data of its shard before the operator calls it complete.
      timeout: Duration.hours(6),
      holdsData: true,
    });
    guardServers(this, this.installation);
    for (let shard = 0; shard < input.shards; shard++) {
      new DisruptionBudget(this, `Budget${shard}`, {
        name: `${input.name}-shard-${shard}`,
        partOf: part,
        selector: { ...selectorLabels(part), [SHARD_LABEL]: String(shard) },
        members: input.replicas,
        maxUnavailable: input.maxUnavailable,
        quorum: 1,
      });
    }
  }

  private pod(input: ServersInput): { metadata?: k8s.ObjectMeta; spec: k8s.PodSpec } {
    const tls = input.tlsSecret !== undefined;
    const { http } = clientPorts(tls);
    const certificate: VolumeMount[] = input.tlsSecret
      ? [{ volume: Volume.secret('tls', input.tlsSecret), path: TLS_DIRECTORY, readOnly: true }]
      : [];
    const template = podTemplate(
      this,
      {
        partOf: partOf(input.name, 'server'),
        user: USER,
        nodeClass: NodeClass.STATEFUL,
        identity: input.identity,
        // Longer than the time that the server gives running queries.
        gracePeriod: Duration.seconds(120),
        containers: [
          {
            // The operator finds the container by this name.
            name: 'clickhouse',
            image: input.version.serverImage,
            ports: serverPorts(tls),
            resources: { cpu: input.size.cpu, memory: input.size.memory, ephemeralStorage: Size.gibibytes(2) },
            mounts: [
              { volume: Volume.emptyDir('tmp'), path: '/tmp' },
              { volume: Volume.emptyDir('logs'), path: '/var/log/clickhouse-server' },
              ...certificate,
            ],
            // Loading the parts of a full volume takes a while.
            startup: Probe.httpGet('/ping', http.name, { tls, failureThreshold: 180 }),
            liveness: Probe.httpGet('/ping', http.name, { tls, failureThreshold: 6 }),
            readiness: Probe.httpGet('/ping', http.name, { tls, period: Duration.seconds(5) }),
            // The Services learn of the end before the server refuses connections.
            preStop: ['sleep', '10'],
          },
        ],
      },
      { copies: input.replicas, pods: input.shards * input.replicas, storage: input.storage, keys: [SHARD_LABEL] },
    );
    return { metadata: template.metadata, spec: template.spec as k8s.PodSpec };
  }
}

function clientService({ name, loadBalancer, tlsSecret }: ServersInput): InstallationServiceTemplate {
  const { http, native } = clientPorts(tlsSecret !== undefined);
  const exposed = loadBalancer && {
    annotations: loadBalancer.annotations ?? {
      'service.beta.kubernetes.io/aws-load-balancer-type': 'external',
      'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internal',
      'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type': 'ip',
    },
    spec: {
      type: 'LoadBalancer',
      loadBalancerSourceRanges: loadBalancer.sourceRanges,
      allocateLoadBalancerNodePorts: false,
    },
  };
  return {
    name: 'client',
    generateName: 'clickhouse-{chi}',
    metadata: { labels: objectLabels(partOf(name, 'server')), annotations: exposed?.annotations },
    spec: {
      type: 'ClusterIP',
      ...exposed?.spec,
      ports: [http, native].map((port) => ({
        name: port.name,
        port: port.port,
        targetPort: k8s.IntOrString.fromString(port.name),
      })),
    },
  };
}
