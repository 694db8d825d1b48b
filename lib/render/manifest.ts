/** A value of a Kubernetes object as JSON. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A Kubernetes object as JSON. */
export interface ManifestJson {
  apiVersion: string;
  kind: string;
  [key: string]: Json;
}

/** What identifies an object in a cluster. */
export interface ObjectKey {
  /** The API group; empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** Empty for cluster-scoped kinds. */
  readonly namespaceName: string;
  readonly name: string;
}

/** The key as one text, for messages and maps. */
export function keyText({ group, kind, namespaceName, name }: ObjectKey): string {
  return `${kind}${group && `.${group}`} ${namespaceName && `${namespaceName}/`}${name}`;
}
