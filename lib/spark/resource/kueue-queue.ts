import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';

const API_VERSION = 'kueue.x-k8s.io/v1beta2';

/** What every object of Kueue has. */
interface Named {
  readonly name: string;
  readonly labels: Record<string, string>;
}

/** What a ClusterQueue counts of one resource. */
export interface KueueQuota {
  readonly name: string;
  /** Rules see to it that there is one. */
  readonly nominalQuota?: string;
  readonly borrowingLimit?: string;
  readonly lendingLimit?: string;
}

/** What a ClusterQueue is made from. */
export interface ClusterQueueInput extends Named {
  readonly namespaceName: string;
  /** Whose quota it may use. Default: its own alone. */
  readonly cohort?: string;
  readonly strategy: string;
  readonly preemption: { readonly withinClusterQueue: string; readonly reclaimWithinCohort: string };
  readonly flavor: string;
  readonly quotas: KueueQuota[];
}

/**
 * A quota, and who waits for it.
 *
 * @see https://kueue.sigs.k8s.io/docs/concepts/cluster_queue/
 */
export class ClusterQueueResource extends ApiObject {
  public constructor(scope: Construct, id: string, props: ClusterQueueInput) {
    const { name, labels, namespaceName, cohort, strategy, preemption, flavor, quotas } = props;
    super(scope, id, {
      apiVersion: API_VERSION,
      kind: 'ClusterQueue',
      metadata: { name, labels },
      spec: {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespaceName } },
        cohortName: cohort,
        queueingStrategy: strategy,
        preemption,
        resourceGroups: [
          {
            coveredResources: quotas.map((quota) => quota.name),
            flavors: [{ name: flavor, resources: quotas }],
          },
        ],
      },
    });
  }
}

/** Where applications of a namespace wait. */
export class LocalQueueResource extends ApiObject {
  public constructor(scope: Construct, id: string, props: Named & { readonly clusterQueue: string }) {
    const { name, labels, clusterQueue } = props;
    super(scope, id, {
      apiVersion: API_VERSION,
      kind: 'LocalQueue',
      metadata: { name, labels },
      spec: { clusterQueue },
    });
  }
}

/** What is counted: any node. A flavor that named some would send drivers and executors to the same ones. */
export class ResourceFlavorResource extends ApiObject {
  public constructor(scope: Construct, id: string, { name, labels }: Named) {
    super(scope, id, { apiVersion: API_VERSION, kind: 'ResourceFlavor', metadata: { name, labels }, spec: {} });
  }
}

/** Who goes before whom in queues. Pods have priorities of their own. */
export class WorkloadPriorityClassResource extends ApiObject {
  public constructor(scope: Construct, id: string, props: Named & { readonly value: number }) {
    const { name, labels, value } = props;
    super(scope, id, { apiVersion: API_VERSION, kind: 'WorkloadPriorityClass', metadata: { name, labels }, value });
  }
}
