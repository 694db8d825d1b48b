import { presto } from 'bigdata-constructs';
import { describeWithTrino } from '../../helpers/authorities';
import { scenariosOn } from '../../lab/scenarios';
import { limitedLab, limits } from './limits';

describeWithTrino('476', 'limits of Trino, with what is rendered', () => {
  limits(scenariosOn(() => limitedLab(presto.PrestoVersion.TRINO_476)));
});
