import { presto } from 'bigdata-constructs';
import { describeWithDirectory, describeWithPresto } from '../../helpers/authorities';
import { scenariosOn } from '../../lab/scenarios';
import { askingDirectory, directoryLab } from './directory';

describeWithDirectory('users in a directory', () => {
  describeWithPresto('0.296', 'of servers of Presto, with what is rendered', () => {
    askingDirectory(scenariosOn(() => directoryLab(presto.PrestoVersion.V0_296)));
  });
});
