import { presto } from 'bigdata-constructs';
import { describeWithTrino } from '../../helpers/authorities';
import { scenariosOn } from '../../lab/scenarios';
import { BUFFERS, leaving, losing } from './leaving';
import { PrestoLab } from './presto-lab';

describeWithTrino('476', 'workers of Trino, with what is rendered', () => {
  const scenario = scenariosOn(() =>
    PrestoLab.start({ version: presto.PrestoVersion.TRINO_476, overrides: { config: BUFFERS } }),
  );
  leaving(scenario);
  losing(scenario);
});
