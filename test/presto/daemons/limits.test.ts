import { presto } from 'bigdata-constructs';
import { describeWithPresto } from '../../helpers/authorities';
import { scenariosOn } from '../../lab/scenarios';
import { limitedLab, limits } from './limits';

describeWithPresto('0.296', 'limits of Presto, with what is rendered', () => {
  limits(scenariosOn(() => limitedLab(presto.PrestoVersion.V0_296)));
});
