import { describeWithMariaDb, describeWithPresto } from '../../helpers/authorities';
import { scenariosOn } from '../../lab/scenarios';
import { databases, databasesLab } from './databases';
import { PLUGINS_VERSION } from './presto-lab';

// Its driver of MySQL is older than the setting by which that of 0.296 verifies certificates: Trino's, which knows it, decides.
const options = { version: PLUGINS_VERSION, mysqlTls: false };

describeWithMariaDb('with MariaDB and PostgreSQL', () => {
  describeWithPresto('0.287', 'tables in databases, to Presto 0.287', () => {
    databases(
      scenariosOn(() => databasesLab(options)),
      options,
    );
  });
});
