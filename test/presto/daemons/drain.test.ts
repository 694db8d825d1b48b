import { describeWithPresto } from '../../helpers/authorities';
import { scenariosOn } from '../../lab/scenarios';
import { leaving } from './leaving';
import { PrestoLab } from './presto-lab';

describeWithPresto('0.296', 'workers of Presto, with what is rendered', () => {
  leaving(scenariosOn(() => PrestoLab.start()));
});
