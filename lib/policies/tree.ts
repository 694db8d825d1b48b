import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';

/** Every Kubernetes object of a tree, or those of one kind. */
export function objectsOf(root: IConstruct, kind?: string): ApiObject[] {
  return root.node
    .findAll()
    .filter((c): c is ApiObject => ApiObject.isApiObject(c) && (kind === undefined || c.kind === kind));
}

/** Whether labels are selected. An empty selector selects all. */
export function matches(selector: Record<string, string> = {}, labels: Record<string, string> = {}): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}
