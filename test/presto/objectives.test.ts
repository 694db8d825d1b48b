import { COORDINATOR } from '../../lib/presto/metrics';
import { objectivesSuite } from '../helpers/objectives-suite';
import { change, phases } from '../helpers/series';
import { find } from '../helpers/synth';
import { cluster } from './clusters';
import { healthy, probeRuns } from './series';

const failing = (aMinute: number) => () =>
  healthy(240, [change(COORDINATOR.internalFailures, undefined, phases(60, 60, aMinute, 120))]);
const waiting = (queries: number) => () =>
  healthy(700, [change(COORDINATOR.queued, undefined, phases(60, 500, queries, 140))]);
const present = (nodes: number) => () =>
  healthy(400, [change(COORDINATOR.activeNodes, undefined, phases(60, 180, nodes, 160))]);

objectivesSuite({
  engine: 'Presto',
  rule: find(cluster().objects(), 'PrometheusRule'),
  courses: {
    QuerySuccess: [
      {
        what: 'pages while a fifth fails by fault of the engine, and is silent again when none does',
        series: failing(12),
        page: { fires: [90, 118], silent: [59, 160] },
      },
      {
        what: 'is silent for mistakes of users, however many',
        series: () =>
          healthy(240, [
            change(COORDINATOR.userErrors, undefined, phases(60, 60, 50, 120)),
            change(COORDINATOR.failed, undefined, phases(60, 60, 50, 120)),
          ]),
        page: { silent: [90, 118] },
        ticket: { silent: [118] },
      },
      {
        what: 'wakes nobody at night, where one of few fails',
        series: () =>
          healthy(240, [
            change(COORDINATOR.internalFailures, undefined, phases(60, 60, 0.05, 120)),
            change(COORDINATOR.completed, undefined, [{ minutes: 240, value: 0.1 }]),
            change(COORDINATOR.userErrors, undefined, [{ minutes: 240, value: 0 }]),
          ]),
        page: { silent: [90, 118] },
      },
    ],
    QueueTime: [
      {
        what: 'opens a ticket where most queries wait for hours, and wakes nobody',
        series: waiting(60),
        page: { silent: [500] },
        ticket: { fires: [500], silent: [59] },
      },
      { what: 'is silent where one in ten waits', series: waiting(0.6), ticket: { silent: [300, 550] } },
    ],
    WorkerPresence: [
      {
        what: 'opens a ticket while two of three workers are not there, and is silent again when they are',
        series: present(2),
        ticket: { fires: [238], silent: [59] },
      },
      {
        what: 'is silent while more leave than are wanted',
        series: present(6),
        page: { silent: [120, 238] },
        ticket: { silent: [238] },
      },
    ],
    CatalogAvailability: [
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
  },
});
