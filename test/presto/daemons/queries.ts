import { Scenario } from '../../lab/scenarios';
import { PrestoLab } from './presto-lab';
import { TPCH } from './tpch';

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

  scenario('let each user wait in a queue of their own', async (running) => {
    const { id } = await running.ask('SELECT 1', 'anna');
    const [[group]] = await running.rows(
      `SELECT array_join(resource_group_id, '.') FROM system.runtime.queries WHERE query_id = '${id}'`,
    );
    expect(group).toBe('all.others.anna');
  });
}
