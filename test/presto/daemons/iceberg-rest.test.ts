import { presto, security, services, spark } from 'bigdata-constructs';
import { describeWithNessie, describeWithSpark, describeWithTrino } from '../../helpers/authorities';
import { Lab } from '../../lab/lab';
import { OBJECT_STORE, OBJECT_STORE_ENVIRONMENT, startObjectStore } from '../../lab/object-store';
import { scenariosOn } from '../../lab/scenarios';
import { ONE_WORKER, PrestoLab } from './presto-lab';
import { runSparkJob } from './spark-job';

const { PrestoCatalog, PrestoVersion } = presto;

/** Where tables lie. */
const STORE = { bucketName: 'tables', region: 'us-east-1', endpoint: OBJECT_STORE };
const PORT = 19120;

const catalog = services.Catalog.icebergRest({
  uri: `http://nessie.elsewhere:${PORT}/iceberg`,
  peer: security.Peer.pods('elsewhere'),
  warehouse: 'lake',
});

/** What Nessie is told: where its one warehouse is, and by which keys it gets there. */
const S3 = 'nessie.catalog.service.s3.default-options';
const KEYS = 'lab-keys.s3';
const settings = {
  'quarkus.http.port': String(PORT),
  'nessie.version.store.type': 'IN_MEMORY',
  'nessie.catalog.default-warehouse': 'lake',
  'nessie.catalog.warehouses.lake.location': `s3://${STORE.bucketName}/lake`,
  [`${S3}.endpoint`]: STORE.endpoint,
  [`${S3}.region`]: STORE.region,
  [`${S3}.path-style-access`]: 'true',
  // Clients have keys of their own.
  [`${S3}.request-signing-enabled`]: 'false',
  [`${S3}.access-key`]: `urn:nessie-secret:quarkus:${KEYS}`,
  [`${KEYS}.name`]: OBJECT_STORE_ENVIRONMENT.AWS_ACCESS_KEY_ID,
  [`${KEYS}.secret`]: OBJECT_STORE_ENVIRONMENT.AWS_SECRET_ACCESS_KEY,
};

/** The store and the catalog, as something else runs them. */
async function start(lab: Lab): Promise<void> {
  startObjectStore(lab);
  await lab.until('there is a bucket', () => {
    lab.network.run(`curl -fsS -X PUT ${OBJECT_STORE}/${STORE.bucketName}`);
    return Promise.resolve();
  });
  const options = Object.entries(settings).map(([name, value]) => `-D${name}=${value}`);
  const env = [{ name: 'JAVA_TOOL_OPTIONS', value: options.join(' ') }];
  const spec = { containers: [{ name: 'nessie', image: 'projectnessie/nessie:0.99.0', env }] };
  const pod = lab.startPod({ name: 'nessie', namespace: 'elsewhere', spec });
  lab.network.name('nessie', pod.address, ['nessie.elsewhere']);
  const ready = `curl -fsS http://localhost:${PORT}/iceberg/v1/config`;
  await lab.until('the catalog is ready', async () => (await pod.exec(ready)).code === 0);
}

const job = `
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
print("read", spark.sql("SELECT count(*), max(name) FROM lake.shop.nations").first())
spark.sql("INSERT INTO lake.shop.nations VALUES ('ZZZ', 9)")
spark.sql("CREATE TABLE lake.shop.by_region USING iceberg AS SELECT regionkey, count(*) AS nations FROM lake.shop.nations GROUP BY regionkey")
`;

// Nessie 0.99.0, Trino 476 and Spark 4.1 with Iceberg 1.11.0 decide.
describeWithNessie('tables in a catalog that speaks the REST protocol of Iceberg', () => {
  describeWithTrino('476', 'and Trino', () => {
    const scenario = scenariosOn(() =>
      PrestoLab.start(
        {
          version: PrestoVersion.TRINO_476,
          workers: ONE_WORKER,
          catalogs: {
            tpch: PrestoCatalog.tpch(),
            lake: PrestoCatalog.lakehouse(catalog, { store: STORE }),
          },
        },
        { environment: { ...OBJECT_STORE_ENVIRONMENT, AWS_REGION: STORE.region }, before: start },
      ),
    );

    scenario('lie in the store, below the warehouse that is named', async (running) => {
      await running.rows('CREATE SCHEMA lake.shop');
      await running.rows('CREATE TABLE lake.shop.nations AS SELECT name, regionkey FROM tpch.tiny.nation');
      expect(await running.rows('SELECT count(*), max(name) FROM lake.shop.nations')).toEqual([[25, 'VIETNAM']]);
      expect(
        await running.rows(
          'SELECT DISTINCT regexp_extract("$path", \'^s3://tables/lake/shop/nations\') FROM lake.shop.nations',
        ),
      ).toEqual([['s3://tables/lake/shop/nations']]);
    });

    describeWithSpark('4.1', 'and Spark', () => {
      scenario('Spark reads and writes what Trino has made, and Trino what Spark has', async (running) => {
        const output = await runSparkJob(running.lab, job, {
          warehouse: spark.SparkLocation.inStore(STORE, 'warehouse'),
          catalogs: { lake: catalog },
          image: 'registry.example.com/spark-lakehouse:4.1.2',
        });
        expect(output).toContain("read Row(count(1)=25, max(name)='VIETNAM')");
        expect(await running.rows('SELECT count(*), max(name) FROM lake.shop.nations')).toEqual([[26, 'ZZZ']]);
        expect(await running.rows('SELECT sum(nations) FROM lake.shop.by_region')).toEqual([[26]]);
      });
    });
  });
});
