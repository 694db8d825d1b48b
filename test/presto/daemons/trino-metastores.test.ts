import { presto, security, services } from 'bigdata-constructs';
import { describeWithHive, describeWithHive4, describeWithMariaDb, describeWithTrino } from '../../helpers/authorities';
import { selfSigned } from '../../helpers/certificate';
import { mariaDb } from '../../lab/databases';
import { Lab } from '../../lab/lab';
import { OBJECT_STORE, OBJECT_STORE_ENVIRONMENT, startObjectStore } from '../../lab/object-store';
import { scenariosOn } from '../../lab/scenarios';
import { external } from '../../services/metastores';
import { LabMetastore } from './lab-metastore';
import { ONE_WORKER, PrestoLab } from './presto-lab';

const { Catalog, HiveMetastoreDatabase, HiveMetastoreVersion, HiveWarehouse } = services;
const { PrestoCatalog, PrestoVersion } = presto;

const STORE = { bucketName: 'tables', region: 'us-east-1', endpoint: OBJECT_STORE };
const PASSWORD = 'a-password-of-the-lab';
const HOST = 'mariadb.elsewhere';

const tls = selfSigned(HOST);
const warehouse = HiveWarehouse.inStore(STORE, 'warehouse');
const onMariaDb = new LabMetastore({
  name: 'old',
  warehouse,
  database: HiveMetastoreDatabase.mysql(
    external({
      host: HOST,
      authority: services.DatabaseAuthority.certificates(tls.cert),
      administrator: { user: 'root', password: security.Secret.existing('administrator', 'password') },
    }),
  ),
});
const ofHive4 = new LabMetastore({
  name: 'new',
  warehouse,
  version: HiveMetastoreVersion.of('4.0.1', {
    images: { metastore: { image: 'registry.example.com/hive-metastore:4.0.1' } },
  }),
});

/** A store, and two metastores: on a MariaDB that something else runs, and on a database of its own. */
async function start(lab: Lab): Promise<void> {
  startObjectStore(lab);
  lab.secrets.tls = { 'tls.crt': tls.cert, 'tls.key': tls.key };
  const database = lab.startPod(mariaDb({ password: PASSWORD, tls: 'tls', database: 'metastore' }));
  lab.network.name('mariadb', database.address, [HOST]);
  await lab.until('there is a bucket', () => {
    lab.network.run(`curl -fsS -X PUT ${OBJECT_STORE}/${STORE.bucketName}`);
    return Promise.resolve();
  });
  await Promise.all([onMariaDb.start(lab), ofHive4.start(lab)]);
}

describeWithMariaDb('on MariaDB', () => {
  describeWithHive('a metastore of Hive 3', () => {
    describeWithHive4('and one of Hive 4', () => {
      describeWithTrino('476', 'are spoken to by Trino, which', () => {
        const scenario = scenariosOn(() =>
          PrestoLab.start(
            {
              version: PrestoVersion.TRINO_476,
              workers: ONE_WORKER,
              catalogs: {
                tpch: PrestoCatalog.tpch(),
                old: PrestoCatalog.lakehouse(Catalog.hive(onMariaDb.metastore), { store: STORE }),
                new: PrestoCatalog.lakehouse(Catalog.hive(ofHive4.metastore), { store: STORE }),
                tables: PrestoCatalog.lakehouse(
                  Catalog.icebergHive({ metastore: ofHive4.metastore, warehouse: 's3a://tables/warehouse' }),
                  { store: STORE },
                ),
              },
            },
            {
              secrets: { administrator: { password: PASSWORD }, 'metastore-password': { password: PASSWORD } },
              environment: OBJECT_STORE_ENVIRONMENT,
              before: start,
            },
          ),
        );

        for (const [catalog, what] of [
          ['old', "Hive's in that of 3.1.3, on MariaDB"],
          ['new', "Hive's in that of 4.0.1"],
          ['tables', "Iceberg's in that of 4.0.1"],
        ]) {
          scenario(`makes, fills and reads tables of ${what}`, async (running) => {
            const table = `${catalog}.${catalog}.nations`;
            await running.rows(`CREATE SCHEMA ${catalog}.${catalog}`);
            await running.rows(`CREATE TABLE ${table} AS SELECT nationkey, name FROM tpch.tiny.nation`);
            await running.rows(`INSERT INTO ${table} VALUES (25, 'ZZZ')`);
            expect(await running.rows(`SELECT count(*), max(name) FROM ${table}`)).toEqual([[26, 'ZZZ']]);
            expect(await running.rows(`SHOW TABLES FROM ${catalog}.${catalog}`)).toEqual([['nations']]);
          });
        }
      });
    });
  });
});
