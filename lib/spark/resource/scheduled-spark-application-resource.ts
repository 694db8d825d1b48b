import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { SparkApplicationSpecInput, sparkApplicationSpec } from './spark-application-spec';

/** What a ScheduledSparkApplication is made from. */
export interface ScheduledSparkApplicationResourceProps {
  readonly name: string;
  /** Each run has them too. */
  readonly labels: Record<string, string>;
  /** Runs have none of them. */
  readonly annotations: Record<string, string>;
  readonly schedule: string;
  readonly timeZone: string;
  readonly concurrencyPolicy: string;
  readonly suspend: boolean;
  readonly successfulRunHistoryLimit: number;
  readonly failedRunHistoryLimit: number;
  readonly template: SparkApplicationSpecInput;
}

/**
 * An application that runs on a schedule.
 *
 * @see https://github.com/kubeflow/spark-operator/tree/v2.5.2
 */
export class ScheduledSparkApplicationResource extends ApiObject {
  public constructor(scope: Construct, id: string, props: ScheduledSparkApplicationResourceProps) {
    const { name, labels, annotations, template, ...spec } = props;
    super(scope, id, {
      apiVersion: 'sparkoperator.k8s.io/v1beta2',
      kind: 'ScheduledSparkApplication',
      metadata: { name, labels, annotations },
      // Without a policy on concurrency there is one run, ever.
      spec: { ...spec, template: sparkApplicationSpec(template) },
    });
  }
}
