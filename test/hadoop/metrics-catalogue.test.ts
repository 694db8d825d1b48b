import * as fs from 'node:fs';
import * as path from 'node:path';
import { monitoring } from 'bigdata-constructs';
import { zooKeeperMetrics } from '../../lib/services/zookeeper/metrics';
import { describeWithCommand } from '../helpers/authorities';
import { dashboardsOf, queriesOf } from '../helpers/grafana';
import { until } from '../helpers/process';
import { Prometheus, Target } from '../helpers/prometheus';
import { ruleFile } from '../helpers/promtool';
import { find } from '../helpers/synth';
import { CATALOGUE, missingFrom } from './catalogue';
import { cluster, everything } from './clusters';

/** What Hadoop 3.4.3's own daemons answered at `/prom`, in the lab, without what no rule reads. Active and standby differ. */
const folder = path.join(__dirname, 'data', 'exposed');
const EXPOSED = Object.fromEntries(
  fs.readdirSync(folder).map((file) => [path.basename(file, '.txt'), fs.readFileSync(path.join(folder, file), 'utf8')]),
);
const expositionsOf = (component: string) =>
  Object.entries(EXPOSED).flatMap(([file, text]) => (file.split('-')[0] === component ? [text] : []));

test.each(Object.keys(CATALOGUE))(
  'the %s exposes every metric of the catalogue, of the type that it says',
  (component) => {
    expect(CATALOGUE[component].length).toBeGreaterThan(3);
    expect(missingFrom(expositionsOf(component), CATALOGUE[component])).toEqual([]);
  },
);

test('a name that no daemon has would be found', () => {
  const invented = monitoring.Metric.gauge({ name: 'fs_namesystem_no_such', component: 'namenode', description: '' });
  expect(missingFrom(expositionsOf('namenode'), [invented])).toEqual([
    'fs_namesystem_no_such: nothing instead of gauge',
  ]);
});

test('only the active ResourceManager has a server for clients', () => {
  const active = /^rpc_call_queue_length\{port="8032"/m;
  expect(EXPOSED['resourcemanager-active']).toMatch(active);
  expect(EXPOSED['resourcemanager-standby']).not.toMatch(active);
});

test('what changes with every edit is no label, and gateways are told who asks', () => {
  const objects = cluster(everything).objects();
  const endpointOf = (name: string) =>
    (find(objects, 'PodMonitor', name).spec as { podMetricsEndpoints: unknown[] }).podMetricsEndpoints[0];
  expect(EXPOSED['namenode-active']).toMatch(/totalsynctimes="[0-9 ]+"/);
  expect(endpointOf('lake-namenode')).toMatchObject({
    path: '/prom',
    metricRelabelings: expect.arrayContaining([
      { action: 'labeldrop', regex: expect.stringMatching(/^totalsynctimes\|/) as string },
    ]) as unknown,
  });
  expect(endpointOf('lake-httpfs')).toMatchObject({ params: { 'user.name': ['prometheus'] } });
});

describeWithCommand('prometheus', 'Prometheus, which scrapes what the daemons expose', () => {
  const objects = cluster(everything).objects();
  const rule = ruleFile(find(objects, 'PrometheusRule'));
  const [dashboard] = dashboardsOf(objects).filter(({ title }) => title.startsWith('Hadoop'));
  const queries = queriesOf(dashboard, { namespace: 'lake', cluster: 'lake' });
  const platform = [
    `kube_job_created{job_name="lake-probe-1"} ${Date.now() / 1000 - 400}`,
    'kube_job_status_succeeded{job_name="lake-probe-1"} 1',
    ...['lake-probe', 'lake-backup', 'lake-balancer'].flatMap((job) => [
      `kube_cronjob_created{cronjob="${job}"} 1`,
      `kube_cronjob_status_last_successful_time{cronjob="${job}"} 1`,
    ]),
  ].join('\n');

  test('evaluates every rule, and finds series for every panel', async () => {
    const zookeeper = Object.values(zooKeeperMetrics('zookeeper'))
      .filter(({ name }) => name !== 'up')
      .map(({ name, metricType }) => `# TYPE ${name} ${metricType}\n${name}{area="heap"} 1\n`)
      .join('');
    const targets = Object.entries({ ...EXPOSED, zookeeper }).map(([file, text], index): Target => {
      const [component] = file.split('-');
      return {
        job: `hadoop-${component}`,
        labels: { namespace: 'lake', engine_cluster: 'lake', pod: `lake-${component}-${index}` },
        // Nothing ran in the lab.
        exposition: () =>
          `${text.replace(/(allocated_containers{.*}) 0/, '$1 2')}${component === 'namenode' ? `${platform}\n` : ''}`,
      };
    });
    const prometheus = await Prometheus.start(rule, targets);
    try {
      await until(async () => (await prometheus.empty(queries)).length === 0);
      expect(await prometheus.empty(queries)).toEqual([]);
      expect(queries.length).toBeGreaterThan(60);
      await until(async () => (await prometheus.wrong()).length === 0);
      expect(await prometheus.wrong()).toEqual([]);
      expect(await prometheus.rules()).toHaveLength(rule.match(/expr:/g)?.length ?? 0);
    } finally {
      await prometheus.stop();
    }
  });
});
