import { presto } from 'bigdata-constructs';
import { describeWithTrino } from '../../helpers/authorities';
import { scenariosOn } from '../../lab/scenarios';
import { PrestoLab } from './presto-lab';
import { queries } from './queries';

describeWithTrino('476', 'servers of Trino, with what is rendered', () => {
  const scenario = scenariosOn(() => PrestoLab.start({ version: presto.PrestoVersion.TRINO_476 }));
  queries(scenario);

  scenario('show metrics to the name that scrapes them, and to no other', (running) => {
    for (const component of ['coordinator', 'worker'] as const) {
      expect(running.exposition(component)).toContain('trino_');
      for (const other of ['someone:', 'probe:']) {
        expect(() => running.exposition(component, other)).toThrow(/error: 403/);
      }
    }
    return Promise.resolve();
  });
});
