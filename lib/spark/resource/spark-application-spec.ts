import { k8s } from 'cdk8s-plus-34';

/** A driver or an executor, as the operator knows it. */
export interface SparkPodSpec {
  readonly cores: number;
  /** The CPU that it is guaranteed: `500m`. Queues count nothing else. */
  readonly coreRequest: string;
  /** The heap: `4096m`. */
  readonly memory: string;
  /** What it has besides: `409m`. */
  readonly memoryOverhead: string;
  readonly serviceAccount: string;
  /** What Spark makes the pod from. The operator's schema accepts any text in it. */
  readonly template: k8s.PodTemplateSpec;
  /** Whether fields say as well where it may go: room that is held for it is held there. Default: the template alone does. */
  readonly placed?: boolean;
}

/** Bounds of dynamic allocation. */
export interface DynamicAllocationSpec {
  readonly initialExecutors: number;
  readonly minExecutors: number;
  readonly maxExecutors: number;
  /** Whether executors are kept for what they shuffled. Not, where something else keeps it. */
  readonly shuffleTracking: boolean;
}

/** What a SparkApplication is, in our words. */
export interface SparkApplicationSpecInput {
  readonly language: string;
  readonly version: string;
  readonly image: string;
  readonly imagePullSecrets: string[];
  readonly mainClass?: string;
  readonly mainApplicationFile: string;
  readonly arguments: string[];
  readonly dependencies: Record<string, string[]>;
  readonly sparkConf: Record<string, string>;
  readonly driver: SparkPodSpec;
  readonly executor: SparkPodSpec;
  /** How many executors there are at first; without dynamic allocation, always. */
  readonly instances: number;
  readonly dynamicAllocation?: DynamicAllocationSpec;
  readonly failureRetries: number;
  readonly submissionRetries: number;
  readonly batchScheduler?: { readonly name: string; readonly options?: Record<string, unknown> };
}

/** Seconds between two attempts. */
const RETRY_INTERVAL = 30;

/**
 * The spec of a SparkApplication. Everything that the operator's webhook would add is there, so that an application that is applied again is the same:
 * any difference runs it again.
 *
 * @see https://github.com/kubeflow/spark-operator/blob/v2.5.2/docs/api-docs.md
 */
export function sparkApplicationSpec(input: SparkApplicationSpecInput): Record<string, unknown> {
  const { dependencies, batchScheduler } = input;
  return {
    type: input.language,
    mode: 'cluster',
    sparkVersion: input.version,
    ...(input.language === 'Python' && { pythonVersion: '3' }),
    image: input.image,
    imagePullPolicy: 'IfNotPresent',
    imagePullSecrets: someOf(input.imagePullSecrets),
    mainClass: input.mainClass,
    mainApplicationFile: input.mainApplicationFile,
    arguments: someOf(input.arguments),
    deps: Object.fromEntries(Object.entries(dependencies).filter(([, values]) => values.length > 0)),
    sparkConf: input.sparkConf,
    restartPolicy: {
      type: 'OnFailure',
      onFailureRetries: input.failureRetries,
      onFailureRetryInterval: RETRY_INTERVAL,
      onSubmissionFailureRetries: input.submissionRetries,
      onSubmissionFailureRetryInterval: RETRY_INTERVAL,
    },
    dynamicAllocation: dynamicAllocationJson(input.dynamicAllocation),
    batchScheduler: batchScheduler?.name,
    batchSchedulerOptions: batchScheduler?.options,
    driver: podJson(input.driver),
    executor: { instances: input.instances, ...podJson(input.executor) },
  };
}

/** Bounds of dynamic allocation, as both kinds of custom resources have them. */
export function dynamicAllocationJson(dynamic?: DynamicAllocationSpec): Record<string, unknown> | undefined {
  return (
    dynamic && {
      enabled: true,
      initialExecutors: dynamic.initialExecutors,
      minExecutors: dynamic.minExecutors,
      maxExecutors: dynamic.maxExecutors,
      shuffleTrackingEnabled: dynamic.shuffleTracking,
    }
  );
}

function podJson({ template, placed = false, ...pod }: SparkPodSpec): Record<string, unknown> {
  const json = k8s.toJson_PodTemplateSpec(template) as { readonly spec: Record<string, unknown> };
  const { nodeSelector, tolerations, affinity } = json.spec;
  return { ...pod, ...(placed && { nodeSelector, tolerations, affinity }), template: json };
}

/** The API server drops empty lists, so none is rendered. */
function someOf<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}
