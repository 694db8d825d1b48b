import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { PodProps, Volume } from '../../../kubernetes';
import { ServiceIdentity } from '../../../security';
import { connectToStores } from '../../../security/internal';
import { partOf, USER } from '../../components';
import { computeGroupConf } from '../../config/backend-conf';
import { confFile } from '../../config/conf-file';
import { BACKEND_LOGS } from '../../config/logs';
import { BackendSizing } from '../../doris-sizing';
import { SHUTDOWN_GRACE } from '../../parts/backends';
import { Frontends } from '../../parts/frontends';
import { DISAGGREGATED } from '../../parts/operated-form';
import { OperatedPart } from '../../parts/operated-part';
import { CONFIGURATION, GROUP_CACHE, LOGS } from '../../paths';
import { BACKEND_PORTS, backendPorts, MEMBER_PORTS, PORTS } from '../../ports';
import { ComputeGroupJson } from '../../resource/doris-disaggregated-cluster-resource';
import { ResolvedComputeGroup, ResolvedDisaggregatedDoris } from '../resolve';
import { MetaService } from './meta-service';

/** What a compute group is made from. */
export interface ComputeGroupInput {
  readonly resolved: ResolvedDisaggregatedDoris;
  readonly group: ResolvedComputeGroup;
  readonly sizing: BackendSizing;
  readonly identity: ServiceIdentity;
  readonly frontends: Frontends;
  readonly metaService: MetaService;
}

/** The members of a compute group, each on a host of its own: they keep a cache of what lies in the object store, and run queries and loads. */
export class ComputeGroup extends OperatedPart {
  /** What the operator makes them from. */
  public readonly spec: ComputeGroupJson;

  public constructor(scope: Construct, id: string, input: ComputeGroupInput) {
    const { resolved, group, identity, frontends, metaService } = input;
    const { _release: release } = resolved.version;
    super(scope, id, DISAGGREGATED, {
      partOf: { ...partOf(resolved.name, 'be'), set: group.set },
      ports: BACKEND_PORTS,
      user: USER,
      ...release.image('be'),
      architectures: release.architectures,
      overrides: resolved.overrides.pods.be,
      identity,
    });
    this.connections.allowFrom(this.connections, [PORTS.backendHttp, PORTS.backendRpc, PORTS.brpc]);
    this.connections.allowFrom(frontends.connections);
    this.connections.allowTo(frontends.connections, MEMBER_PORTS);
    this.connections.allowTo(metaService.connections);
    connectToStores(this.connections, [resolved.data.store]);
    this.spec = {
      uniqueId: group.name,
      ...this.operated({
        pod: this.podOf(input),
        replicas: group.members,
        volumes: [{ name: 'cache', path: GROUP_CACHE, size: group.cache, storageClass: group.storageClass }],
        startTimeout: Duration.hours(1),
      }),
    };
  }

  private podOf({ resolved, group, sizing }: ComputeGroupInput): PodProps {
    const { version, overrides } = resolved;
    const conf = computeGroupConf({
      sizing,
      ports: backendPorts(),
      logFolder: LOGS.backend,
      shutdownGrace: SHUTDOWN_GRACE,
      caches: [{ path: GROUP_CACHE, size: group.cache }],
      jvm: overrides.jvm.be ?? [],
      overrides: overrides.backend,
    });
    const files = this.files({ 'be.conf': confFile(conf) });
    return {
      ...this.pod,
      nodeClass: group.nodeClass,
      // The operator takes it from the file.
      gracePeriod: SHUTDOWN_GRACE,
      containers: [
        {
          name: 'compute',
          ...version._release.image('be'),
          ports: BACKEND_PORTS,
          resources: { ...group.size, ephemeralStorage: Size.gibibytes(BACKEND_LOGS.toGibibytes() + 2) },
          mounts: [{ volume: Volume.configFiles(files.configMapName, files), path: CONFIGURATION, readOnly: true }],
        },
      ],
    };
  }
}
