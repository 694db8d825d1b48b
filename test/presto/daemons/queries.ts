import { runbooksOf } from '../../helpers/runbooks-suite';
import { LabPod } from '../../lab/pod';
import { Scenario } from '../../lab/scenarios';
import { PrestoLab } from './presto-lab';
import { TPCH } from './tpch';

/** What pages about alerts look for in metrics, but for what one distribution does not show. */
const LOOKED_FOR = Object.values(runbooksOf('presto'))
  .flatMap((page) => [...page.matchAll(/\/metrics (\| grep .*)$/gm)].map(([, command]) => command))
  .filter((command) => !command.includes('code_cache'));

/** What pages about alerts call, in the pods of nodes. */
export async function asked(pods: LabPod[]): Promise<void> {
  const said = async (pod: LabPod, command: string) => {
    const { code, output } = await pod.exec(`sh /etc/presto/ask ${command}`);
    return code === 0 ? output : `${pod.name} with ${command} ended with ${code}: ${output}`;
  };
  for (const pod of pods) expect(await said(pod, '/metrics')).toMatch(/^(presto|trino)_/m);
  const [coordinator] = pods;
  for (const command of new Set(LOOKED_FOR)) {
    expect(await said(coordinator, `/metrics ${command}`)).toMatch(/^(presto_|trino_|JMX_|\d+\n)/);
  }
  expect(await said(coordinator, '/v1/query')).toMatch(/"state" *: *"FINISHED"/);
}

/** What a cluster does that nothing happens to, whichever distribution it is of. */
export function queries(scenario: Scenario<PrestoLab>): void {
  scenario('form a cluster, and pass their probes', async (running) => {
    await running.isFormed();
    for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe'] as const) {
      for (const pod of running.pods) {
        await running.lab.until(`${probe} of ${pod.name} passes`, () => pod.probe(probe));
      }
    }
  });

  for (const [name, { sql, rows }] of Object.entries(TPCH)) {
    scenario(`give ${name} of TPC-H the result that the benchmark says, by tasks on every worker`, async (running) => {
      const answer = await running.ask(sql);
      expect(answer).toMatchObject({ error: null, rows });
      const nodes = await running.rows(
        `SELECT DISTINCT node_id FROM system.runtime.tasks WHERE query_id = '${answer.id}' ORDER BY node_id`,
      );
      expect(nodes.flat()).toEqual(running.workers.pods.map(({ name: worker }) => worker));
    });
  }

  scenario('are asked by what pages about alerts call', ({ pods }) => asked(pods));

  scenario('let each user wait in a queue of their own', async (running) => {
    const { id } = await running.ask('SELECT 1', { user: 'anna' });
    const [[group]] = await running.rows(
      `SELECT array_join(resource_group_id, '.') FROM system.runtime.queries WHERE query_id = '${id}'`,
    );
    expect(group).toBe('all.others.anna');
  });
}
