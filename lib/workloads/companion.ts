import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { ContainerProps, Probe, Volume } from '../kubernetes';
import { ApiGrant, Peer, PodConnections, ServiceIdentity } from '../security';

/** What a companion's program touches each time round. */
export const ROUND = '/tmp/membership-round';

/** What a Companion is made from, complete. */
export interface CompanionInput {
  /** The name of its objects. */
  readonly name: string;
  /** Who the pods are. */
  readonly identity: ServiceIdentity;
  /** Whom they talk to: the API server is added. */
  readonly connections: PodConnections;
  readonly labels: Record<string, string>;
  /** The StatefulSets that it looks at. */
  readonly sets: string[];
  /** Its container: the image has bash and `stat`, and the program goes round and round and touches `ROUND`. */
  readonly container: ContainerProps;
}

/** A container beside a member that looks, again and again, at how many members some StatefulSets are to have, and at nothing else of the API. */
export class Companion extends Construct {
  /** With the token, which no other container of the pod has, and probes that see it go round, however long one round takes. */
  public readonly container: ContainerProps;

  public constructor(scope: Construct, id: string, input: CompanionInput) {
    super(scope, id);
    const { name, identity, labels, sets, container } = input;
    new ApiGrant(this, 'Grant', {
      name,
      identity,
      permissions: [{ apiGroup: 'apps', resources: ['statefulsets', 'statefulsets/scale'], names: sets }],
      labels,
    });
    input.connections.allowTo(Peer.apiServer());
    const token = { volume: Volume.apiAccess('api'), path: Volume.API_ACCESS_PATH, readOnly: true };
    this.container = {
      ...container,
      mounts: [...(container.mounts ?? []), token],
      liveness: Probe.command(wentRoundWithin(900), { period: Duration.minutes(1), initialDelay: Duration.minutes(1) }),
      readiness: Probe.command(wentRoundWithin(300)),
    };
  }
}

function wentRoundWithin(seconds: number): string[] {
  return ['bash', '-c', `(( $(date +%s) - $(stat -c %Y ${ROUND}) < ${seconds} ))`];
}
