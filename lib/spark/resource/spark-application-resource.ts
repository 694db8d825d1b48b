import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { SparkApplicationSpecInput, sparkApplicationSpec } from './spark-application-spec';

/** What a SparkApplication is made from. */
export interface SparkApplicationResourceProps {
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly spec: SparkApplicationSpecInput;
}

/**
 * An application that runs once, and again with each change of its spec.
 *
 * @see https://github.com/kubeflow/spark-operator/tree/v2.5.2
 */
export class SparkApplicationResource extends ApiObject {
  public constructor(scope: Construct, id: string, { name, labels, spec }: SparkApplicationResourceProps) {
    super(scope, id, {
      apiVersion: 'sparkoperator.k8s.io/v1beta2',
      kind: 'SparkApplication',
      metadata: { name, labels },
      spec: sparkApplicationSpec(spec),
    });
  }
}
