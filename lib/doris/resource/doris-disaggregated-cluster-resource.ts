import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { IFoundationDb } from '../../services';
import { SealedChange } from './doris-cluster-resource';
import { ComponentJson } from './doris-component';

/** A compute group as the operator reads it. */
export interface ComputeGroupJson extends ComponentJson {
  readonly uniqueId: string;
}

/** What a DorisDisaggregatedClusterResource is made from, complete. */
export interface DorisDisaggregatedClusterResourceInput {
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly annotations: Record<string, string>;
  /** The Secret that the operator and the images sign in with: `username` and `password`. */
  readonly authSecret: string;
  readonly followers: number;
  readonly foundationDb: IFoundationDb;
  readonly metaService: Record<string, unknown>;
  readonly frontends: Record<string, unknown>;
  readonly computeGroups: ComputeGroupJson[];
  readonly sealed: SealedChange[];
}

/**
 * A cluster whose data lies in an object store, as the operator of Apache Doris knows it.
 *
 * @see https://github.com/apache/doris-operator/blob/26.0.0/api/disaggregated/v1/types.go
 */
export class DorisDisaggregatedClusterResource extends ApiObject {
  private readonly sealed: SealedChange[];

  public constructor(scope: Construct, id: string, input: DorisDisaggregatedClusterResourceInput) {
    const { clusterFile, address } = input.foundationDb;
    super(scope, id, {
      apiVersion: 'disaggregated.cluster.doris.com/v1',
      kind: 'DorisDisaggregatedCluster',
      metadata: { name: input.name, labels: input.labels, annotations: input.annotations },
      spec: {
        authSecret: input.authSecret,
        // Else a member that leaves is dropped with all that runs on it.
        enableDecommission: true,
        metaService: {
          ...input.metaService,
          fdb: clusterFile
            ? { configMapNamespaceName: { name: clusterFile.configMapName, namespace: clusterFile.namespaceName } }
            : { address },
        },
        feSpec: { ...input.frontends, electionNumber: input.followers },
        computeGroups: input.computeGroups.map((group) => ({
          ...group,
          // Else a privileged container changes its node's kernel. The nodes are made right instead.
          skipDefaultSystemInit: true,
          enableWorkloadGroup: false,
          autoResolveLimitCPU: false,
        })),
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
