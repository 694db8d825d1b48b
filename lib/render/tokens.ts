import { Json } from './manifest';

/** How cdktf marks a value that only Terraform knows, in texts, lists and map keys. */
const MARKER = /[$#&]\{TfToken\[/;
/** Numbers that only Terraform knows are encoded as huge negative ones. */
const NUMBER = -1e280;

/**
 * The paths of Terraform tokens in a manifest. Found by their marks, so that no cdktf needs to be installed.
 *
 * @see https://developer.hashicorp.com/terraform/cdktf/concepts/tokens
 */
export function tokenPaths(value: Json, path = ''): string[] {
  if (typeof value === 'string') return MARKER.test(value) ? [path] : [];
  if (typeof value === 'number') return value < NUMBER ? [path] : [];
  if (Array.isArray(value)) return value.flatMap((item, index) => tokenPaths(item, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    MARKER.test(key) ? [`a key of ${path || 'the object'}`] : tokenPaths(member, path ? `${path}.${key}` : key),
  );
}
