import { presto } from 'bigdata-constructs';
import { describeWithPresto } from '../../helpers/authorities';
import { scenariosOn } from '../../lab/scenarios';
import { queues, queuesLab } from './queues';

describeWithPresto('0.296', 'queues of Presto, with what is rendered', () => {
  queues(scenariosOn(() => queuesLab(presto.PrestoVersion.V0_296)));
});
