import { presto } from 'bigdata-constructs';
import { TRINO_METRICS } from '../../../lib/presto/monitoring/trino-metrics';
import { describeWithTrino } from '../../helpers/authorities';
import { scenariosOn } from '../../lab/scenarios';
import { PrestoLab } from './presto-lab';
import { queries, strict } from './queries';

describeWithTrino('476', 'servers of Trino, with what is rendered', () => {
  const scenario = scenariosOn(() => PrestoLab.start({ version: presto.PrestoVersion.TRINO_476 }));
  queries(scenario);

  scenario('show Prometheus every metric of the catalogue, and nobody else', (running) => {
    for (const component of ['coordinator', 'worker'] as const) {
      const families = [...running.exposition(component).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
      const missing = TRINO_METRICS[component].filter(
        ({ exposedAs }) => !families.some((name) => new RegExp(`^${exposedAs}$`).test(name)),
      );
      expect(missing.map(({ exposedAs }) => exposedAs)).toEqual([]);
      expect(() => running.exposition(component, 'someone:')).toThrow('403');
    }
    return Promise.resolve();
  });

  strict(scenario);
});
