import { Size } from 'cdk8s';
import { bytesOf, mebibytesBelow } from '../../core/internal';

/** From when no replica is moved to a volume: the default of frontends. */
export const HIGH_PERCENT = 85;

/** From when a volume takes no more loads and restores: the default of backends, which frontends have at 95. Compaction needs the rest. */
export const FLOOD_PERCENT = 90;

/**
 * What must be left of a volume. Loads are refused where both bounds are reached, the percentage and this: by the default of a gigabyte, a large volume
 * would be full to the brim before anything is refused.
 *
 * @see https://doris.apache.org/docs/4.x/admin-manual/config/be-config#storage_flood_stage_usage_percent
 */
export function floodRoom(volume: Size): Size {
  return mebibytesBelow((bytesOf(volume) * (100 - FLOOD_PERCENT)) / 100);
}

/** The smallest of some volumes, which backends and frontends take as the bound for all. */
export function smallestOf(volumes: { readonly size: Size }[]): Size {
  return mebibytesBelow(Math.min(...volumes.map(({ size }) => bytesOf(size))));
}
