import { describeWithPresto } from '../../helpers/authorities';
import { scenariosOn } from '../../lab/scenarios';
import { BUFFERS, leaving, losing } from './leaving';
import { PrestoLab } from './presto-lab';

describeWithPresto('0.296', 'workers of Presto, with what is rendered', () => {
  const scenario = scenariosOn(() => PrestoLab.start({ overrides: { config: BUFFERS } }));
  leaving(scenario);
  losing(scenario);
});
