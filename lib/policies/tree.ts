import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { PolicyFinding } from './policy';

/** Every Kubernetes object of a tree, or those of one kind. */
export function objectsOf(root: IConstruct, kind?: string): ApiObject[] {
  return root.node
    .findAll()
    .filter((c): c is ApiObject => ApiObject.isApiObject(c) && (kind === undefined || c.kind === kind));
}

/** Findings without those that say the same: of groups that one construct brings, often all break a rule. */
export function distinct(findings: PolicyFinding[]): PolicyFinding[] {
  return [...new Map(findings.map((finding) => [`${finding.path} ${finding.text}`, finding])).values()];
}

/** Whether labels are selected. An empty selector selects all. */
export function matches(selector: Record<string, string> = {}, labels: Record<string, string> = {}): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}
