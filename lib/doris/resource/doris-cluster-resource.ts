import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { GuardedRestart } from '../../kubernetes/internal';

/** A checksum in the object, and the one that may come. */
export interface SealedChange {
  readonly guard: GuardedRestart;
  /** Default: none. */
  readonly acknowledged?: string;
}

/** What a DorisClusterResource is made from, complete. */
export interface DorisClusterResourceInput {
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly annotations: Record<string, string>;
  /** The Secret that the operator and the images sign in with: `username` and `password`. */
  readonly authSecret: string;
  readonly followers: number;
  readonly frontends: Record<string, unknown>;
  readonly backends: Record<string, unknown>;
  readonly sealed: SealedChange[];
}

/**
 * A cluster as the operator of Apache Doris knows it.
 *
 * @see https://github.com/apache/doris-operator/blob/26.0.0/doc/api.md
 */
export class DorisClusterResource extends ApiObject {
  private readonly sealed: SealedChange[];

  public constructor(scope: Construct, id: string, input: DorisClusterResourceInput) {
    super(scope, id, {
      apiVersion: 'doris.selectdb.com/v1',
      kind: 'DorisCluster',
      metadata: { name: input.name, labels: input.labels, annotations: input.annotations },
      spec: {
        authSecret: input.authSecret,
        // It forgets a change that it sees while something restarts. Pods roll by a checksum in their annotations instead.
        enableRestartWhenConfigChange: false,
        feSpec: { ...input.frontends, electionNumber: input.followers },
        beSpec: {
          ...input.backends,
          // Else a privileged container changes its node's kernel. The nodes are made right instead.
          skipDefaultSystemInit: true,
          enableWorkloadGroup: false,
          autoResolveLimitCPU: false,
          enableFeAffinity: false,
        },
      },
    });
    this.sealed = input.sealed;
  }

  /** With the checksums of what is rendered in the end, patches of the user's included. */
  public override toJson() {
    const rendered = super.toJson() as object;
    return this.sealed.reduce((json, { guard, acknowledged }) => guard.sealed(json, acknowledged), rendered);
  }
}
