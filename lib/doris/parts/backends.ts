import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { NodeClass } from '../../core';
import { PodProps, Volume } from '../../kubernetes';
import { partOf, USER } from '../components';
import { beConf } from '../config/backend-conf';
import { confFile } from '../config/conf-file';
import { BACKEND_LOGS } from '../config/logs';
import { BackendSizing } from '../doris-sizing';
import { CONFIGURATION, LOGS } from '../paths';
import { BACKEND_PORTS, backendPorts, MEMBER_PORTS, PORTS } from '../ports';
import { ResolvedDoris } from '../resolve';
import { ComponentJson } from '../resource/doris-component';
import { Frontends } from './frontends';
import { COUPLED } from './operated-form';
import { OperatedPart } from './operated-part';

/** What backends are made from. */
export interface BackendsInput {
  readonly resolved: ResolvedDoris;
  readonly sizing: BackendSizing;
  readonly frontends: Frontends;
}

/** How long queries that run may take to end when a backend stops. */
export const SHUTDOWN_GRACE = Duration.minutes(2);

/** Backends: they keep tablets, the pieces of tables, and run queries on them, each on a host of its own. */
export class Backends extends OperatedPart {
  /** What the operator makes them from. */
  public readonly spec: ComponentJson;

  public constructor(scope: Construct, id: string, input: BackendsInput) {
    const { name, version, backends, volumes, overrides } = input.resolved;
    const { _release: release } = version;
    super(scope, id, COUPLED, {
      partOf: partOf(name, 'be'),
      ports: BACKEND_PORTS,
      user: USER,
      ...release.image('be'),
      architectures: release.architectures,
      overrides: overrides.pods.be,
    });
    const { connections } = input.frontends;
    // Exchanges of queries, and copies of tablets, which go by HTTP.
    this.connections.allowFrom(this.connections, [PORTS.backendHttp, PORTS.backendRpc, PORTS.brpc]);
    this.connections.allowFrom(connections);
    this.connections.allowTo(connections, MEMBER_PORTS);
    this.spec = this.operated({
      pod: this.podOf(input),
      replicas: backends,
      volumes,
      startTimeout: Duration.hours(1),
      // A tablet loses one of its replicas at most. Where it has no other, a drain is not kept from its node for ever.
      quorum: Math.max(1, backends - 1),
    });
  }

  private podOf({ resolved, sizing }: BackendsInput): PodProps {
    const { version, size, volumes, overrides } = resolved;
    const conf = beConf({
      sizing,
      ports: backendPorts(),
      logFolder: LOGS.backend,
      shutdownGrace: SHUTDOWN_GRACE,
      volumes,
      jvm: overrides.jvm.be ?? [],
      overrides: overrides.backend,
    });
    const files = this.files({ 'be.conf': confFile(conf) });
    return {
      ...this.pod,
      nodeClass: NodeClass.STATEFUL,
      // The operator takes it from the file.
      gracePeriod: SHUTDOWN_GRACE,
      containers: [
        {
          name: 'be',
          ...version._release.image('be'),
          ports: BACKEND_PORTS,
          resources: { ...size, ephemeralStorage: Size.gibibytes(BACKEND_LOGS.toGibibytes() + 2) },
          mounts: [{ volume: Volume.configFiles(files.configMapName, files), path: CONFIGURATION, readOnly: true }],
        },
      ],
    };
  }
}
