import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';

/** What a Queue of Volcano is made from. */
export interface VolcanoQueueInput {
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly weight: number;
  readonly reclaimable: boolean;
  /** What all of its pods may ask for together. Default: all that there is. */
  readonly capability?: Record<string, string>;
}

/**
 * A queue of Volcano.
 *
 * @see https://volcano.sh/en/docs/queue/
 */
export class VolcanoQueueResource extends ApiObject {
  public constructor(scope: Construct, id: string, { name, labels, ...spec }: VolcanoQueueInput) {
    super(scope, id, { apiVersion: 'scheduling.volcano.sh/v1beta1', kind: 'Queue', metadata: { name, labels }, spec });
  }
}
