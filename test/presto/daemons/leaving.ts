import { Scenario } from '../../lab/scenarios';
import { Answer, PrestoLab } from './presto-lab';
import { counting } from './tpch';

/** Runs long enough for a worker to go meanwhile. */
const LONG = counting(1.5);
/** Runs again and again. */
const SHORT = counting(1);

export const asExpected = (answers: Answer[], { rows }: { rows: unknown[][] }) =>
  expect(answers.map((answer) => [answer.rows, answer.error])).toEqual(answers.map(() => [rows, null]));

/** Asks a few queries, and waits until a worker runs tasks of them: what happens to one without is no proof. */
async function askedOn(running: PrestoLab, worker: string): Promise<Promise<Answer>[]> {
  const asked = Array.from({ length: 3 }, () => running.ask(LONG.sql));
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
    asExpected(await Promise.all(asked), LONG);
    await running.isFormed();
  });

  scenario('finish all queries while each of them is replaced', async (running) => {
    const { workers, coordinator } = running;
    await workers.scale(2);
    await running.isFormed();
    const old = [...workers.pods];
    const answers: Answer[] = [];
    let rolling = true;
    const clients = [1, 2].map(async () => {
      while (rolling) answers.push(await running.ask(SHORT.sql));
    });
    await workers.roll().finally(() => (rolling = false));
    await Promise.all(clients);
    asExpected(answers, SHORT);
    expect(answers.length).toBeGreaterThan(old.length);
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
