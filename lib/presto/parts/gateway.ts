import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { ContainerSize, NodeClass } from '../../core';
import { Deployment, Probe, Service, Volume } from '../../kubernetes';
import { Peer } from '../../security';
import { EnginePart, partName } from '../../workloads/internal';
import { partOf, USER } from '../components';
import { gatewayConfig } from '../config/gateway-config';
import { ClusterCredentials } from '../credentials';
import { CONFIG } from '../paths';
import { PORTS } from '../ports';
import { ResolvedPresto } from '../resolve';
import { Coordinator } from './coordinator';

/** Copies of it: one that is replaced leaves another. */
const COPIES = 2;

/** What the gateway is made from. */
export interface GatewayInput {
  /** The set that new queries go to. */
  readonly resolved: ResolvedPresto;
  readonly credentials: ClusterCredentials;
  readonly size: ContainerSize;
  /** The coordinator that new queries go to. */
  readonly active: Coordinator;
  /** The other one. */
  readonly other: Coordinator;
}

/** What clients speak to where a cluster has two colours. It keeps nothing: new queries go to one, and what names a query to whoever has it. */
export class Gateway extends EnginePart {
  /** The DNS name that clients find the cluster by: the one that it has without colours. */
  public readonly host: string;
  /** Where they do. */
  public readonly url: string;

  public constructor(scope: Construct, id: string, { resolved, credentials, size, active, other }: GatewayInput) {
    const { name, version, overrides, expose } = resolved;
    const { port, scheme } = credentials;
    super(scope, id, {
      partOf: partOf(name, 'gateway'),
      ports: [port],
      ...version._release.image('gateway'),
      user: USER,
      architectures: version._release.architectures,
      overrides: overrides.pods.gateway,
    });
    const service = { name: partName(partOf(name, 'coordinator')), partOf: this.partOf, ports: [port], expose };
    this.host = new Service(this, 'Service', service).host;
    this.url = `${scheme}://${this.host}:${port.port}`;
    for (const range of expose._sourceRanges) this.connections.allowFrom(Peer.cidr(range), [port]);
    const target = ({ partOf: { set = '' }, host }: Coordinator) => ({ name: set, host });
    const file = 'nginx.conf';
    const config = gatewayConfig({
      active: target(active),
      other: target(other),
      port: port.port,
      tls: credentials.certificate !== undefined,
    });
    new Deployment(this, 'Servers', {
      ...this.pod,
      name: this.partName,
      replicas: COPIES,
      nodeClass: NodeClass.SYSTEM,
      gracePeriod: Duration.minutes(2),
      containers: [
        {
          name: 'gateway',
          ...version._release.image('gateway'),
          command: ['nginx', '-e', 'stderr', '-c', `${CONFIG}/${file}`],
          ports: [port, PORTS.health],
          resources: { ...size, ephemeralStorage: Size.mebibytes(256) },
          mounts: [
            { volume: Volume.configFiles('config', this.files({ [file]: config })), path: CONFIG, readOnly: true },
            ...credentials.gatewayMounts,
            { volume: Volume.emptyDir('tmp', { sizeLimit: Size.mebibytes(128) }), path: '/tmp' },
          ],
          // A switch waits until the colour that it is to answers.
          startup: Probe.httpGet('/connected', PORTS.health.name, {
            period: Duration.seconds(5),
            failureThreshold: 60,
          }),
          readiness: Probe.httpGet('/alive', PORTS.health.name, { period: Duration.seconds(5) }),
          liveness: Probe.httpGet('/alive', PORTS.health.name, { failureThreshold: 6 }),
          // Whoever still finds it is answered, and what is on its way ends.
          preStop: ['/bin/sh', '-c', 'sleep 10; kill -QUIT 1; while kill -0 1 2>/dev/null; do sleep 1; done'],
        },
      ],
    });
    this.budget({ members: COPIES });
  }
}
