import { Expression, Metric, SloProps } from '../../monitoring';
import { of } from '../../monitoring/internal';
import { SERVER, SERVER_FAULTS } from '../metrics';

/**
 * Failed queries for which the server is at fault, by server: of those that failed, at most as many as there were errors that are not the
 * query's. ClickHouse does not say of a failed query why it failed, and counts errors of background work too, so the smaller number of both
 * is the closest that its metrics allow.
 */
function faults(failed: Metric): Expression {
  const errors = SERVER_FAULTS.map((_, index) => `sum by (pod) (rate($${index + 2}[5m]))`).join(' + ');
  const queries = 'sum by (pod) (rate($1[5m]))';
  return of(`sum((${queries} < (${errors})) or (${errors}))`, failed, ...SERVER_FAULTS);
}

const total = (queries: Metric) => of('sum(rate($1[5m]))', queries);

/** How far a replica may be behind before what it answers counts as stale. */
export const STALE_SECONDS = 300;

/** What a cluster promises. */
export function slos(): SloProps[] {
  return [
    {
      name: 'QueryAvailability',
      description: 'SELECT queries are answered. Those that fail through their own fault do not count.',
      objective: 99.9,
      bad: faults(SERVER.failedSelectQueries),
      total: total(SERVER.selectQueries),
      minimumRate: 0.05,
    },
    {
      name: 'InsertAvailability',
      description: 'INSERT queries are taken. Those that fail through their own fault do not count.',
      objective: 99.9,
      bad: faults(SERVER.failedInsertQueries),
      total: total(SERVER.insertQueries),
      minimumRate: 0.05,
    },
    {
      name: 'ReplicationFreshness',
      description: `No replica is more than ${STALE_SECONDS} seconds behind: counted in replicas and time.`,
      objective: 99.5,
      bad: of(`sum($1 > bool ${STALE_SECONDS})`, SERVER.replicationDelay),
      total: of('count($1)', SERVER.replicationDelay),
    },
  ];
}
