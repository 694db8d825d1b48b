import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { namespaceOf } from './namespace';

/** What a policy looks at. */
export interface Guarded {
  /** The object that is guarded. */
  readonly target: ApiObject;
  /** The resource name of its kind, and its subresource: `statefulsets/scale`. */
  readonly resource: string;
  /** Labels of objects of the same kind that are looked at too. Default: none. */
  readonly parameters?: Record<string, string>;
}

/** The name of a policy. It is cluster-scoped, so it must tell the namespaces' objects apart. */
export function guardName(target: ApiObject, aspect?: string): string {
  return [namespaceOf(target), target.kind.toLowerCase(), target.name, aspect, 'bigdata-constructs.io']
    .filter((part) => part !== undefined)
    .join('.');
}

/** A policy on changes of one object, in force. */
export function guardPolicy(
  scope: Construct,
  id: string,
  name: string,
  { target, resource, parameters }: Guarded,
  validations: k8s.Validation[],
  variables?: k8s.Variable[],
): void {
  new k8s.KubeValidatingAdmissionPolicy(scope, `${id}Policy`, {
    metadata: { name },
    spec: {
      failurePolicy: 'Fail',
      paramKind: parameters && { apiVersion: target.apiVersion, kind: target.kind },
      matchConstraints: {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespaceOf(target) } },
        resourceRules: [
          {
            apiGroups: [target.apiGroup === 'core' ? '' : target.apiGroup],
            apiVersions: ['*'],
            operations: ['UPDATE'],
            resources: [resource],
            resourceNames: [target.name],
          },
        ],
      },
      variables,
      validations,
    },
  });
  new k8s.KubeValidatingAdmissionPolicyBinding(scope, `${id}Binding`, {
    metadata: { name },
    spec: {
      policyName: name,
      validationActions: ['Deny'],
      // In every namespace that the policy matches, which is one.
      paramRef: parameters && { selector: { matchLabels: parameters }, parameterNotFoundAction: 'Allow' },
    },
  });
}
