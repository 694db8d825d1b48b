import { Size } from 'cdk8s';
import { Cpu } from '../core';
import { ClickHouseKeeperOptions } from './keeper-options';

/** Defaults of the options. */
export function keeperDefaults(options: ClickHouseKeeperOptions, highAvailability: boolean) {
  return {
    members: options.members ?? (highAvailability ? 3 : 1),
    size: options.size ?? { cpu: Cpu.units(1), memory: Size.gibibytes(2) },
    storage: options.storage ?? Size.gibibytes(10),
  };
}
