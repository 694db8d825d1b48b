import { SloProps } from '../../monitoring';
import { of, probeSlo } from '../../monitoring/internal';
import { FRONTEND } from '../metrics';

/** How long the slowest of a hundred queries may take. */
const SLOW_MILLISECONDS = 10_000;

/** Of a metric that stands there once for each user too, what is of all. */
export const ALL_USERS = 'user=""';

/** Of a metric that stands there once for each user and, where there are any, for each compute group too, what is of all. */
export const ALL_QUERIES = `${ALL_USERS},cluster_id=""`;

/**
 * What a cluster promises.
 *
 * @param probeJob the CronJob that uses the cluster as clients do, where there is one: what nobody answers, frontends do not count
 */
export function slos(probeJob?: string): SloProps[] {
  return [
    QUERY_AVAILABILITY,
    QUERY_LATENCY,
    LOAD_SUCCESS,
    MASTER_PRESENCE,
    ...(probeJob === undefined
      ? []
      : [
          probeSlo({
            name: 'RoundTrip',
            description: 'A client that loads a row and selects it is answered',
            job: probeJob,
          }),
        ]),
  ];
}

/** @see https://github.com/apache/doris/blob/master/fe/fe-core/src/main/java/org/apache/doris/qe/AuditLogHelper.java */
const QUERY_AVAILABILITY: SloProps = {
  name: 'QueryAvailability',
  description:
    'Queries are answered. Those that cannot be analyzed do not count: their syntax, names or rights are wrong.',
  objective: 99.9,
  bad: of(`sum(rate($1{${ALL_QUERIES}}[5m]))`, FRONTEND.failedQueries),
  total: of(`sum(rate($1{${ALL_QUERIES}}[5m]))`, FRONTEND.queries),
  minimumRate: 0.05,
};

/** A frontend shows quantiles and no buckets, and goes on showing the last ones while nobody asks. */
const QUERY_LATENCY: SloProps = {
  name: 'QueryLatency',
  description: `Of a hundred queries, 99 take less than ${SLOW_MILLISECONDS / 1000} seconds: counted in frontends that are asked, and time.`,
  objective: 99,
  bad: of(
    `sum(($1{${ALL_QUERIES},quantile="0.99"} > bool ${SLOW_MILLISECONDS}) * on (pod) (rate($2{${ALL_QUERIES}}[5m]) > bool 0))`,
    FRONTEND.latency,
    FRONTEND.queries,
  ),
  total: of(`sum(rate($1{${ALL_QUERIES}}[5m]) > bool 0)`, FRONTEND.queries),
};

const LOAD_SUCCESS: SloProps = {
  name: 'LoadSuccess',
  description:
    'Loads end with their rows visible. Those that their clients give up, or whose rows are wrong, count as failed: Doris does not tell them apart.',
  objective: 99,
  bad: of('sum(rate($1{type="failed"}[5m]))', FRONTEND.transactions),
  total: of('sum(rate($1{type=~"failed|success"}[5m]))', FRONTEND.transactions),
  minimumRate: 0.01,
};

const MASTER_PRESENCE: SloProps = {
  name: 'MasterPresence',
  description: 'A majority of the followers has a master: without one nothing is loaded and no table changes.',
  objective: 99.9,
  bad: of('(sum($1{type="is_master"}) or 0 * sum($2)) < bool 1', FRONTEND.nodes, FRONTEND.up),
  total: of('count(count($1))', FRONTEND.up),
};
