import { monitoring } from 'bigdata-constructs';
import {
  APPLICATION,
  DRIVER,
  EXECUTORS,
  OPERATED,
  OPERATOR_HEALTH,
  PLATFORM,
  QUEUE,
  SCHEDULE,
} from '../../lib/spark/metrics';
import { alertsSuite, Illness, named } from '../helpers/alerts-suite';
import { describeWithCommand } from '../helpers/authorities';
import { allRulesOf, Expectation, fires, play, rulesOf, Series, silent } from '../helpers/promtool';
import { change, phases } from '../helpers/series';
import { find } from '../helpers/synth';
import { kueue, queued, scheduled, watched } from './clusters';
import { added, healthy, LEADER, NAMESPACE, RUN, TEAM } from './series';

const objects = scheduled({}, watched).objects();
const ofPlatform = find(objects, 'PrometheusRule', 'spark-spark');
const ofTeam = find(objects, 'PrometheusRule', 'etl-spark');
/** That of a team whose applications wait in a queue of Kueue. */
const ofQueue = find(queued(kueue).objects(), 'PrometheusRule', 'etl-spark');

const PLATFORM_ILLNESSES: Illness[] = [
  { alert: 'SparkOperatorUnavailable', ill: [[PLATFORM.available, 0, 'operator-controller']], after: 5 },
  { alert: 'SparkWebhookUnavailable', ill: [[PLATFORM.available, 0, 'operator-webhook']], after: 2 },
  { alert: 'SparkQueueUnavailable', ill: [[PLATFORM.available, 0, 'kueue']], after: 5 },
  { alert: 'SparkOperatorBehind', ill: [[OPERATOR_HEALTH.queue, 150, 'name="sparkapplication']], after: 15 },
  // Of the last quarter of an hour more than half, and then a quarter of an hour.
  {
    alert: 'SparkOperatorRetries',
    ill: [[OPERATOR_HEALTH.failed, 100, 'controller="sparkapplication']],
    after: 24,
    clears: 7,
  },
  { alert: 'SparkHistoryServerUnavailable', ill: [[PLATFORM.available, 0, 'history-server']], after: 15 },
  { alert: 'SparkHistoryServerRestarts', ill: [[PLATFORM.restarts, 0.5, 'history-server']], after: 5, clears: 58 },
];

const TEAM_ILLNESSES: Illness[] = [
  { alert: 'SparkSubmissionsFail', ill: [[OPERATED.failedSubmissions, 1]], after: 3, clears: 28 },
  {
    alert: 'SparkNoExecutors',
    ill: [1, 2].map((id) => [EXECUTORS.slots, 'none', `executor_id="${id}"`]),
    after: 15,
  },
  // Eight run. Within nine minutes nine fail, and then it is looked at for ten.
  { alert: 'SparkExecutorsFail', ill: [[OPERATED.failedExecutors, 1]], after: 19, clears: 22 },
  { alert: 'SparkConnectServerRestarts', ill: [[PLATFORM.restarts, 0.5, 'interactive']], after: 5, clears: 58 },
];

alertsSuite({
  engine: 'Spark',
  rule: ofPlatform,
  further: [ofTeam, ofQueue],
  healthy,
  single: { rule: ofTeam, healthy },
  illnesses: [
    ...PLATFORM_ILLNESSES,
    ...TEAM_ILLNESSES,
    // What a copy of Kueue that does not lead says may be old.
    {
      alert: 'SparkQueueStalled',
      ill: [
        [QUEUE.holding, 0, 'replica_role="leader"'],
        [APPLICATION.state, 'none', 'state="RUNNING"'],
      ],
      after: 30,
    },
  ],
  playedAlone: [
    'SparkApplicationStuck',
    'SparkConnectServerNotReady',
    'SparkDriverOutOfMemory',
    'SparkScheduleInvalid',
    'SparkScheduleOverdue',
    'SparkSubmissionLost',
  ],
  mustComeIn: [`metric="${SCHEDULE.created.name}"`],
});

test('alerts of teams say whose they are, by which they are routed', () => {
  const labels = (rule: typeof ofTeam) =>
    allRulesOf(rule).flatMap(({ alert, labels: own }) => (alert ? [own?.team] : []));
  expect(new Set(labels(ofTeam))).toEqual(new Set(['etl']));
  expect(new Set(labels(ofPlatform))).toEqual(new Set([undefined]));
});

