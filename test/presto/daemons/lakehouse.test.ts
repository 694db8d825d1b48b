import { presto, security, services, spark } from 'bigdata-constructs';
import { describeWithHive, describeWithTrino } from '../../helpers/authorities';
import { Lab } from '../../lab/lab';
import { OBJECT_STORE, OBJECT_STORE_ENVIRONMENT, startObjectStore } from '../../lab/object-store';
import { scenariosOn } from '../../lab/scenarios';
import { fileSystem } from '../../services/metastores';
import { LabMetastore } from './lab-metastore';
import { ONE_WORKER, PrestoLab } from './presto-lab';
import { unknownKeys } from './printed-keys';
import { runSparkJob } from './spark-job';

const { Catalog } = services;
const { PrestoCatalog, PrestoVersion } = presto;

/** Where tables lie. */
const STORE = { bucketName: 'tables', region: 'us-east-1', endpoint: OBJECT_STORE };

const lake = new LabMetastore({ warehouse: services.HiveWarehouse.inStore(STORE, 'warehouse') });
const { metastore } = lake;
const elsewhere = { peer: security.Peer.pods('elsewhere') };
const secret = (key: string) => ({ secretName: 'catalogs', key });

/** The store and the metastore, as something else runs them. */
async function start(lab: Lab): Promise<void> {
  startObjectStore(lab);
  await lab.until('there is a bucket', () => {
    lab.network.run(`curl -fsS -X PUT ${OBJECT_STORE}/${STORE.bucketName}`);
    return Promise.resolve();
  });
  await lake.start(lab);
}

const JOB = `
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
print("read", spark.sql("SELECT count(*), max(name) FROM shop.nations").first())
spark.sql("CREATE TABLE shop.by_region USING parquet AS SELECT regionkey, count(*) AS nations FROM shop.nations GROUP BY regionkey")
`;

describeWithHive('tables in a metastore', () => {
  describeWithTrino('476', 'with servers of Trino', () => {
    const scenario = scenariosOn(() =>
      PrestoLab.start(
        {
          version: PrestoVersion.TRINO_476,
          workers: ONE_WORKER,
          catalogs: {
            tpch: PrestoCatalog.tpch(),
            tpcds: PrestoCatalog.tpcds(),
            scratch: PrestoCatalog.memory(),
            lake: PrestoCatalog.lakehouse(Catalog.hive(metastore), { store: STORE }),
            tables: PrestoCatalog.lakehouse(Catalog.icebergHive({ metastore, warehouse: 's3a://tables/warehouse' }), {
              store: STORE,
            }),
            rest: PrestoCatalog.lakehouse(
              Catalog.icebergRest({ ...elsewhere, uri: 'http://rest.elsewhere:8181', credential: secret('rest') }),
              { store: STORE },
            ),
            glue: PrestoCatalog.lakehouse(
              Catalog.hive(services.Metastore.glue({ ...elsewhere, region: 'eu-central-1' })),
              { store: STORE, fileSystem },
            ),
            crm: PrestoCatalog.mysql({ ...elsewhere, host: 'crm.elsewhere', user: 'trino', password: secret('crm') }),
            events: PrestoCatalog.clickhouse({
              ...elsewhere,
              host: 'events.elsewhere',
              user: 'trino',
              password: secret('events'),
            }),
          },
        },
        {
          secrets: {
            catalogs: { rest: 'id:secret', crm: 'crm', events: 'events' },
          },
          environment: OBJECT_STORE_ENVIRONMENT,
          before: start,
        },
      ),
    );

    scenario('each catalog is what its connector takes', async (running) => {
      const names = (await running.rows('SHOW CATALOGS')).flat();
      expect(names).toEqual([
        ...['crm', 'events', 'glue', 'lake', 'rest', 'scratch', 'system', 'tables', 'tpcds', 'tpch'],
      ]);
    });

    scenario("a table of Hive's, and one of Iceberg's, lie in the store by the metastore", async (running) => {
      await running.rows('CREATE SCHEMA lake.shop');
      await running.rows('CREATE TABLE lake.shop.nations AS SELECT name, regionkey FROM tpch.tiny.nation');
      await running.rows('CREATE TABLE tables.shop.regions AS SELECT name, regionkey FROM tpch.tiny.region');
      expect(
        await running.rows(
          `SELECT r.name, count(*) FROM lake.shop.nations n JOIN tables.shop.regions r ON n.regionkey = r.regionkey
            GROUP BY r.name ORDER BY r.name LIMIT 2`,
        ),
      ).toEqual([
        ['AFRICA', 5],
        ['AMERICA', 5],
      ]);
      expect(
        await running.rows(
          'SELECT DISTINCT regexp_extract("$path", \'^s3a?://tables/warehouse/shop.db/nations/\') FROM lake.shop.nations',
        ),
      ).toHaveLength(1);
    });

    scenario('Spark reads what Trino has made, and Trino what Spark has', async (running) => {
      const output = await runSparkJob(running.lab, JOB, {
        warehouse: spark.SparkLocation.inStore(STORE, 'warehouse'),
        catalogs: { spark_catalog: Catalog.hive(metastore) },
      });
      expect(output).toContain("read Row(count(1)=25, max(name)='VIETNAM')");
      expect(await running.rows('SELECT nations FROM lake.shop.by_region ORDER BY regionkey')).toEqual(
        Array.from({ length: 5 }, () => [5]),
      );
    });

    scenario('no property is unknown here that a server prints', (running) => {
      expect(unknownKeys(running, PrestoVersion.TRINO_476)).toEqual([]);
      return Promise.resolve();
    });

    scenario('the user that servers run as has a name', async ({ pods }) => {
      for (const pod of pods) expect((await pod.exec('getent passwd 1000')).output).toMatch(/^presto:x:1000:/);
    });
  });
});
