import { presto } from 'bigdata-constructs';
import { describeWithTrino } from '../../helpers/authorities';
import { scenariosOn } from '../../lab/scenarios';
import { ColouredLab } from './coloured-lab';
import { switching } from './switching';

describeWithTrino('476', 'two colours of Trino, with what is rendered', () => {
  switching(scenariosOn(() => ColouredLab.start(presto.PrestoVersion.TRINO_476)));
});
