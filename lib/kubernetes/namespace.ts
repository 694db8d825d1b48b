import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { checkRules } from '../core/internal';
import { namespaceRules } from './kubernetes-rules';

/** The namespace that a construct's objects stand in: its chart's. */
export function namespaceOf(scope: IConstruct): string {
  const namespaceName = Chart.of(scope).namespace;
  checkRules(scope, namespaceRules, { namespaceName });
  return namespaceName as string;
}
