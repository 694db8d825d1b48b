import { presto } from 'bigdata-constructs';
import { describeWithPresto } from '../../helpers/authorities';
import { scenariosOn } from '../../lab/scenarios';
import { leaving } from './leaving';
import { securedLab } from './signing-in';

describeWithPresto('0.296', 'workers of Presto that speak TLS, with what is rendered', () => {
  leaving(scenariosOn(() => securedLab(presto.PrestoVersion.V0_296)));
});
