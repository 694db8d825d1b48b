import { Scenario } from '../../lab/scenarios';
import { Answer, PrestoLab } from './presto-lab';
import { counting } from './tpch';

/**
 * A query that runs on every worker until its client has fetched the results, which are more than servers keep for it: its tasks wait rather than
 * compute, so a slow client makes it as long as it must be.
 */
export const FETCHED = { sql: 'SELECT orderkey, clerk, comment FROM "sf0.1".orders', rows: 150_000 };
/** What servers keep for a client of it. */
export const BUFFERS = { 'sink.max-buffer-size': '1MB', 'exchange.max-buffer-size': '1MB' };
/** Seconds after each page, of which there are about ten. */
const PACE = 3;
/** Runs again and again. */
const SHORT = counting(0.05);

export const asExpected = (answers: Answer[], { rows }: { rows: unknown[][] }) =>
  expect(answers.map((answer) => [answer.rows, answer.error])).toEqual(answers.map(() => [rows, null]));

/** Every row has been fetched, and none of them twice. */
export const asFetched = (answers: Answer[]) =>
  expect(
    answers.map(({ rows, error }) => [error, rows.length, new Set(rows.map(([orderkey]) => orderkey)).size]),
  ).toEqual(answers.map(() => [null, FETCHED.rows, FETCHED.rows]));

/** Asks a few queries, and waits until a worker runs tasks of them: what happens to one without is no proof. */
async function askedOn(running: PrestoLab, worker: string): Promise<Promise<Answer>[]> {
  const asked = Array.from({ length: 2 }, () => running.askSlowly(FETCHED.sql, PACE));
  await running.lab.until(`${worker} runs tasks`, async () => (await running.tasksOn(worker)) > 0);
  return asked;
}

/** What becomes of queries when workers end as they should, whichever distribution it is. */
export function leaving(scenario: Scenario<PrestoLab>): void {
  scenario('finish their queries when one of them leaves', async (running) => {
    const { workers } = running;
    const pod = workers.pods.at(-1)!;
    const asked = await askedOn(running, pod.name);
    await workers.scale(1);
    // By itself, and neither by the signal nor at the end of the grace period.
    expect(await pod.container().ended).toBe(0);
    asFetched(await Promise.all(asked));
    await running.isFormed();
  });

  scenario('finish all queries while each of them is replaced', async (running) => {
    const { workers, coordinator } = running;
    await workers.scale(2);
    await running.isFormed();
    const old = [...workers.pods];
    let rolling = true;
    const until = async (ask: () => Promise<Answer>) => {
      const answers: Answer[] = [];
      while (rolling) answers.push(await ask());
      return answers;
    };
    const short = until(() => running.ask(SHORT.sql));
    const slow = until(() => running.askSlowly(FETCHED.sql, PACE / 2));
    await workers.roll().finally(() => (rolling = false));
    asExpected(await short, SHORT);
    asFetched(await slow);
    expect(Math.min((await short).length, (await slow).length)).toBeGreaterThan(1);
    expect(await Promise.all(old.map((pod) => pod.container().ended))).toEqual(old.map(() => 0));
    expect(coordinator.pods.map(({ starts }) => starts)).toEqual([{ coordinator: 1 }]);
    await running.isFormed();
  });
}

/** What becomes of queries when a worker is lost. */
export function losing(scenario: Scenario<PrestoLab>): void {
  scenario('fail queries of one that is lost, in the time that is rendered', async (running) => {
    const { lab, workers } = running;
    const [lost] = workers.pods;
    const asked = await askedOn(running, lost.name);
    await lost.kill();
    let answers: Answer[] = [];
    void Promise.all(asked).then((found) => (answers = found));
    // 20 s, and what it takes to be told: without what is rendered it is five minutes.
    await lab.until('they have ended', () => Promise.resolve(answers.length > 0), 60);
    expect(answers.filter(({ error }) => error !== null)).not.toEqual([]);
    for (const { error } of answers)
      expect([null, 'REMOTE_HOST_GONE', 'PAGE_TRANSPORT_TIMEOUT', 'TOO_MANY_REQUESTS_FAILED']).toContain(error);
  });
}
