import { FoundationDbRedundancy } from '../foundation-db-redundancy';
import { ProcessClass } from './components';
import { ResolvedFoundationDb } from './resolve';
import { cacheOf, memoryOf } from './sizing';

/** What the monitor of a pod reads of the labels of its node. */
export const ZONE = '$NODE_LABEL_TOPOLOGY_KUBERNETES_IO_ZONE';

/** The parameters of each process of a class. An override takes the place of ours: the operator takes none twice. */
export function parametersOf({ processes, parameters, redundancy }: ResolvedFoundationDb, of: ProcessClass): string[] {
  const { memory } = processes[of].size;
  const all = {
    memory: `${memoryOf(memory).toMebibytes()}MiB`,
    'cache-memory': `${cacheOf(memory).toMebibytes()}MiB`,
    ...(redundancy === FoundationDbRedundancy.THREE_DATA_HALL && { locality_data_hall: ZONE }),
    ...parameters,
  };
  return Object.entries(all).map(([name, value]) => `${name}=${value}`);
}
