import { setTimeout as sleep } from 'node:timers/promises';
import { scaling } from 'bigdata-constructs';
import { COORDINATOR, MANAGED, RESOURCE_MANAGER } from '../../../lib/presto/metrics';
import { describeWithPresto } from '../../helpers/authorities';
import { LabPod } from '../../lab/pod';
import { scenariosOn } from '../../lab/scenarios';
import { PrestoLab, small } from './presto-lab';
import { counting } from './tpch';

/** Runs while others are asked. */
const LONG = counting(4);
const SHORT = 'SELECT count(*) FROM tpch.tiny.orders';

/** What the exporter shows of itself, and of the JVM whatever its rules say. */
const OF_EXPORTER = /^(jmx|jvm|process)_/;

/** In which state the queries of a user are, as a coordinator knows of all: none of several can read `system.runtime.queries`. */
function statesOf(running: PrestoLab, user: string, { address }: LabPod): string[] {
  const shown = running.lab.network.run(`curl -fsS -H 'X-Presto-User: someone' http://${address}:8080/v1/query`);
  const queries = JSON.parse(shown) as { readonly state: string; readonly session: { readonly user: string } }[];
  return queries.filter(({ session }) => session.user === user).map(({ state }) => state);
}

describeWithPresto('0.296', 'two coordinators of Presto with resource managers', () => {
  const scenario = scenariosOn(() =>
    PrestoLab.start({
      coordinator: { replicas: 2, size: small },
      resourceManagers: { size: small },
      workers: { size: small, scaling: scaling.Scaling.exactly(1) },
      queues: { perUser: 1 },
    }),
  );

  scenario('form one cluster, each answers, and each knows all', async (running) => {
    const [worker] = running.workers.pods;
    for (const pod of running.coordinator.pods) {
      await running.lab.until(`${pod.name} has the worker`, async () =>
        expect(await running.activeWorkers(pod)).toEqual([worker.name]),
      );
      expect(await running.rows(SHORT, pod)).toEqual([[15000]]);
    }
    await running.lab.until('both know of two of each', () => {
      const shown = running.exposition('coordinator');
      expect(shown).toMatch(/^presto_active_coordinators 2(\.0)?$/m);
      expect(shown).toMatch(/^presto_active_resource_managers 2(\.0)?$/m);
      return Promise.resolve();
    });
  });

  scenario('show Prometheus exactly the catalogue, besides what is of the JVM', (running) => {
    const catalogues = { coordinator: { ...COORDINATOR, ...MANAGED }, 'resource-manager': RESOURCE_MANAGER };
    for (const component of ['coordinator', 'resource-manager'] as const) {
      const families = [...running.exposition(component).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
      const names = Object.values(catalogues[component]).map(({ name }) => name);
      expect(families.filter((name) => !OF_EXPORTER.test(name)).sort()).toEqual(
        names.filter((name) => name !== 'up').sort(),
      );
    }
    return Promise.resolve();
  });

  scenario('let a user wait at one while a query of theirs runs at the other', async (running) => {
    const [first, second] = running.coordinator.pods;
    const runs = running.ask(LONG.sql, { user: 'anna' }, first);
    await running.lab.until('it runs', () => Promise.resolve(statesOf(running, 'anna', first).includes('RUNNING')));
    // They tell one another every second.
    await sleep(3000);
    const waits = running.ask(SHORT, { user: 'anna' }, second);
    await running.lab.until('it waits', () => Promise.resolve(statesOf(running, 'anna', second).includes('QUEUED')));
    expect(statesOf(running, 'anna', first)).toContain('RUNNING');
    expect(await runs).toMatchObject({ error: null, rows: LONG.rows });
    expect(await waits).toMatchObject({ error: null, rows: [[15000]] });
  });

  scenario('go on when a resource manager is lost', async (running) => {
    const [lost, left] = running.managers;
    await lost.kill();
    running.leadTo(left);
    // For half a minute it is remembered who was there.
    await sleep(40_000);
    const [worker] = running.workers.pods;
    for (const pod of running.coordinator.pods) {
      await running.lab.until(`${pod.name} has the worker`, async () =>
        expect(await running.activeWorkers(pod)).toEqual([worker.name]),
      );
      expect(await running.rows(SHORT, pod)).toEqual([[15000]]);
    }
  });

  scenario('lose with one of them its own queries alone', async (running) => {
    const [left, lost] = running.coordinator.pods;
    const [ofLeft, ofLost] = [
      running.ask(LONG.sql, { user: 'ben' }, left),
      running.ask(LONG.sql, { user: 'carl' }, lost),
    ];
    await running.lab.until('both run', async () =>
      expect([statesOf(running, 'ben', left), statesOf(running, 'carl', lost)]).toEqual([['RUNNING'], ['RUNNING']]),
    );
    await lost.kill();
    running.coordinator.forget(lost.name);
    expect((await ofLost).error).toBe('CLIENT');
    expect(await ofLeft).toMatchObject({ error: null, rows: LONG.rows });
    expect(await running.rows(SHORT)).toEqual([[15000]]);
  });
});
