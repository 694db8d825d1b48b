import { presto } from 'bigdata-constructs';
import { describeWithTrino } from '../../helpers/authorities';
import { scenariosOn } from '../../lab/scenarios';
import { leaving } from './leaving';
import { securedLab } from './signing-in';

describeWithTrino('476', 'workers of Trino that speak TLS, with what is rendered', () => {
  leaving(scenariosOn(() => securedLab(presto.PrestoVersion.TRINO_476)));
});
