import { ContainerSize } from '../core';
import { bytesOf, GIB, mebibytesBelow } from '../core/internal';
import { ClickHouseSizing, KeeperSizing, ServerSizing } from './clickhouse-sizing';
import { ResolvedClickHouse } from './resolve';

/**
 * Sizes of a ClickHouse server.
 *
 * The server's own default takes 90 % of the cgroup's memory. A small container needs more of it for what the server does
 * not count: the allocator's overhead, page tables, threads' stacks.
 *
 * @see https://clickhouse.com/docs/operations/server-configuration-parameters/settings
 */
export function serverSizing({ cpu, memory }: ContainerSize): ServerSizing {
  const bytes = bytesOf(memory);
  const serverMemoryRatio = bytes < 8 * GIB ? 0.75 : bytes < 32 * GIB ? 0.85 : 0.9;
  const serverBytes = bytes * serverMemoryRatio;
  const queryBytes = serverBytes / 2;
  return {
    serverMemoryRatio,
    serverMemory: mebibytesBelow(serverBytes),
    markCache: mebibytesBelow(Math.min(5 * GIB, bytes / 10)),
    indexMarkCache: mebibytesBelow(Math.min(5 * GIB, bytes / 20)),
    primaryIndexCache: mebibytesBelow(Math.min(5 * GIB, bytes / 20)),
    queryMemory: mebibytesBelow(queryBytes),
    spillThreshold: mebibytesBelow(queryBytes / 2),
    concurrentQueries: Math.max(50, Math.floor(25 * cpu.toUnits())),
    reasons: {
      serverMemoryRatio:
        "0.9 is the server's default; below 32 GiB 0.85, below 8 GiB 0.75, since what it does not count weighs more",
      markCache: "the server's default of 5 GiB, but at most a tenth of the container",
      indexMarkCache: "the server's default of 5 GiB, but at most a twentieth of the container",
      primaryIndexCache: "the server's default of 5 GiB, but at most a twentieth of the container",
      queryMemory: 'half of what the server may use, so that one query never starves all others',
      spillThreshold: 'half of what a query may use, as the documentation of external aggregation advises',
      concurrentQueries: '25 a core, at least 50: more only queue for the same cores and divide the same memory',
    },
  };
}

/**
 * Sizes of a Keeper.
 *
 * @see https://clickhouse.com/docs/guides/sre/keeper/clickhouse-keeper
 */
export function keeperSizing({ memory }: ContainerSize): KeeperSizing {
  return {
    softLimit: mebibytesBelow(bytesOf(memory) * 0.8),
    reasons: {
      softLimit:
        '80 % of the container: Keeper holds its whole tree in memory, and a refused write is better than a killed member',
    },
  };
}

/** Sizes of all parts of a cluster. */
export function clickHouseSizing({ size, keeper }: ResolvedClickHouse): ClickHouseSizing {
  return { server: serverSizing(size), keeper: keeperSizing(keeper.size) };
}
