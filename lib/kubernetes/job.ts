import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { objectLabels, objectName } from '../core/internal';
import { BatchProps } from './batch';
import { jobSpec } from './job-spec';
import { namespaceOf } from './namespace';

/** Props of `Job`. */
export interface JobProps extends BatchProps {
  /**
   * The Job's name.
   * @default - the id
   */
  readonly name?: string;
}

/** Something that runs to its end once. */
export class Job extends Construct {
  public constructor(scope: Construct, id: string, props: JobProps) {
    super(scope, id);
    namespaceOf(this);
    const name = objectName(this, props.name);
    new k8s.KubeJob(this, 'Resource', {
      metadata: { name, labels: objectLabels(props.partOf) },
      spec: jobSpec(this, name, props),
    });
  }
}
