import { describeWithPresto } from '../../helpers/authorities';
import { scenariosOn } from '../../lab/scenarios';
import { CATALOGUE } from '../catalogue';
import { PrestoLab } from './presto-lab';
import { queries } from './queries';

/** What the exporter shows of itself, and of the JVM whatever its rules say. */
const OF_EXPORTER = /^(jmx|jvm|process)_/;

describeWithPresto('0.296', 'servers of Presto, with what is rendered', () => {
  const scenario = scenariosOn(() => PrestoLab.start());
  queries(scenario);

  scenario('show Prometheus exactly the catalogue, besides what is of the JVM', (running) => {
    for (const component of ['coordinator', 'worker'] as const) {
      const families = [...running.exposition(component).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
      const names = CATALOGUE[component].map(({ name }) => name).filter((name) => name !== 'up');
      expect(families.filter((name) => !OF_EXPORTER.test(name)).sort()).toEqual(names.sort());
    }
    return Promise.resolve();
  });

  scenario('have all memory but the headroom for queries', (running) => {
    const [, pool] = /^presto_pool_bytes (\S+)$/m.exec(running.exposition('worker'))!;
    const { heap, headroom } = running.sizing.worker;
    expect(Number(pool)).toBe((heap.toMebibytes() - headroom.toMebibytes()) * 2 ** 20);
    return Promise.resolve();
  });
});
