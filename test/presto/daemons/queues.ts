import { presto } from 'bigdata-constructs';
import { Scenario } from '../../lab/scenarios';
import { ONE_WORKER, PrestoLab } from './presto-lab';
import { counting } from './tpch';

/** A cluster whose queues are soon full: one query of a user runs, and one waits. */
export function queuesLab(version: presto.PrestoVersion): Promise<PrestoLab> {
  return PrestoLab.start({ version, workers: ONE_WORKER, queues: { concurrency: 3, perUser: 1, maxQueued: 1 } });
}

/** What becomes of queries that are too many at once, whichever distribution it is. */
export function queues(scenario: Scenario<PrestoLab>): void {
  scenario('admit one of a user, let the next wait, refuse one more, and hold up nobody else', async (running) => {
    const long = counting(3);
    const states = (expected: string[]) =>
      running.lab.until(`states are ${expected.join(', ')}`, () =>
        Promise.resolve(expect(running.statesOf('bert')).toEqual(expected)),
      );
    const asked = [running.ask(long.sql, { user: 'bert' })];
    await states(['RUNNING']);
    asked.push(running.ask(long.sql, { user: 'bert' }));
    await states(['QUEUED', 'RUNNING']);
    expect((await running.ask('SELECT 1', { user: 'bert' })).error).toBe('QUERY_QUEUE_FULL');
    expect(await running.ask('SELECT 1', { user: 'carl' })).toMatchObject({ rows: [[1]], error: null });
    expect(running.statesOf('bert')).toEqual(['QUEUED', 'RUNNING']);
    const answers = await Promise.all(asked);
    expect(answers.map(({ rows, error }) => [rows, error])).toEqual([
      [long.rows, null],
      [long.rows, null],
    ]);
  });
}
