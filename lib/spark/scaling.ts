import { Scaling } from '../scaling';
import { ResolvedWorkload } from './resolve';
import { DynamicAllocationSpec } from './resource/spark-application-spec';

/** How many executors there are when an application begins. */
export function firstExecutors({ min }: Scaling): number {
  return Math.max(min, 1);
}

/** As many executors as tasks wait for, within bounds. None where their number is fixed. */
export function dynamicAllocation({ executors, remoteShuffle }: ResolvedWorkload): DynamicAllocationSpec | undefined {
  if (!executors.autoscaled) return undefined;
  const { min, max } = executors;
  return {
    initialExecutors: Math.max(min, Math.min(1, max)),
    minExecutors: min,
    maxExecutors: max,
    shuffleTracking: remoteShuffle === undefined,
  };
}
