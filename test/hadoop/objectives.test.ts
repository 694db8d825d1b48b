import { NAME_NODE, QUEUES } from '../../lib/hadoop/metrics';
import { objectivesSuite } from '../helpers/objectives-suite';
import { change, phases } from '../helpers/series';
import { find } from '../helpers/synth';
import { cluster } from './clusters';
import { healthy, probeRuns } from './series';

const slow = (ordinal: number, ms: number) => () =>
  healthy(200, [change(NAME_NODE.processingTime, `pod="lake-namenode-${ordinal}"`, phases(60, 40, ms, 100))]);
const missing = (blocks: number) => () =>
  healthy(200, [change(NAME_NODE.missingBlocks, 'hastate="active"', phases(60, 40, blocks, 100))]);
const waiting = (containers: number) => () =>
  healthy(700, [change(QUEUES.pendingContainers, 'queue="root"', phases(60, 500, containers, 140))]);

objectivesSuite({
  engine: 'Hadoop',
  rule: find(cluster().objects(), 'PrometheusRule'),
  courses: {
    NameNodeLatency: [
      {
        what: 'pages while the active NameNode answers slowly, and is silent again when it does not',
        series: slow(0, 300),
        page: { fires: [80], silent: [59, 150] },
      },
      {
        what: 'is silent for a NameNode that is a little slower than usual',
        series: slow(0, 60),
        page: { silent: [80, 98] },
      },
      { what: 'is silent for a standby that is slow', series: slow(1, 5000), page: { silent: [80, 98] } },
    ],
    BlockHealth: [
      {
        what: 'pages when one block of a thousand is gone, and is silent again when it is back',
        series: missing(1000),
        page: { fires: [80], silent: [59, 150] },
      },
      {
        what: 'is silent for two of a million: for those there is an alert of its own',
        series: missing(2),
        page: { silent: [80, 98] },
      },
    ],
    WriteAvailability: [
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
      {
        what: 'opens a ticket where every tenth fails',
        series: () => probeRuns(900, (minute) => minute >= 60 && minute % 50 === 0),
        ticket: { fires: [600], silent: [59] },
      },
    ],
    ContainerWait: [
      {
        what: 'opens a ticket where most containers wait for hours, and wakes nobody',
        series: waiting(500),
        page: { silent: [500] },
        ticket: { fires: [500], silent: [59] },
      },
      { what: 'is silent where a few wait', series: waiting(5), ticket: { silent: [300, 550] } },
    ],
  },
});
