import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { monitoring } from 'bigdata-constructs';
import { CANARY_PROGRAM } from '../../lib/spark/programs/canary-program';
import { describeWithSpark } from '../helpers/authorities';
import { allRulesOf } from '../helpers/promtool';
import { find } from '../helpers/synth';
import { platform, store, watched } from './clusters';

const { app, platform: made, objects: written } = platform(watched);
const objects = written();
const canary = find(objects, 'ScheduledSparkApplication', 'spark-canary');

test('a platform runs a small job every quarter of an hour, in its own namespace', () => {
  expect(canary.metadata.namespace).toBe('spark');
  expect(canary.spec).toMatchObject({
    schedule: '*/15 * * * *',
    concurrencyPolicy: 'Forbid',
    suspend: false,
    template: {
      driver: { cores: 1, coreRequest: '1', memory: '1024m' },
      executor: { cores: 1, coreRequest: '1', memory: '1024m', instances: 1 },
    },
  });
  expect((canary.spec as { template: object }).template).not.toHaveProperty('dynamicAllocation');
});

test('it writes its event log with the grants that the platform says it needs', () => {
  const identities = made.storeAccess.map(({ identity, mode }) => `${identity.serviceAccountName} ${mode}`);
  expect(made.storeAccess.every((access) => access.store === store)).toBe(true);
  const account = (canary.spec as { template: { driver: { serviceAccount: string } } }).template.driver.serviceAccount;
  expect(identities).toContain(`${account} ReadWrite`);
  expect(objects).toContainEqual(
    expect.objectContaining({
      kind: 'ServiceAccount',
      metadata: expect.objectContaining({ name: account, namespace: 'spark' }) as unknown,
    }),
  );
});

test("it counts in the platform's objective, and in that of no team", () => {
  const rules = objects.filter(({ kind }) => kind === 'PrometheusRule');
  expect(rules.map(({ metadata }) => metadata.name).sort()).toEqual(['etl-spark', 'spark-spark']);
  const reads = (name: string) => allRulesOf(find(objects, 'PrometheusRule', name)).map(({ expr }) => expr);
  expect(reads('spark-spark').filter((expr) => expr.includes('schedule="spark-canary"'))).not.toEqual([]);
  const ofState = reads('etl-spark').filter((expr) => /kube_\w*sparkapplication_/.test(expr));
  expect(ofState).not.toEqual([]);
  expect(ofState.filter((expr) => !expr.includes('team="etl"'))).toEqual([]);
});

test('who does not want it has none, and no objective on it', () => {
  const without = platform({ platform: { monitoring: monitoring.Monitoring.standard({ probe: false }) } });
  expect(without.platform.monitoring.slos).toEqual([]);
  expect(without.objects().filter(({ kind }) => kind === 'ScheduledSparkApplication')).toEqual([]);
  expect(app.node.findAll().length).toBeGreaterThan(without.app.node.findAll().length);
});

describeWithSpark('4.1', "Spark, which runs the canary's program", ({ home, python }) => {
  /** What it prints, or how it ends. */
  const run = (program: string): Promise<string> => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'canary-'));
    fs.writeFileSync(path.join(folder, 'job.py'), program);
    const env = { ...process.env, SPARK_HOME: home, PYSPARK_PYTHON: python, SPARK_LOCAL_IP: '127.0.0.1' };
    const options = ['--master', 'local[1]', '--conf', 'spark.ui.enabled=false', 'job.py'];
    return promisify(execFile)(path.join(home, 'bin', 'spark-submit'), options, { cwd: folder, env }).then(
      ({ stdout }) => stdout,
      (error: { code: number }) => `ended with ${error.code}`,
    );
  };

  test('ends well with the right number, and not with another', async () => {
    expect(await run(CANARY_PROGRAM)).toContain('pi is about 3.141');
    expect(await run(CANARY_PROGRAM.replace('x * x + y * y < 1', 'x < y'))).toBe('ended with 1');
  }, 300_000);
});