test('none is about a pod that is down: without one it would silence all others of its cluster', () => {
  const names = [ofPlatform, ofTeam, ofQueue].flatMap(allRulesOf).flatMap(({ alert }) => alert ?? []);
  expect(names.filter((name) => name.endsWith('Down'))).toEqual([]);
});

test.each([
  ['0 2 * * *', 'UTC', 24],
  // A day has 25 hours when clocks are put back.
  ['0 2 * * *', 'Europe/Berlin', 25],
  // Over a weekend.
  ['0 2 * * 1-5', 'UTC', 72],
  ['0 2 1 * *', 'UTC', 31 * 24],
  ['*/20 * * * *', 'UTC', 1 / 3],
])('a schedule of %s in %s says that its longest pause has %d hours', (schedule, timeZone, hours) => {
  const { metadata } = find(scheduled({ schedule, timeZone }).objects(), 'ScheduledSparkApplication');
  expect(metadata.annotations).toMatchObject({
    'bigdata-constructs.io/longest-pause-seconds': String(hours * 3600),
    'bigdata-constructs.io/fresh-within-seconds': expect.stringMatching(/^\d+$/) as string,
  });
});

test('where a platform is not monitored, its teams are not', () => {
  const unwatched = scheduled({}, { platform: { monitoring: monitoring.Monitoring.none() } }).objects();
  expect(unwatched.filter(({ kind }) => ['PodMonitor', 'PrometheusRule'].includes(kind))).toEqual([]);
});

