import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { monitoring } from 'bigdata-constructs';
import { describeWithCommand, describeWithSpark, SparkPrograms } from '../helpers/authorities';
import { dashboardsOf, queriesOf } from '../helpers/grafana';
import { until } from '../helpers/process';
import { Prometheus, Target } from '../helpers/prometheus';
import { ruleFile } from '../helpers/promtool';
import { find } from '../helpers/synth';
import { kueue, queued, scheduled, watched } from './clusters';
import { CATALOGUE, healthy } from './series';

const run = promisify(execFile);
const objects = scheduled({}, watched).objects();

const namesIn = (exposition: string) => new Set([...exposition.matchAll(/^([a-z]\w*)[{ ]/gim)].map(([, name]) => name));
const missingFrom = (exposition: string, metrics: monitoring.Metric[]) => {
  const names = namesIn(exposition);
  return metrics.filter(({ name }) => name !== 'up' && !names.has(name)).map(({ name }) => name);
};

/** Asks a driver for its metrics. One that runs alone is its own executor. */
const PROGRAM = `import sys, urllib.request
from pyspark.sql import SparkSession
spark = SparkSession.builder.getOrCreate()
spark.range(1000).groupBy("id").count().count()
for name, path in (("driver", sys.argv[1]), ("executors", sys.argv[2])):
    print("== " + name)
    print(urllib.request.urlopen(spark.sparkContext.uiWebUrl + path).read().decode())
spark.stop()
`;

/** The paths of the PodMonitor, by the label job. */
function paths(): Record<string, string> {
  const { podMetricsEndpoints } = find(objects, 'PodMonitor', 'etl-driver').spec as {
    podMetricsEndpoints: { path: string; relabelings: { targetLabel: string; replacement: string }[] }[];
  };
  return Object.fromEntries(
    podMetricsEndpoints.map(({ path: at, relabelings }) => [
      relabelings.find(({ targetLabel }) => targetLabel === 'job')!.replacement,
      at,
    ]),
  );
}

test('one monitor a team finds the drivers and Connect servers of all its applications, and says whose they are', () => {
  const { selector, podMetricsEndpoints } = find(objects, 'PodMonitor', 'etl-driver').spec as {
    selector: object;
    podMetricsEndpoints: { port: string; relabelings: { targetLabel: string; sourceLabels?: string[] }[] }[];
  };
  expect(selector).toEqual({ matchLabels: { 'app.kubernetes.io/name': 'spark', team: 'etl' } });
  // Without the slash there is an answer, which leads elsewhere.
  expect(paths()).toEqual({
    'spark-driver': '/metrics/prometheus/',
    'spark-executor': '/metrics/executors/prometheus',
  });
  for (const { port, relabelings } of podMetricsEndpoints) {
    expect(port).toBe('spark-ui');
    expect(relabelings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ targetLabel: 'engine_cluster', replacement: 'spark' }),
        ...['team', 'application'].map(
          (targetLabel) =>
            expect.objectContaining({
              targetLabel,
              sourceLabels: [`__meta_kubernetes_pod_label_${targetLabel}`],
            }) as unknown,
        ),
      ]),
    );
  }
});

