import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { DeletionPolicy, Environment } from '../core';
import { DELETION_ANNOTATION, deletionAcknowledged, setRollout } from '../kubernetes/internal';

/** Props of `DefinitionGuard`. */
export interface DefinitionGuardProps {
  /** Whose definitions they are: the release's name. */
  readonly name: string;
  /** Their API groups, each with all below it. */
  readonly groups: string[];
  /**
   * Whether removing the release leaves them. What cannot be left is refused with the release, unless the environment keeps nothing.
   * @default true
   */
  readonly keptByChart?: boolean;
}

/**
 * Refuses to delete custom resource definitions, with which Kubernetes would delete every object of them. Whether there are objects is not asked: a
 * policy could see them only as its parameters, which an API server may stop to watch, and who removes the last ones has time for one more command.
 * Changes, as an upgrade brings them, are not looked at.
 *
 * @see https://github.com/kubernetes/kubernetes/issues/130887
 */
export class DefinitionGuard extends Construct {
  public constructor(scope: Construct, id: string, { name, groups, keptByChart = true }: DefinitionGuardProps) {
    super(scope, id);
    const metadata = { name: `${name}.definitions.bigdata-constructs.io` };
    const policy = new k8s.KubeValidatingAdmissionPolicy(this, 'Policy', {
      metadata,
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          resourceRules: [
            {
              apiGroups: ['apiextensions.k8s.io'],
              apiVersions: ['*'],
              operations: ['DELETE'],
              resources: ['customresourcedefinitions'],
            },
          ],
        },
        matchConditions: [
          {
            name: 'its-groups',
            expression: `${JSON.stringify(groups)}.exists(group, oldObject.spec.group == group || oldObject.spec.group.endsWith("." + group))`,
          },
        ],
        validations: [
          {
            expression: deletionAcknowledged('oldObject'),
            messageExpression: `"deleting the definition " + oldObject.metadata.name + " is refused, because every object of it goes with it, in all namespaces. Look for them first: kubectl get " + oldObject.metadata.name + " -A. Who means that says so: kubectl annotate crd " + oldObject.metadata.name + " ${DELETION_ANNOTATION}=" + oldObject.metadata.name`,
            reason: 'Forbidden',
          },
        ],
      },
    });
    const open = !keptByChart && Environment.of(this).deletionPolicy === DeletionPolicy.DELETE;
    const binding = new k8s.KubeValidatingAdmissionPolicyBinding(this, 'Binding', {
      metadata,
      spec: { policyName: metadata.name, validationActions: [open ? 'Audit' : 'Deny'] },
    });
    for (const object of [policy, binding]) setRollout(object, { holdsData: true });
  }
}
