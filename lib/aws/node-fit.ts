import { InstanceType } from '../core';
import { NodeCapacity } from './node-pool-spec';

/** A capacity with everything said that it leaves out. */
export function complete(capacity: NodeCapacity) {
  const { categories = ['c', 'm', 'r'], architectures = ['arm64'], minGeneration = 6 } = capacity;
  return { ...capacity, categories, architectures, minGeneration };
}

/** Whether an instance type can do what is asked. */
export function fits(type: InstanceType, capacity: NodeCapacity): boolean {
  const { categories, architectures, minGeneration } = complete(capacity);
  const [, category, generation] = /^([a-z]+?)(?:s)?(\d+)/.exec(type.name) ?? [];
  const architecture = type.architecture === 'x86_64' ? 'amd64' : type.architecture;
  return (
    categories.includes(category) &&
    Number(generation) >= minGeneration &&
    architectures.includes(architecture) &&
    type.vcpus >= capacity.minCpus &&
    type.vcpus <= capacity.maxCpus &&
    type.memory.toMebibytes() >= (capacity.minMemory?.toMebibytes() ?? 0) &&
    (type.localStorage?.toGibibytes() ?? 0) >= (capacity.minLocalStorage?.toGibibytes() ?? 0)
  );
}
