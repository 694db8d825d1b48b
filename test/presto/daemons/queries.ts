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

  scenario('end a query that needs more memory than it may have, and live on', async (running) => {
    const { error } = await running.ask(
      'SELECT cardinality(array_agg(comment || comment || comment || comment)) FROM lineitem',
    );
    expect(error).toMatch(/^EXCEEDED_\w*MEMORY_LIMIT$/);
    expect(await running.rows('SELECT count(*) FROM nation')).toEqual([[25]]);
    expect(running.pods.map(({ starts }) => Object.values(starts))).toEqual(running.pods.map(() => [1]));
  });
}

/** What becomes of what the engine does not know. After everything else: one worker does not come. */
export function strict(scenario: Scenario<PrestoLab>): void {
  scenario('do not start with a property that they do not know', async (running) => {
    running.addProperty('query.max-memroy-per-node', '1GB');
    void running.workers.scale(3);
    const pod = running.workers.pods.at(-1)!;
    await running.lab.until('it has ended', () => Promise.resolve(pod.starts.worker > 1));
    expect(pod.container().output()).toContain("Configuration property 'query.max-memroy-per-node' was not used");
  });
}
