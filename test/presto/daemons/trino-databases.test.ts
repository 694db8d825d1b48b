import { presto } from 'bigdata-constructs';
import { describeWithMariaDb, describeWithTrino } from '../../helpers/authorities';
import { scenariosOn } from '../../lab/scenarios';
import { databases, databasesLab } from './databases';

const options = { version: presto.PrestoVersion.TRINO_476, mysqlTls: true };

describeWithMariaDb('with MariaDB and PostgreSQL', () => {
  describeWithTrino('476', 'tables in databases, to Trino', () => {
    databases(
      scenariosOn(() => databasesLab(options)),
      options,
    );
  });
});
