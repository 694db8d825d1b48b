import { bytesOf } from '../../core/internal';
import { ServerSizing } from '../clickhouse-sizing';
import { ResolvedClickHouse } from '../resolve';
import { Settings } from './settings';

/**
 * Settings of queries, by profile. Every user has `default` unless told otherwise.
 *
 * @see https://clickhouse.com/docs/operations/settings/settings
 */
export function profiles({ profiles: given }: ResolvedClickHouse, sizing: ServerSizing): Settings {
  const defaults = {
    log_queries: 1,
    os_thread_priority: 0,
    load_balancing: 'nearest_hostname',
    distributed_ddl_task_timeout: 180,
  };
  const derived = {
    max_memory_usage: bytesOf(sizing.queryMemory),
    max_bytes_before_external_group_by: bytesOf(sizing.spillThreshold),
    max_bytes_before_external_sort: bytesOf(sizing.spillThreshold),
  };
  return byPath({
    readonly: { readonly: 1 },
    ...given,
    default: { ...defaults, ...derived, ...given.default },
  });
}

function byPath(tree: Record<string, Settings>): Settings {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([profile, settings]) =>
      Object.entries(settings).map(([setting, value]) => [`${profile}/${setting}`, value]),
    ),
  );
}
