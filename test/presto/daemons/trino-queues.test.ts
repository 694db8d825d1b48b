import { presto } from 'bigdata-constructs';
import { describeWithTrino } from '../../helpers/authorities';
import { scenariosOn } from '../../lab/scenarios';
import { queues, queuesLab } from './queues';

describeWithTrino('476', 'queues of Trino, with what is rendered', () => {
  queues(scenariosOn(() => queuesLab(presto.PrestoVersion.TRINO_476)));
});
