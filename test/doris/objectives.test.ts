import { FRONTEND } from '../../lib/doris/metrics';
import { Course, objectivesSuite } from '../helpers/objectives-suite';
import { change, phases } from '../helpers/series';
import { find } from '../helpers/synth';
import { cluster } from './clusters';
import { clusterSeries, PODS, probeRuns } from './series';

/** What fails of the 600 queries a minute that each frontend is asked. */
const queries =
  (failed: number, { lasts = 30, until = 300, rate = 600 } = {}) =>
  () =>
    clusterSeries(until, [
      change(FRONTEND.queries, '"}', [{ minutes: until, value: rate }]),
      change(FRONTEND.failedQueries, undefined, phases(30, lasts, failed, until - 30 - lasts)),
    ]);

const MASTER = `pod="${PODS.fe[0]}"`;
const never = { page: { silent: [35, 59] }, ticket: { silent: [35, 59] } };

const slow = (milliseconds: number, rate: number) => () =>
  clusterSeries(200, [
    change(FRONTEND.latency, 'quantile="0.99"}', phases(60, 60, milliseconds, 80)),
    change(FRONTEND.queries, undefined, [{ minutes: 200, value: rate }]),
  ]);

const loads =
  (failed: number, lasts = 30) =>
  () => {
    const course = phases(30, lasts, failed, 270 - lasts);
    return clusterSeries(300, [change(FRONTEND.transactions, `${MASTER},type="failed"`, course)]);
  };

const QUERY_AVAILABILITY: Course[] = [
  {
    what: 'pages within five minutes of a total failure, and is silent again when it is over',
    series: queries(600),
    page: { fires: [35, 59], silent: [29, 31, 100] },
  },
  {
    what: 'opens a ticket for what eats the budget slowly, and wakes nobody',
    series: queries(3, { lasts: 600, until: 900 }),
    page: { silent: [400, 629] },
    ticket: { fires: [400], silent: [29] },
  },
  { what: 'is silent where one of a few queries fails', series: queries(0.2, { rate: 0.5 }), ...never },
];

objectivesSuite({
  engine: 'Doris',
  rule: find(cluster().objects(), 'PrometheusRule'),
  courses: {
    QueryAvailability: QUERY_AVAILABILITY,
    QueryLatency: [
      { what: 'pages when all frontends are slow', series: slow(60_000, 600), page: { fires: [90], silent: [59] } },
      { what: 'is silent while they are a little slow', series: slow(8000, 600), page: { silent: [59, 90, 150] } },
      {
        what: 'is silent where nobody asks, and the last ones were slow',
        series: slow(60_000, 0),
        page: { silent: [90] },
      },
    ],
    LoadSuccess: [
      { what: 'pages while every load fails', series: loads(600), page: { fires: [45], silent: [29] } },
      {
        what: 'is silent where one of hundreds fails',
        series: loads(0.2),
        page: { silent: [45] },
        ticket: { silent: [45] },
      },
    ],
    RoundTrip: [
      {
        what: 'pages when runs fail one after the other, and is silent again when they do not',
        series: () => probeRuns(240, (minute) => minute >= 60 && minute < 100),
        page: { fires: [85], silent: [64, 150] },
      },
      {
        what: 'wakes nobody for a run that failed once',
        series: () => probeRuns(240, (minute) => minute === 60),
        page: { silent: [61, 66, 68, 70, 75, 120] },
      },
    ],
    MasterPresence: [
      {
        what: 'pages while there is no master',
        series: () => clusterSeries(200, [change(FRONTEND.nodes, 'is_master', phases(60, 40, 'none', 100))]),
        page: { fires: [75], silent: [59, 150] },
      },
      {
        what: 'pages while no frontend answers',
        series: () =>
          Object.fromEntries(
            Object.entries(clusterSeries(200, [change(FRONTEND.up, undefined, phases(60, 40, 0, 100))])).map(
              ([name, values]) => [name, name.startsWith('node_info') ? '1x59 stale _x139' : values],
            ),
          ),
        page: { fires: [75], silent: [59] },
      },
      {
        what: 'is silent while another is elected',
        series: () => clusterSeries(200, [change(FRONTEND.nodes, 'is_master', phases(60, 1, 'none', 139))]),
        page: { silent: [62, 70] },
      },
    ],
  },
});
