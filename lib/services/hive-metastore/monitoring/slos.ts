import { SloProps } from '../../../monitoring';
import { of, probeSlo } from '../../../monitoring/internal';
import { METASTORE } from '../metrics';

/** Above which time of the slowest twentieth a call counts as slow: clients plan queries with some dozens of them. */
export const SLOW_MILLISECONDS = 1000;

/** Calls that clients wait for, and that take as long as what they are about is large, left out. */
const QUICK = '{call=~"get_(database|table|table_req|table_objects_by_name_req|all_databases|databases)"}';

/** What a metastore promises. */
export function slos(probeJob?: string): SloProps[] {
  return [
    {
      name: 'CallLatency',
      description: `Of calls for one database or table, the slowest twentieth takes less than ${SLOW_MILLISECONDS} ms: counted in replicas, calls and time, while they are made.`,
      objective: 99,
      bad: of(
        `count(($1${QUICK} > ${SLOW_MILLISECONDS}) and (rate($2${QUICK}[5m]) > 0)) or vector(0)`,
        METASTORE.slowest,
        METASTORE.calls,
      ),
      total: of(`count(rate($1${QUICK}[5m]) > 0) or vector(0)`, METASTORE.calls),
    },
    ...(probeJob === undefined
      ? []
      : [
          probeSlo({
            name: 'Availability',
            description: 'A client that asks for all databases gets them, from the database',
            job: probeJob,
          }),
        ]),
  ];
}
