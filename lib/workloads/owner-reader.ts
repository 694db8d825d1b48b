import { Construct } from 'constructs';
import { Volume, VolumeMount } from '../kubernetes';
import { ApiGrant, Peer, PodConnections, ServiceIdentity } from '../security';

/** What an OwnerReader is made from. */
export interface OwnerReaderInput {
  readonly name: string;
  readonly identity: ServiceIdentity;
  readonly connections: PodConnections;
  /** The StatefulSets that are read. */
  readonly sets: string[];
  readonly labels: Record<string, string>;
}

/** Lets a companion read how many members some StatefulSets are to have, and nothing else. */
export class OwnerReader extends Construct {
  /** The token, for the companion's container alone. */
  public readonly mount: VolumeMount = {
    volume: Volume.apiAccess('api'),
    path: Volume.API_ACCESS_PATH,
    readOnly: true,
  };

  public constructor(scope: Construct, id: string, input: OwnerReaderInput) {
    super(scope, id);
    new ApiGrant(this, 'Grant', {
      name: input.name,
      identity: input.identity,
      permissions: [{ apiGroup: 'apps', resources: ['statefulsets', 'statefulsets/scale'], names: input.sets }],
      labels: input.labels,
    });
    input.connections.allowTo(Peer.apiServer());
  }
}
