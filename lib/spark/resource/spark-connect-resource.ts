import { createHash } from 'node:crypto';
import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { setRollout } from '../../kubernetes/internal';
import { DynamicAllocationSpec, dynamicAllocationJson, SparkPodSpec } from './spark-application-spec';

/** What a SparkConnect is made from. Its name ends with what tells its spec from others. */
export interface SparkConnectResourceProps {
  readonly name: string;
  /** Executors have them too. */
  readonly labels: Record<string, string>;
  readonly version: string;
  readonly image: string;
  readonly server: Pick<SparkPodSpec, 'cores' | 'memory' | 'template'>;
  readonly executor: Pick<SparkPodSpec, 'cores' | 'memory' | 'template'>;
  /** How many executors there are at first; without dynamic allocation, always. */
  readonly instances: number;
  /**
   * Bounds, where executors come and go.
   * @default - their number is fixed
   */
  readonly dynamicAllocation?: DynamicAllocationSpec;
}

/** The label by which the operator's pods of one SparkConnect are known. */
export const CONNECT_LABEL = 'sparkoperator.k8s.io/connect-name';

/**
 * A Connect server. The operator makes its pod and its Service once and follows no change, so that another spec is another resource: the old one goes when
 * the new one is there. The operator writes the properties into a command line of bash as they stand, so none are here.
 *
 * @see https://github.com/kubeflow/spark-operator/tree/v2.5.2
 */
export class SparkConnectResource extends ApiObject {
  public constructor(scope: Construct, id: string, { name, labels, ...props }: SparkConnectResourceProps) {
    const spec = {
      sparkVersion: props.version,
      image: props.image,
      server: podJson(props.server),
      executor: { instances: props.instances, ...podJson(props.executor) },
      dynamicAllocation: dynamicAllocationJson(props.dynamicAllocation),
    };
    const hash = createHash('sha256').update(JSON.stringify(spec)).digest('hex').slice(0, 8);
    super(scope, id, {
      apiVersion: 'sparkoperator.k8s.io/v1alpha1',
      kind: 'SparkConnect',
      metadata: { name: `${name}-${hash}`, labels },
      spec,
    });
    setRollout(this, { removedLast: true });
  }
}

function podJson({ cores, memory, template }: SparkConnectResourceProps['server']): Record<string, unknown> {
  return { cores, memory, template: k8s.toJson_PodTemplateSpec(template) as unknown };
}
