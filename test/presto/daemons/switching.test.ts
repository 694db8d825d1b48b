import { presto } from 'bigdata-constructs';
import { describeWithPresto } from '../../helpers/authorities';
import { scenariosOn } from '../../lab/scenarios';
import { ColouredLab } from './coloured-lab';
import { switching } from './switching';

describeWithPresto('0.296', 'two colours of Presto, with what is rendered', () => {
  switching(scenariosOn(() => ColouredLab.start(presto.PrestoVersion.V0_296)));
});
