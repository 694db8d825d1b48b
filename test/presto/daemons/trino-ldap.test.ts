import { presto } from 'bigdata-constructs';
import { describeWithDirectory, describeWithTrino } from '../../helpers/authorities';
import { scenariosOn } from '../../lab/scenarios';
import { askingDirectory, directoryLab } from './directory';

describeWithDirectory('users in a directory', () => {
  describeWithTrino('476', 'of servers of Trino, with what is rendered', () => {
    askingDirectory(scenariosOn(() => directoryLab(presto.PrestoVersion.TRINO_476)));
  });
});
