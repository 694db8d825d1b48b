import { SloProps } from '../../../monitoring';
import { of } from '../../../monitoring/internal';
import { METASTORE, PLATFORM } from '../metrics';

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
    ...(probeJob === undefined ? [] : [availability(probeJob)]),
  ];
}

/** Of the runs of the probe, always the one that began five to ten minutes ago: it has ended by then, so each run counts once. */
function availability(job: string): SloProps {
  const own = `{job_name=~"${job}-[0-9]+"}`;
  const ended = (created: string) => `((time() - ${created}${own}) >= 300) < 600`;
  return {
    name: 'Availability',
    description:
      'A client that asks for all databases gets them, from the database: counted in tries, one every five minutes.',
    // Twelve tries an hour: with more nines, one that fails would wake somebody.
    objective: 99,
    bad: of(`sum(($1${own} == bool 0) and on (job_name) (${ended('$2')}))`, PLATFORM.jobSucceeded, PLATFORM.jobCreated),
    total: of(`count(${ended('$1')})`, PLATFORM.jobCreated),
  };
}