async function exposedBy({ home, python }: SparkPrograms): Promise<Record<'driver' | 'executors', string>> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'spark-metrics-'));
  try {
    const file = path.join(folder, 'job.py');
    fs.writeFileSync(file, PROGRAM);
    const { template } = find(objects, 'ScheduledSparkApplication', 'nightly').spec as {
      template: { sparkConf: Record<string, string> };
    };
    const rendered = Object.entries(template.sparkConf).filter(([key]) => /^spark\.(metrics|ui\.prometheus)/.test(key));
    expect(rendered.length).toBeGreaterThan(3);
    const conf = Object.entries({ ...Object.fromEntries(rendered), 'spark.ui.port': '0' });
    const { 'spark-driver': driver, 'spark-executor': executors } = paths();
    const { stdout } = await run(
      path.join(home, 'bin', 'spark-submit'),
      [
        '--master',
        'local[1]',
        ...conf.flatMap(([key, value]) => ['--conf', `${key}=${value}`]),
        file,
        driver,
        executors,
      ],
      {
        cwd: folder,
        env: { ...process.env, SPARK_HOME: home, PYSPARK_PYTHON: python, SPARK_LOCAL_IP: '127.0.0.1' },
        maxBuffer: 1e8,
      },
    );
    const [, ofDriver, ofExecutors] = stdout.split(/^== \w+\n/m);
    return { driver: ofDriver, executors: ofExecutors };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

describe.each(['3.5', '4.0', '4.1'])('Spark %s', (line) => {
  describeWithSpark(line, 'itself', (programs) => {
    test('exposes every metric of the catalogue at the paths that are scraped, with the settings that are rendered', async () => {
      const exposed = await exposedBy(programs);
      expect(missingFrom(exposed.driver, CATALOGUE.driver)).toEqual([]);
      expect(missingFrom(exposed.executors, CATALOGUE.executors)).toEqual([]);
      expect(exposed.executors).toMatch(/executor_id="driver"/);
    }, 300_000);
  });
});

describeWithCommand('prometheus', 'Prometheus, which scrapes all of it', () => {
  /** Labels that come with a target, and not with what it exposes. */
  const OF_TARGET = ['namespace', 'engine_cluster', 'pod', 'job', 'team', 'application'];

  /** Every series of a healthy place, as its targets show them. */
  function targets(): Target[] {
    const lines = Object.keys(healthy(1)).map((series) => {
      const [, name, text] = /^(\w+)\{(.*)\}$/.exec(series)!;
      const labels = Object.fromEntries([...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, value]));
      return { name, labels };
    });
    const started = Date.now();
    const value = (name: string) =>
      name.endsWith('suspended')
        ? 0
        : /_time_seconds$/.test(name)
          ? Date.now() / 1000
          : /_(count|total|bucket)$/.test(name)
            ? Date.now() - started
            : 1;
    const shown = (some: typeof lines, hidden: string[]) => () =>
      some
        .filter(({ name }) => name !== 'up')
        .map(({ name, labels }) => {
          const own = Object.entries(labels).filter(([key]) => !hidden.includes(key));
          return `${name}{${own.map(([key, each]) => `${key}="${each}"`).join(',')}} ${value(name)}\n`;
        })
        .join('');
    const ofJob = (job: string) => lines.filter(({ labels }) => labels.job === job);
    const others = lines.filter(({ labels }) => labels.job === undefined);
    return [
      ...['spark-driver', 'spark-executor'].map((job): Target => {
        const [{ labels }] = ofJob(job);
        const common = Object.entries(labels).filter(([key]) => key !== 'job' && OF_TARGET.includes(key));
        return { job, labels: Object.fromEntries(common), exposition: shown(ofJob(job), OF_TARGET) };
      }),
      { job: 'others', labels: {}, exposition: shown(others, []) },
    ];
  }

  test.each([
    ['spark', 'spark-spark', 'Spark / spark / spark', objects],
    ['etl', 'etl-spark', 'Spark / etl / etl', objects],
    ['etl, where it queues by Kueue', 'etl-spark', 'Spark / etl / etl', queued(kueue).objects()],
  ])('evaluates every rule in %s, and finds series for every panel', async (where, name, title, rendered) => {
    const [namespace] = where.split(',');
    const rule = ruleFile(find(rendered, 'PrometheusRule', name));
    const dashboard = dashboardsOf(rendered).find((one) => one.title === title)!;
    const queries = queriesOf(dashboard, { namespace, cluster: 'spark' });
    const prometheus = await Prometheus.start(rule, targets());
    try {
      await until(async () => (await prometheus.empty(queries)).length === 0);
      expect(await prometheus.empty(queries)).toEqual([]);
      expect(queries.length).toBeGreaterThan(8);
      await until(async () => (await prometheus.wrong()).length === 0);
      expect(await prometheus.wrong()).toEqual([]);
      expect(await prometheus.rules()).toHaveLength(rule.match(/expr:/g)?.length ?? 0);
    } finally {
      await prometheus.stop();
    }
  });
});
