import { presto } from 'bigdata-constructs';
import { describeWithTrino } from '../../helpers/authorities';
import { scenariosOn } from '../../lab/scenarios';
import { PrestoLab } from './presto-lab';
import { queries } from './queries';

describeWithTrino('476', 'servers of Trino, with what is rendered', () => {
  queries(scenariosOn(() => PrestoLab.start({ version: presto.PrestoVersion.TRINO_476 })));
});