describeWithCommand('promtool', 'promtool', () => {
  /** What an alert of the team does where the rest is healthy. */
  const played = (alert: string, series: Series, ...expected: Expectation[]) =>
    play(rulesOf(ofTeam, alert), { ...healthy(400), ...series }, expected);
  const course = (alert: string, loud: number[], quiet: number[]) => [
    ...loud.map((at) => fires(at, named(alert))),
    ...quiet.map((at) => silent(at, named(alert))),
  ];

  test.each(['SUBMITTED', 'PENDING_RERUN'])('SparkApplicationStuck fires half an hour after one is %s', (state) => {
    const stuck = added(APPLICATION.state, `${TEAM},${RUN},sparkapplication="nightly-2",state="${state}"`, 20, 60);
    expect(played('SparkApplicationStuck', stuck, ...course('SparkApplicationStuck', [50, 79], [19, 49, 81]))).toBe('');
  });

  test('SparkApplicationStuck counts on where one is submitted again', () => {
    const run = `${TEAM},${RUN},sparkapplication="nightly-2"`;
    const twice = {
      ...added(APPLICATION.state, `${run},state="SUBMITTED"`, 20, 20),
      ...added(APPLICATION.state, `${run},state="PENDING_RERUN"`, 40, 20),
    };
    expect(played('SparkApplicationStuck', twice, ...course('SparkApplicationStuck', [50, 59], [49, 61]))).toBe('');
  });

  test('SparkApplicationStuck fires half an hour after one was made that the operator does not look at', () => {
    const alert = 'SparkApplicationStuck';
    const run = `${TEAM},${RUN},sparkapplication="nightly-2"`;
    const made = {
      ...added(APPLICATION.submissions, run, 20, 200, 0),
      ...added(APPLICATION.state, `${run},state="RUNNING"`, 80, 140),
    };
    expect(played(alert, made, ...course(alert, [50, 79], [19, 49, 81, 200]))).toBe('');
  });

  describe('SparkSubmissionLost', () => {
    const alert = 'SparkSubmissionLost';
    const lost = (submissions: number, state = 'FAILED') => {
      const run = `${TEAM},${RUN},sparkapplication="nightly-2"`;
      return {
        ...added(APPLICATION.state, `${run},state="${state}"`, 20, 200),
        ...added(APPLICATION.submissions, run, 20, 200, submissions),
        ...added(APPLICATION.ended, `${run},state="${state}"`, 20, 200, 20 * 60 - 1),
      };
    };

    test('fires at once, for an hour, for one that was given up before it was submitted', () => {
      expect(played(alert, lost(0), ...course(alert, [20, 79], [19, 81, 200]))).toBe('');
    });

    test('is silent for one that was submitted, and failed', () => {
      expect(played(alert, lost(1), ...course(alert, [], [20, 50, 79]))).toBe('');
    });

    test('is silent for one that ended well', () => {
      expect(played(alert, lost(1, 'COMPLETED'), ...course(alert, [], [20, 50, 79]))).toBe('');
    });
  });

  test('SparkExecutorsFail fires where all executors crash before any was seen to run', () => {
    const alert = 'SparkExecutorsFail';
    const crashing = healthy(60, [
      change(OPERATED.executors, undefined, [{ minutes: 60, value: 0 }]),
      change(OPERATED.failedExecutors, undefined, [{ minutes: 20 }, { minutes: 40, value: 2 }]),
    ]);
    const series = Object.fromEntries(
      Object.entries(crashing).filter(([name]) => !name.startsWith(OPERATED.executors.name)),
    );
    expect(play(rulesOf(ofTeam, alert), series, course(alert, [40, 59], [19, 25]))).toBe('');
  });

  describe('SparkQueueStalled', () => {
    const alert = 'SparkQueueStalled';
    const waiting = added(APPLICATION.state, `${TEAM},${RUN},sparkapplication="nightly-2",state="SUSPENDED"`, 20, 100);
    /** Kueue is not there, or nobody asks it; and what of the team runs goes on, or does not. */
    const withoutKueue = (runs: boolean) => ({
      ...Object.fromEntries(
        Object.entries(
          healthy(130, runs ? [] : [change(APPLICATION.state, 'state="RUNNING"', phases(20, 100, 'none', 10))]),
        ).filter(([name]) => !name.startsWith('kueue_')),
      ),
      ...waiting,
    });

    test('fires for what waits in a queue that Kueue does not know, and where Kueue says nothing', () => {
      const unknown = healthy(130, [
        change(QUEUE.pending, undefined, [{ minutes: 130, value: 0 }]),
        change(QUEUE.holding, undefined, [{ minutes: 130, value: 0 }]),
        change(APPLICATION.state, 'state="RUNNING"', phases(20, 100, 'none', 10)),
      ]);
      for (const series of [{ ...unknown, ...waiting }, withoutKueue(false)]) {
        expect(play(rulesOf(ofQueue, alert), series, course(alert, [50, 119], [19, 49, 121]))).toBe('');
      }
    });

    test('is silent while one waits and another one runs, whatever Kueue says', () => {
      expect(play(rulesOf(ofQueue, alert), withoutKueue(true), course(alert, [], [50, 119]))).toBe('');
    });

    test('says how many wait, however many copies of Kueue say so', () => {
      const ill = healthy(60, [
        change(QUEUE.holding, undefined, [{ minutes: 10 }, { minutes: 50, value: 0 }]),
        change(APPLICATION.state, 'state="RUNNING"', phases(10, 49, 'none', 1)),
      ]);
      // The one that led until a moment ago is still remembered.
      const before = {
        [`${QUEUE.pending.name}{${LEADER.replace('kueue-0', 'kueue-2')},status="inadmissible"}`]: '3x60',
      };
      const [{ expr }] = allRulesOf(ofQueue).filter((one) => one.alert === alert);
      expect(
        play(rulesOf(ofQueue, alert), { ...ill, ...before }, [{ at: 30, query: `(${expr}) == 3`, holds: true }]),
      ).toBe('');
    });
  });

  test('SparkConnectServerNotReady fires after ten minutes', () => {
    const alert = 'SparkConnectServerNotReady';
    const name = 'kube_sparkconnect_state';
    const labels = `${TEAM},application="notebooks",sparkconnect="notebooks"`;
    const down = {
      [`${name}{${labels},state="Ready"}`]: '1x19 stale _x29 1x20',
      [`${name}{${labels},state="NotReady"}`]: '_x20 1x29 stale',
    };
    expect(played(alert, down, ...course(alert, [30, 49], [19, 29, 51]))).toBe('');
  });

  test('SparkDriverOutOfMemory fires at once, for an hour', () => {
    const alert = 'SparkDriverOutOfMemory';
    const killed = {
      ...added(
        PLATFORM.terminated,
        `${NAMESPACE},container="spark-kubernetes-driver",pod="b",reason="OOMKilled"`,
        20,
        200,
      ),
      ...added(PLATFORM.completed, `${NAMESPACE},pod="b"`, 20, 200, 20 * 60),
    };
    expect(played(alert, killed, ...course(alert, [21, 79], [19, 81, 200]))).toBe('');
  });

  test('SparkScheduleInvalid fires after five minutes, and until it is made anew', () => {
    const alert = 'SparkScheduleInvalid';
    const invalid = added(SCHEDULE.state, `${TEAM},${RUN},state="FailedValidation"`, 20, 60);
    expect(played(alert, invalid, ...course(alert, [25, 79], [19, 24, 81]))).toBe('');
  });

  test('SparkNoExecutors wakes nobody where a driver has no work', () => {
    const idle = healthy(100, [
      ...[1, 2].map((id) => change(EXECUTORS.slots, `executor_id="${id}"`, phases(20, 60, 'none', 20))),
      change(DRIVER.activeJobs, undefined, phases(10, 80, 0, 10)),
    ]);
    expect(play(rulesOf(ofTeam, 'SparkNoExecutors'), idle, [silent(60, named('SparkNoExecutors'))])).toBe('');
  });

  test('SparkOperatorUnavailable fires where there is none, and not where nothing is known', () => {
    const alert = 'SparkOperatorUnavailable';
    const during = (of: string | undefined) =>
      healthy(60, [change(PLATFORM.available, of, phases(20, 30, 'none', 10))]);
    const judged = (series: Series, expected: Expectation[]) => play(rulesOf(ofPlatform, alert), series, expected);
    expect(judged(during('operator-controller'), course(alert, [26, 49], [19, 24, 51]))).toBe('');
    expect(judged(during(undefined), course(alert, [], [30, 49]))).toBe('');
  });

  describe('SparkScheduleOverdue, of what runs every hour and must have ended half an hour later,', () => {
    const alert = 'SparkScheduleOverdue';
    const late = (phasesOf: Series, loud: number[], quiet: number[]) =>
      played(alert, phasesOf, ...course(alert, loud, quiet));
    const ended = `${APPLICATION.ended.name}{${TEAM},${RUN},sparkapplication="nightly-0",state="COMPLETED"}`;
    const next = `${SCHEDULE.nextRun.name}{${TEAM},${RUN}}`;
    const created = `${SCHEDULE.created.name}{${TEAM},${RUN}}`;
    const suspended = `${SCHEDULE.suspended.name}{${TEAM},${RUN}}`;

    test('fires while runs fail, from when the first of them is late, and until one ends well', () => {
      // The last that ended well did so in minute 10. Runs are begun in time.
      expect(late({ [ended]: '600x209 12600x190' }, [106, 209], [60, 99, 104, 211])).toBe('');
    });

    test('fires while a run that is due does not begin', () => {
      // The last one ended well a moment ago, all the time. What is due in minute 20 waits for something.
      expect(late({ [next]: '1200x100 1e9x299' }, [56, 100], [49, 54, 102])).toBe('');
    });

    test('fires for a new one when its first run is late, and not before it is due', () => {
      // Made in minute 30, due in minute 90, late from minute 120 on. Nothing of it has ended.
      const made = { [ended]: '_x400', [created]: '_x30 1800x370', [next]: '_x30 5400x370' };
      const others = { [suspended]: '_x30 0x370' };
      expect(late({ ...made, ...others }, [126], [31, 89, 95, 119, 124])).toBe('');
    });

    test('is silent for one that is suspended', () => {
      expect(late({ [ended]: '600x400', [next]: '1200x400', [suspended]: '1x400' }, [], [60, 106, 209])).toBe('');
    });

    test('gives one that goes on after a suspension the time that a run has', () => {
      // The run that was due in minute 20 begins in minute 205, and ends well in minute 220, or not.
      const held = { [suspended]: '1x200 0x199', [next]: '1200x204 1e9x195' };
      expect(late({ ...held, [ended]: '600x219 13200x180' }, [], [199, 203, 210, 220, 240])).toBe('');
      expect(late({ ...held, [ended]: '600x400' }, [241, 300], [199, 203, 220, 229])).toBe('');
    });
  });
});
