import { KubeObject } from './kube-client';

/** The `wait` block of a `kubernetes_manifest`. */
export interface Wait {
  readonly rollout?: boolean;
  readonly condition?: { readonly type: string; readonly status: string }[];
  readonly fields?: Record<string, string>;
}

interface Status {
  readonly conditions?: { readonly type: string; readonly status: string }[];
}

/**
 * Whether the provider, when it looks at an object, takes it for ready, by conditions or by fields: it looks at one of the two alone, at every
 * field's text, and goes on where a field is missing.
 *
 * @see https://github.com/hashicorp/terraform-provider-kubernetes/blob/v2.38.0/manifest/provider/waiter.go
 */
export function isReady({ condition, fields = {} }: Wait, object: KubeObject): boolean {
  if (condition) {
    const { conditions = [] } = (object.status ?? {}) as Status;
    return condition.every(({ type, status }) => conditions.find((each) => each.type === type)?.status === status);
  }
  return Object.entries(fields).every(([path, pattern]) => {
    const value = valueAt(object, path);
    return ['string', 'number', 'boolean'].includes(typeof value) && new RegExp(pattern).test(String(value));
  });
}

function valueAt(object: unknown, path: string): unknown {
  return path
    .split(/[.[\]]+/)
    .filter((step) => step !== '')
    .reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], object);
}
