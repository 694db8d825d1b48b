import { canonicalQuantity } from '../core/internal';
import { isBuiltIn, isClusterScoped } from '../kubernetes/internal';
import { Json, ManifestJson } from './manifest';

/** Fields whose value is a quantity. */
const QUANTITIES = new Set(['sizeLimit', 'divisor', 'averageValue']);
/** Fields whose value maps names to quantities. */
const QUANTITY_MAPS = new Set([
  'allocatable',
  'capacity',
  'default',
  'defaultRequest',
  'hard',
  'limits',
  'max',
  'maxLimitRequestRatio',
  'min',
  'overhead',
  'podFixed',
  'requests',
]);
/** Maps that the API server drops when they are empty. Other empty objects mean something: `emptyDir`, `podSelector`. */
const DROPPED_WHEN_EMPTY = new Set([
  ...QUANTITY_MAPS,
  'annotations',
  'binaryData',
  'data',
  'labels',
  'matchLabels',
  'nodeSelector',
  'parameters',
  'stringData',
]);

/**
 * An object as the API server will store it: canonical quantities, and nothing that it drops.
 *
 * Terraform's `kubernetes_manifest` compares what it applied with what the server returns. A difference fails the apply,
 * taints the object and replaces it in the next one. It works on the final JSON, so raw overrides are covered.
 * Custom resources are kept as they are given, by us as by the server.
 */
export function normalize(manifest: ManifestJson): ManifestJson {
  const { apiVersion, kind } = manifest;
  const result = isBuiltIn(apiVersion)
    ? (builtIn(manifest, '') as ManifestJson)
    : (withoutNulls(manifest) as ManifestJson);
  if (!isClusterScoped(apiVersion, kind)) return result;
  const { namespace: _dropped, ...metadata } = result.metadata as Record<string, Json>;
  return { ...result, metadata };
}

function builtIn(value: Json, field: string): Json | undefined {
  if (value === null) return undefined;
  if (QUANTITIES.has(field) && isScalar(value)) return canonicalQuantity(String(value));
  if (Array.isArray(value)) {
    const items = value.flatMap((item) => builtIn(item, '') ?? []);
    return items.length > 0 ? items : undefined;
  }
  if (typeof value !== 'object') return value;
  const quantities = QUANTITY_MAPS.has(field);
  const entries = Object.entries(value).flatMap(([key, member]): [string, Json][] => {
    const kept = quantities && isScalar(member) ? canonicalQuantity(String(member)) : builtIn(member, key);
    return kept === undefined ? [] : [[key, kept]];
  });
  return entries.length === 0 && DROPPED_WHEN_EMPTY.has(field) ? undefined : Object.fromEntries(entries);
}

function isScalar(value: Json): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.filter((item) => item !== null).map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([key, member]) => [key, withoutNulls(member)]),
  );
}
