import { Scenario } from '../../lab/scenarios';
import { ColouredLab } from './coloured-lab';
import { asExpected, asFetched, FETCHED } from './leaving';
import { counting } from './tpch';

/** Runs beside one that is fetched slowly. */
const SHORT = counting(0.05);

/**
 * Seconds after which a server is killed that has no query left and does not end: now and then one hangs in what it does at its end. What is rendered is
 * the time of the longest query.
 */
const GRACE = 220;

/** What becomes of queries when clients are switched from one colour to the other, whichever distribution it is. */
export function switching(scenario: Scenario<ColouredLab>): void {
  scenario('ask the colour that is active', async (running) => {
    expect(await running.answering()).toBe(running.blue.coordinator.pods[0].name);
  });

  scenario('finish all queries where they run, and begin others on the other colour', async (running) => {
    const { lab, blue, green } = running;
    const [coordinator] = blue.coordinator.pods;
    const [worker] = blue.workers.pods;
    const slow = running.askSlowly(FETCHED.sql);
    await lab.until('the worker of blue runs tasks', async () => (await running.tasksOf(coordinator, worker)) > 0);
    const other = running.ask(SHORT.sql);
    await running.switch();
    expect(await running.answering()).toBe(green.coordinator.pods[0].name);

    const ended: string[] = [];
    const note = (name: string) => () => void ended.push(name);
    const stopped = [
      coordinator.container().ended.then(note('coordinator')),
      worker.container().ended.then(note('worker')),
      blue.coordinator.scale(0, GRACE),
      blue.workers.scale(0, GRACE),
    ];
    asExpected([await other], SHORT);
    // Else nothing that ends with the colour would be lost by it.
    expect(await running.tasksOf(coordinator, worker)).toBeGreaterThan(0);
    expect(ended).toEqual([]);
    slow.goOn();
    asFetched([await slow.answer]);
    await Promise.all(stopped);
    expect(ended).toEqual(['coordinator', 'worker']);
    expect(await running.answering()).toBe(green.coordinator.pods[0].name);
  });

  scenario('say of a query that nobody has that it is not there', ({ lab }) => {
    const address =
      'http://query-coordinator.sql.svc.cluster.local:8080/v1/statement/executing/20260101_000000_00000_abcde/x/0';
    const [, gateway] =
      /^(\S+) .*query-coordinator\.sql\.svc /m.exec(lab.network.run(`cat ${lab.network.hosts}`)) ?? [];
    const status = lab.network.run(`curl -s -o /dev/null -w '%{http_code}' --connect-to ::${gateway}: ${address}`);
    expect(status).toBe('404');
    return Promise.resolve();
  });

  scenario('tell no coordinator to end whoever asks through the gateway', ({ lab }) => {
    const [, gateway] =
      /^(\S+) .*query-coordinator\.sql\.svc /m.exec(lab.network.run(`cat ${lab.network.hosts}`)) ?? [];
    const request = `-X PUT -H 'Content-Type: application/json' -d '"SHUTTING_DOWN"' http://${gateway}:8080/v1/info/state`;
    expect(lab.network.run(`curl -s -o /dev/null -w '%{http_code}' ${request}`)).toBe('403');
    return Promise.resolve();
  });
}
