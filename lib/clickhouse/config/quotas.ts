import { ResolvedClickHouse } from '../resolve';
import { Settings } from './settings';

/**
 * Quotas, by path.
 *
 * @see https://clickhouse.com/docs/operations/quotas
 */
export function quotas({ quotas: given }: ResolvedClickHouse): Settings {
  return Object.fromEntries(
    given.flatMap(({ name, interval, queries, errors, resultRows, readRows, executionTime }) => {
      const limits: Record<string, number | undefined> = {
        duration: interval.toSeconds(),
        queries,
        errors,
        result_rows: resultRows,
        read_rows: readRows,
        execution_time: executionTime?.toSeconds(),
      };
      return Object.entries(limits)
        .filter(([, value]) => value !== undefined)
        .map(([limit, value]) => [`${name}/interval/${limit}`, value]);
    }),
  );
}
