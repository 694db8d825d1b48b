import { monitoring } from 'bigdata-constructs';
import { SERVER, SERVER_FAULTS } from '../../lib/clickhouse/metrics';
import { describeWithCommand } from '../helpers/authorities';
import { Course, objectivesSuite } from '../helpers/objectives-suite';
import { play, rulesOf } from '../helpers/promtool';
import { change, phases } from '../helpers/series';
import { find } from '../helpers/synth';
import { cluster } from './clusters';
import { clusterSeries } from './series';

const rule = find(cluster().objects(), 'PrometheusRule');
const [MEMORY_FAULT] = SERVER_FAULTS;

/** What an objective on queries does when some of the 600 a minute and server fail. */
function availability(events: monitoring.Metric, failed: monitoring.Metric): Course[] {
  /** So many queries fail, for so many faults of the server. */
  const failing =
    (failures: number, faults: number, { lasts = 30, until = 300, rate = 600 } = {}) =>
    () => {
      const rest = until - 30 - lasts;
      return clusterSeries(until, [
        change(events, undefined, [{ minutes: until, value: rate }]),
        change(failed, undefined, phases(30, lasts, failures, rest)),
        change(MEMORY_FAULT, undefined, phases(30, lasts, faults, rest)),
      ]);
    };
  const never = { page: { silent: [35, 59] }, ticket: { silent: [35, 59] } };
  return [
    {
      what: 'pages within five minutes of a total failure, and is silent again when it is over',
      series: failing(600, 600),
      page: { fires: [35, 59], silent: [29, 31, 100] },
    },
    {
      what: 'opens a ticket for what eats the budget slowly, and wakes nobody',
      series: failing(3, 3, { lasts: 600, until: 900 }),
      page: { silent: [400, 629] },
      ticket: { fires: [400], silent: [29] },
    },
    { what: 'is silent where queries fail through their own fault', series: failing(600, 0), ...never },
    { what: 'is silent where errors of the background fail no query', series: failing(0, 600), ...never },
    { what: 'is silent where one of a few queries fails', series: failing(0.5, 0.5, { rate: 0.5 }), ...never },
  ];
}

const late = (seconds: number) => () =>
  clusterSeries(200, [change(SERVER.replicationDelay, undefined, phases(60, 40, seconds, 100))]);

objectivesSuite({
  engine: 'ClickHouse',
  rule,
  courses: {
    QueryAvailability: availability(SERVER.selectQueries, SERVER.failedSelectQueries),
    InsertAvailability: availability(SERVER.insertQueries, SERVER.failedInsertQueries),
    ReplicationFreshness: [
      { what: 'pages when every replica is late', series: late(1000), page: { fires: [80], silent: [59, 150] } },
      { what: 'is silent for those that are a little late', series: late(200), page: { silent: [59, 80, 150] } },
    ],
  },
});

describeWithCommand('promtool', 'promtool', () => {
  test('the budget left is counted in events, not in hours', () => {
    // An hour in which half of very little fails, and ten in which all of much succeeds.
    const hours = (first: number, then: number) => [
      { minutes: 60, value: first },
      { minutes: 600, value: then },
    ];
    const series = clusterSeries(660, [
      change(SERVER.selectQueries, undefined, hours(2, 6000)),
      change(SERVER.failedSelectQueries, undefined, hours(1, 0)),
      change(MEMORY_FAULT, undefined, hours(1, 0)),
    ]);
    const left = (is: string) => `slo:error_budget:remaining{slo="QueryAvailability"} ${is}`;
    expect(
      play(rulesOf(rule, 'ClickHouseQueryAvailabilityBudgetBurn'), series, [
        { at: 59, query: left('< -400'), holds: true },
        { at: 650, query: left('> 0.97'), holds: true },
        { at: 650, query: left('> 0.99'), holds: false },
      ]),
    ).toBe('');
  });
});
