import { APPLICATION, OPERATED, SCHEDULE } from '../../lib/spark/metrics';
import { objectivesSuite } from '../helpers/objectives-suite';
import { Series } from '../helpers/promtool';
import { change, phases } from '../helpers/series';
import { find } from '../helpers/synth';
import { scheduled, watched } from './clusters';
import { CANARY, healthy, RUN, TEAM } from './series';

const objects = scheduled({}, watched).objects();

/** Runs, one every few minutes, each of which ends at once: well or not, and submitted or not. They are kept for half an hour. */
function runs(minutes: number, every: number, fails: (minute: number) => boolean, submitted = true): Series {
  const series = Object.fromEntries(
    Object.entries(healthy(minutes)).filter(([name]) => !name.startsWith('kube_sparkapplication_')),
  );
  for (let at = 0; at < minutes; at += every) {
    const labels = `${TEAM},${RUN},sparkapplication="nightly-${at}"`;
    const before = at > 0 ? `_x${at} ` : '';
    const state = fails(at) ? 'FAILED' : 'COMPLETED';
    series[`${APPLICATION.ended.name}{${labels},state="${state}"}`] = `${before}${at * 60}x30 stale`;
    series[`${APPLICATION.submissions.name}{${labels}}`] = `${before}${submitted || !fails(at) ? 1 : 0}x30 stale`;
  }
  return series;
}

const between = (from: number, to: number) => (minute: number) => minute >= from && minute < to;
const slow = (share: number) => () =>
  healthy(240, [change(OPERATED.startedWithin, 'le="300"', phases(60, 60, 2 * (1 - share), 120))]);

objectivesSuite({
  engine: 'Spark',
  rule: find(objects, 'PrometheusRule', 'etl-spark'),
  courses: {
    ApplicationSuccess: [
      {
        what: 'pages while nearly all fail, and is silent again when they do not',
        series: () => runs(300, 5, between(60, 150)),
        page: { fires: [120, 145], silent: [59, 75, 200] },
      },
      {
        what: 'wakes nobody for one of twenty',
        series: () => runs(300, 5, (minute) => minute % 100 === 0),
        page: { silent: [101, 150, 201, 290] },
      },
      {
        what: 'wakes nobody where hardly anything runs: what is late is told of each schedule',
        series: () => runs(300, 60, between(60, 299)),
        page: { silent: [61, 65, 122, 185, 245] },
      },
    ],
    SubmissionSuccess: [
      {
        what: 'pages while applications are given up before they are submitted',
        series: () => runs(300, 5, (minute) => minute >= 60 && minute < 150 && minute % 10 === 0, false),
        page: { fires: [120, 145], silent: [59, 220] },
      },
      {
        what: 'does not count programs that fail',
        series: () => runs(300, 5, between(60, 150)),
        page: { silent: [120, 145] },
      },
    ],
    StartLatency: [
      {
        what: 'pages while drivers wait for nodes, and is silent again when they do not',
        series: slow(1),
        page: { fires: [115], silent: [59, 75, 160] },
      },
      { what: 'is silent where a few do', series: slow(0.04), page: { silent: [90, 115] }, ticket: { silent: [115] } },
    ],
    ScheduleFreshness: [
      {
        what: 'pages while the one schedule that there is is late',
        series: () =>
          healthy(400, [
            change(APPLICATION.ended, TEAM + `,${RUN},sparkapplication="nightly-0"`, phases(10, 200, 600, 190)),
          ]),
        page: { fires: [130, 205], silent: [90, 260] },
      },
      {
        what: 'is silent for one that is suspended',
        series: () =>
          healthy(400, [
            change(APPLICATION.ended, TEAM + `,${RUN},sparkapplication="nightly-0"`, phases(10, 200, 600, 190)),
            change(SCHEDULE.suspended, TEAM, phases(5, 300, 1, 95)),
          ]),
        page: { silent: [130, 205] },
      },
    ],
  },
});

const canary = (lasts: number) => () =>
  healthy(400, [change(APPLICATION.ended, `{${CANARY}`, phases(60, lasts, 60 * 60, 340 - lasts))]);

describe('of the platform', () => {
  objectivesSuite({
    engine: 'Spark',
    rule: find(objects, 'PrometheusRule', 'spark-spark'),
    courses: {
      JobAvailability: [
        {
          what: 'pages where two runs fail or do not come, one after the other',
          series: canary(60),
          page: { fires: [112], silent: [59, 84, 100, 150] },
        },
        {
          what: 'wakes nobody for a run that failed once',
          series: canary(31),
          page: { silent: [84, 90, 92, 100, 120] },
        },
      ],
    },
  });
});
