import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { Environment } from '../../core';
import { Volume } from '../../kubernetes';
import { namespaceOf } from '../../kubernetes/internal';
import { ApiGrant, Peer } from '../../security';
import { backendsServiceName } from '../components';
import { PORTS } from '../ports';
import { backendsProgram } from '../programs/backends-program';
import { ResolvedDoris } from '../resolve';
import { DorisClusterResource } from '../resource/doris-cluster-resource';
import { EMPTIED } from '../scaling';
import { ROOT_KEYS, ROOT_USER, RootSecrets } from '../security';
import { Backends } from './backends';
import { ClientJob } from './client-job';
import { Frontends } from './frontends';

/** What the job is made from. */
export interface LeaveJobInput {
  readonly resolved: ResolvedDoris;
  /** Where the frontends are. */
  readonly host: string;
  readonly frontends: Frontends;
  readonly backends: Backends;
  readonly cluster: DorisClusterResource;
  readonly root: RootSecrets;
}

/** How long a run waits for backends to hold nothing, before the next one does. */
const PATIENCE = Duration.minutes(50);

/** Empties backends that are to leave, and forgets those that have left. */
export class LeaveJob extends ClientJob {
  public constructor(scope: Construct, id: string, input: LeaveJobInput) {
    const { resolved, host, frontends, backends, cluster, root } = input;
    const { name, leaving, replication, overrides } = resolved;
    const environment = Environment.of(scope);
    const namespaceName = namespaceOf(scope);
    const { apiVersion } = cluster;
    super(scope, id, {
      name,
      component: 'leave',
      version: resolved.frontends.version,
      host,
      overrides: overrides.pods.leave,
      programs: [
        {
          name: 'leave',
          script: backendsProgram({
            object: `/apis/${apiVersion}/namespaces/${namespaceName}/dorisclusters/${name}`,
            annotation: EMPTIED,
            set: backends.partName,
            domain: `.${environment.serviceHost(backendsServiceName(name), namespaceName)}`,
            heartbeatPort: PORTS.heartbeat.port,
            backends: resolved.backends,
            leaving,
            replication,
            patience: PATIENCE.toSeconds(),
          }),
          user: ROOT_USER,
          password: root.operator.secretOf(ROOT_KEYS.password),
          mounts: [{ volume: Volume.apiAccess('api'), path: Volume.API_ACCESS_PATH, readOnly: true }],
        },
      ],
      // Nobody who leaves waits for more than ten minutes; what has left is not in a hurry to be forgotten.
      schedule: leaving === undefined ? '17 * * * *' : '*/10 * * * *',
      deadline: Duration.seconds(PATIENCE.toSeconds() + 1200),
      undisturbed: false,
      keepFor: Duration.days(3),
    });
    new ApiGrant(this, 'Grant', {
      name: this.cronJobName,
      identity: this.identity,
      permissions: [
        { apiGroup: cluster.apiGroup, resources: ['dorisclusters'], names: [name], verbs: ['get', 'patch'] },
      ],
    });
    this.connections.allowTo(frontends.connections, [PORTS.mysql]);
    this.connections.allowTo(Peer.apiServer());
  }
}
