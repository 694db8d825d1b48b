import { createHash } from 'node:crypto';
import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { objectLabels, objectName } from '../core/internal';
import { BatchProps } from './batch';
import { jobSpec } from './job-spec';
import { namespaceOf } from './namespace';
import { setRollout } from './rollout';

/** Props of `Job`. */
export interface JobProps extends BatchProps {
  /**
   * The Job's name.
   * @default - the id
   */
  readonly name?: string;
  /**
   * Whether anything that changes makes another Job, which runs anew: its name ends with a checksum. A Job itself cannot be changed.
   * @default false
   */
  readonly renewed?: boolean;
  /**
   * Whether what depends on it waits until it has succeeded.
   * @default false
   */
  readonly waitFor?: boolean;
}

/** A checksum and its dash stand behind it. */
const RENEWED = { max: 54, because: 'its checksum adds 9' };

/** Something that runs to its end once. */
export class Job extends Construct {
  public constructor(scope: Construct, id: string, props: JobProps) {
    super(scope, id);
    namespaceOf(this);
    const given = objectName(this, props.name, props.renewed ? RENEWED : undefined);
    const spec = jobSpec(this, given, props);
    const checksum = createHash('sha256').update(JSON.stringify(spec)).digest('hex').slice(0, 8);
    const job = new k8s.KubeJob(this, 'Resource', {
      metadata: { name: props.renewed ? `${given}-${checksum}` : given, labels: objectLabels(props.partOf) },
      spec,
    });
    setRollout(ApiObject.of(job), {
      ...(props.waitFor && { waitForFields: () => ({ 'status.succeeded': '^1$' }), timeout: props.deadline }),
      // The API server adds labels of its own.
      computedFields: ['spec.template.metadata.labels'],
    });
  }
}
