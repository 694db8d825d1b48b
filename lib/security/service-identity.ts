import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { IIdentity } from '../core';
import { objectName } from '../core/internal';
import { namespaceOf } from '../kubernetes/internal';

/** Props of `ServiceIdentity`. */
export interface ServiceIdentityProps {
  /** The service account's name. */
  readonly name: string;
  /**
   * Labels of the service account.
   * @default - none
   */
  readonly labels?: Record<string, string>;
  /**
   * Annotations of the service account.
   * @default - none
   */
  readonly annotations?: Record<string, string>;
}

/** Who the pods of a part are: a service account of their own, whose token only those pods get that ask for it. */
export class ServiceIdentity extends Construct implements IIdentity {
  public readonly namespaceName: string;
  public readonly serviceAccountName: string;

  public constructor(scope: Construct, id: string, props: ServiceIdentityProps) {
    super(scope, id);
    this.namespaceName = namespaceOf(this);
    this.serviceAccountName = objectName(this, props.name);
    new k8s.KubeServiceAccount(this, 'Resource', {
      metadata: { name: this.serviceAccountName, labels: props.labels, annotations: props.annotations },
      automountServiceAccountToken: false,
    });
  }
}
