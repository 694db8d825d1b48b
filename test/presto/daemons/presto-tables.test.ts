import { presto, services, spark } from 'bigdata-constructs';
import {
  describeWithHadoop,
  describeWithHive,
  describeWithPresto,
  describeWithSpark,
  describeWithTrino,
} from '../../helpers/authorities';
import { Lab } from '../../lab/lab';
import { scenariosOn } from '../../lab/scenarios';
import { LabSets } from '../../lab/sets';
import { Lake } from '../../spark/daemons/lake';
import { LabMetastore } from './lab-metastore';
import { ONE_WORKER, PLUGINS_VERSION, PrestoLab } from './presto-lab';
import { runSparkJob } from './spark-job';

const { Catalog } = services;
const { PrestoCatalog, PrestoVersion } = presto;

const WAREHOUSE = '/warehouse';
const job = `
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
print("hive", spark.sql("SELECT count(*), max(name) FROM shop.nations").first())
print("iceberg", spark.sql("SELECT count(*), max(name) FROM lake.shop.regions").first())
spark.sql("CREATE TABLE shop.by_region USING parquet AS SELECT regionkey, count(*) AS nations FROM shop.nations GROUP BY regionkey")
spark.sql("CREATE TABLE lake.shop.named USING iceberg AS SELECT regionkey, upper(name) AS name FROM lake.shop.regions")
`;

/** An HDFS, a metastore whose warehouse is there, and databases. */
class Surroundings {
  public readonly lake = new Lake([
    { path: WAREHOUSE, mode: '1777', acl: ['default:user:presto:rwx', 'default:user:spark:rwx'] },
  ]);
  private readonly running = new LabMetastore({
    warehouse: services.HiveWarehouse.inFileSystem(this.lake.cluster, WAREHOUSE),
  });
  public readonly metastore = this.running.metastore;
  /** Resolves when all of it is there. */
  public ready: Promise<unknown> = Promise.resolve();
  public readonly warehouse = `${this.lake.cluster.uri}${WAREHOUSE}`;

  /** What both engines are told of tables. */
  public get catalogs(): Record<string, presto.PrestoCatalog> {
    const { metastore, warehouse } = this;
    const fileSystem = this.lake.cluster;
    return {
      tpch: PrestoCatalog.tpch(),
      hive: PrestoCatalog.lakehouse(Catalog.hive(metastore), { fileSystem }),
      lake: PrestoCatalog.lakehouse(Catalog.icebergHive({ metastore, warehouse }), { fileSystem }),
    };
  }

  /** Starts it beside what the lab has. */
  public start(lab: Lab): LabSets {
    this.ready = Promise.all([this.lake.start(lab), this.running.start(lab)]);
    // Whoever waits for it is told.
    this.ready.catch(() => undefined);
    return this.lake.sets;
  }
}

/** Tables that one engine has made are read by the other, and more is written to them. */
async function handsOver(from: PrestoLab, to: PrestoLab, catalog: string): Promise<void> {
  const made = `${catalog}.shop.of_${from.name}`;
  await from.rows(`CREATE TABLE ${made} AS SELECT nationkey, name FROM tpch.tiny.nation`);
  expect(await to.rows(`SELECT count(*), max(name) FROM ${made}`)).toEqual([[25, 'VIETNAM']]);
  await to.rows(`INSERT INTO ${made} VALUES (25, 'ZZZ')`);
  expect(await from.rows(`SELECT count(*), max(name) FROM ${made}`)).toEqual([[26, 'ZZZ']]);
}

describeWithPresto('0.287', 'tables that servers of Presto 0.287 make', () => {
  describeWithHive('in a metastore', () => {
    describeWithHadoop('with their files in HDFS', () => {
      let around: Surroundings;
      const scenario = scenariosOn(() => {
        around = new Surroundings();
        return PrestoLab.start(
          {
            version: PLUGINS_VERSION,
            workers: ONE_WORKER,
            catalogs: around.catalogs,
          },
          { before: (lab) => around.start(lab) },
        );
      });

      scenario('are in HDFS, below where the metastore says', async (running) => {
        await around.ready;
        await running.rows('CREATE SCHEMA hive.shop');
        await running.rows('CREATE TABLE hive.shop.nations AS SELECT name, regionkey FROM tpch.tiny.nation');
        await running.rows('CREATE TABLE lake.shop.regions AS SELECT name, regionkey FROM tpch.tiny.region');
        expect(
          await running.rows(
            `SELECT r.name, count(*) FROM hive.shop.nations n JOIN lake.shop.regions r ON n.regionkey = r.regionkey
                GROUP BY r.name ORDER BY r.name LIMIT 2`,
          ),
        ).toEqual([
          ['AFRICA', 5],
          ['AMERICA', 5],
        ]);
        const files = await around.lake.ask(`hdfs dfs -ls -R ${WAREHOUSE}`);
        expect(files).toMatch(/ presto .* \/warehouse\/shop\.db\/nations\/\S+/);
        expect(files).toMatch(/ presto .* \/warehouse\/shop\.db\/regions\/metadata\/\S+\.metadata\.json/);
      });

      describeWithSpark('4.1', 'Spark', () => {
        scenario('reads, and makes others that Presto reads', async (running) => {
          const output = await runSparkJob(running.lab, job, {
            warehouse: spark.SparkLocation.inFileSystem(around.lake.cluster, WAREHOUSE),
            catalogs: {
              spark_catalog: Catalog.hive(around.metastore),
              lake: Catalog.icebergHive({ metastore: around.metastore, warehouse: around.warehouse }),
            },
            image: 'registry.example.com/spark-lakehouse:4.1.2',
            hadoop: String(
              running.coordinator.pods[0].manifest.spec.volumes!.find(({ name }) => name === 'hadoop')!.configMap!.name,
            ),
          });
          expect(output).toContain("hive Row(count(1)=25, max(name)='VIETNAM')");
          expect(output).toContain("iceberg Row(count(1)=5, max(name)='MIDDLE EAST')");
          expect(await running.rows('SELECT nations FROM hive.shop.by_region')).toEqual(
            Array.from({ length: 5 }, () => [5]),
          );
          expect(await running.rows('SELECT name FROM lake.shop.named ORDER BY regionkey LIMIT 1')).toEqual([
            ['AFRICA'],
          ]);
        });
      });

      describeWithTrino('476', 'Trino 476', () => {
        scenario('reads and writes, and makes others that Presto reads and writes', async (running) => {
          const trino = await PrestoLab.start(
            { name: 'trino', version: PrestoVersion.TRINO_476, workers: ONE_WORKER, catalogs: around.catalogs },
            { beside: running },
          );
          for (const catalog of ['hive', 'lake']) {
            await handsOver(running, trino, catalog);
            await handsOver(trino, running, catalog);
          }
        });
      });
    });
  });
});
