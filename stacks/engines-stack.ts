import {
  aws,
  clickhouse,
  ContainerSize,
  Cpu,
  doris,
  hadoop,
  kubernetes,
  monitoring,
  policies,
  presto,
  render,
  scaling,
  security,
  services,
  spark,
  StoreAccess,
} from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { EnvironmentName } from './environments';

type ClickHouseProps = clickhouse.ClickHouseClusterProps;

/** Who Presto is to ClickHouse. Its driver sets settings of its own, which the profile `readonly` refuses. */
const ASKED_BY_PRESTO = { name: 'presto', grants: ['GRANT SELECT ON *.*'] };

/** How large each engine is, by environment. */
const CLICKHOUSE: Record<EnvironmentName, ClickHouseProps> = {
  local: {
    shards: 1,
    replicas: 1,
    size: { cpu: Cpu.millis(500), memory: Size.gibibytes(2) },
    storage: Size.gibibytes(5),
    highAvailability: false,
    users: [ASKED_BY_PRESTO],
    keeper: { size: { cpu: Cpu.millis(100), memory: Size.mebibytes(512) }, storage: Size.gibibytes(1) },
  },
  dev: {
    shards: 1,
    replicas: 2,
    // Half of a node of 4 vCPU would be paid for and not used.
    size: { cpu: Cpu.units(3), memory: Size.gibibytes(12) },
    storage: Size.gibibytes(100),
  },
  staging: {
    shards: 2,
    replicas: 2,
    size: { cpu: Cpu.units(3.5), memory: Size.gibibytes(24) },
    storage: Size.gibibytes(500),
  },
  prod: {
    shards: 3,
    replicas: 2,
    size: { cpu: Cpu.units(8), memory: Size.gibibytes(64) },
    storage: Size.tebibytes(2),
    users: [{ name: 'reporting', profile: 'readonly', grants: ['GRANT SELECT ON *.*'] }, ASKED_BY_PRESTO],
  },
};

const size = (cpu: Cpu, memory: Size) => ({ cpu, memory });

/** How large Hadoop is, where there is any. */
const HADOOP: Partial<Record<EnvironmentName, hadoop.HadoopClusterProps>> = {
  local: {
    highAvailability: false,
    dataNodes: {
      count: 1,
      size: size(Cpu.millis(200), Size.gibibytes(1)),
      volumes: [{ size: Size.gibibytes(5) }],
    },
    yarn: {
      nodeManagers: {
        scaling: scaling.Scaling.exactly(1),
        size: size(Cpu.millis(500), Size.gibibytes(3)),
        localStorage: Size.gibibytes(5),
      },
    },
  },
  prod: {
    dataNodes: {
      count: 6,
      size: size(Cpu.units(4), Size.gibibytes(32)),
      volumes: [{ size: Size.tebibytes(2) }, { size: Size.tebibytes(2) }],
    },
    nameNodes: { size: size(Cpu.units(3), Size.gibibytes(12)) },
    yarn: {
      nodeManagers: { scaling: scaling.Scaling.between(2, 6), size: size(Cpu.units(7), Size.gibibytes(27)) },
      spotNodeManagers: { scaling: scaling.Scaling.between(1, 20), size: size(Cpu.units(15), Size.gibibytes(55)) },
      queues: [
        { name: 'etl', share: 70 },
        { name: 'adhoc', share: 30, maximumShare: 60 },
      ],
    },
  },
};

/** How large a team of Spark is, and each of its applications. */
interface SparkSizes {
  readonly capacity: ContainerSize;
  readonly queueing?: spark.Queueing;
  readonly executors: scaling.Scaling;
  readonly driver: spark.SparkShape;
  readonly executor: spark.SparkShape;
}

type SparkTeamName = 'etl' | 'analytics';

const shape = (cores: number, memory: Size, more: Partial<spark.SparkShapeOptions> = {}) =>
  spark.SparkShape.of({ cores, memory, ...more });

const SMALL: SparkSizes = {
  capacity: size(Cpu.units(4), Size.gibibytes(12)),
  executors: scaling.Scaling.between(0, 1),
  driver: shape(1, Size.mebibytes(512), { coreRequest: Cpu.millis(100) }),
  executor: shape(1, Size.mebibytes(512), { coreRequest: Cpu.millis(200) }),
};

/** An executor fills a node of 8 vCPU and 32 GiB. */
const LARGE = { driver: shape(2, Size.gibibytes(8)), executor: shape(7, Size.gibibytes(20)) };

/** Teams of Spark, where there is Hadoop, whose HDFS they read. */
const SPARK: Partial<Record<EnvironmentName, Record<SparkTeamName, SparkSizes>>> = {
  local: { etl: SMALL, analytics: SMALL },
  prod: {
    etl: {
      ...LARGE,
      capacity: size(Cpu.units(128), Size.gibibytes(512)),
      // A night's work begins when all of it has room.
      queueing: spark.Queueing.kueue(),
      executors: scaling.Scaling.exactly(8),
    },
    analytics: {
      ...LARGE,
      capacity: size(Cpu.units(64), Size.gibibytes(256)),
      executors: scaling.Scaling.between(0, 8),
    },
  },
};

/** How large Presto is, where there is Hadoop. */
const PRESTO: Partial<Record<EnvironmentName, Omit<presto.PrestoClusterProps, 'catalogs'>>> = {
  local: {
    coordinator: { size: size(Cpu.millis(200), Size.gibibytes(2)) },
    workers: { size: size(Cpu.millis(300), Size.gibibytes(2)), scaling: scaling.Scaling.exactly(1) },
    acknowledge: { queriesEndWithChanges: true },
  },
  prod: {
    coordinator: { size: size(Cpu.units(3), Size.gibibytes(24)) },
    // A worker fills a node of 8 vCPU and 64 GiB.
    workers: { size: size(Cpu.units(7), Size.gibibytes(52)), scaling: scaling.Scaling.between(3, 30) },
    teams: [
      { name: 'etl', members: ['etl'], share: 40 },
      { name: 'reporting', members: ['reporting'], share: 40 },
    ],
  },
};

/** How large Doris is, where there is any. */
const DORIS: Partial<Record<EnvironmentName, doris.DorisClusterProps>> = {
  local: {
    backends: 1,
    size: size(Cpu.millis(300), Size.gibibytes(8)),
    storage: Size.gibibytes(10),
    highAvailability: false,
    frontends: { size: size(Cpu.millis(200), Size.gibibytes(4)), storage: Size.gibibytes(10) },
  },
  prod: {
    backends: 4,
    // A backend fills a node of 8 vCPU and 64 GiB, and a frontend one of 4 vCPU and 32 GiB.
    size: size(Cpu.units(7), Size.gibibytes(54)),
    storage: Size.tebibytes(1),
    frontends: { size: size(Cpu.units(3), Size.gibibytes(24)) },
    compute: { size: size(Cpu.units(7), Size.gibibytes(52)), scaling: scaling.Scaling.between(1, 10) },
  },
};

/** Where Spark's applications write what they do, in HDFS. */
const EVENTS = '/spark/events';

/** Where tables lie that say no place of their own. */
const WAREHOUSE = '/warehouse';

/** The image is yours to build, as lib/services/README.md says: no published one has all that it needs. */
const METASTORE = services.HiveMetastoreVersion.of('3.1.3', {
  images: { metastore: { image: 'registry.example.com/hive-metastore' } },
});

const CLEANED = `import sys

from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
source, target = sys.argv[1:]
spark.read.parquet(source).dropDuplicates().write.mode("overwrite").parquet(target)
spark.stop()
`;

/** Props of `EnginesStack`. */
export interface EnginesStackProps extends render.ManifestStackProps {
  /** Whose sizes are meant. */
  readonly environmentName: EnvironmentName;
  /** Whether there are buckets of AWS. */
  readonly inAws: boolean;
  /**
   * Where the metastore keeps what it knows.
   * @default - in a database beside it
   */
  readonly metastoreDatabase?: services.HiveMetastoreDatabase;
}

/** What tables of files are read by. */
interface Lake {
  readonly fileSystem: hadoop.HadoopCluster;
  readonly metastore: services.HiveMetastore;
}

/** The engines of one environment. */
export class EnginesStack extends render.ManifestStack {
  /** What they need in object stores. */
  public readonly storeAccess: StoreAccess[] = [];

  public constructor(scope: Construct, id: string, props: EnginesStackProps) {
    super(scope, id, props);
    const olap = new kubernetes.NamespaceChart(this.manifests, 'olap');
    const backup = props.inAws ? { store: aws.DataBucket.named(olap, 'backups') } : undefined;
    const tables = new clickhouse.ClickHouseCluster(olap, 'clickhouse', {
      ...CLICKHOUSE[props.environmentName],
      backup,
    });
    this.storeAccess.push(...tables.storeAccess);
    const warehouse = DORIS[props.environmentName];
    if (warehouse) {
      // Its images run as root.
      const podSecurity = kubernetes.PodSecurity.BASELINE;
      const chart = new kubernetes.NamespaceChart(this.manifests, 'warehouse', { podSecurity });
      const cluster = new doris.DorisCluster(chart, 'doris', { ...warehouse, backup });
      this.storeAccess.push(...cluster.storeAccess);
    }
    const lake = this.lake(props);
    if (lake) {
      this.spark(props, lake);
      this.presto(props, lake, tables);
    }
    const observability = new kubernetes.NamespaceChart(this.manifests, 'observability');
    new monitoring.OverviewDashboard(observability, 'overview');
    policies.Policies.apply(this);
  }

  private lake({ environmentName, inAws, metastoreDatabase }: EnginesStackProps): Lake | undefined {
    const props = HADOOP[environmentName];
    if (!props) return undefined;
    const lake = new kubernetes.NamespaceChart(this.manifests, 'lake');
    const backup = inAws ? { store: aws.DataBucket.named(lake, 'backups') } : undefined;
    const cluster = new hadoop.HadoopCluster(lake, 'hadoop', {
      ...props,
      backup,
      directories: [
        // Each application's log is its user's; the History Server, which is `spark`, reads and removes all of them.
        { path: EVENTS, owner: 'spark', mode: '1777', acl: ['default:user:spark:rwx'] },
        ...['/raw', '/clean'].map((path) => ({ path, owner: 'etl' })),
        // A table is its maker's, whoever that is. Folders of schemas that Presto asks for are made by the metastore.
        { path: WAREHOUSE, owner: 'hive', mode: '1777', acl: ['default:user:presto:rwx'] },
      ],
    });
    this.storeAccess.push(...cluster.storeAccess);
    const metastore = new services.HiveMetastore(lake, 'hive', {
      version: METASTORE,
      database: metastoreDatabase ?? services.HiveMetastoreDatabase.inCluster(),
      warehouse: services.HiveWarehouse.inFileSystem(cluster, WAREHOUSE),
    });
    return { fileSystem: cluster, metastore };
  }

  private spark({ environmentName, inAws }: EnginesStackProps, { fileSystem: lake, metastore }: Lake): void {
    const sizes = SPARK[environmentName];
    if (!sizes) return;
    const platform = new spark.SparkPlatform(new kubernetes.NamespaceChart(this.manifests, 'spark'), 'spark', {
      eventLog: spark.SparkLocation.inFileSystem(lake, EVENTS),
      warehouse: spark.SparkLocation.inFileSystem(lake, WAREHOUSE),
    });
    const catalogs = { spark_catalog: services.Catalog.hive(metastore) };
    const team = (name: SparkTeamName) => {
      const chart = new kubernetes.NamespaceChart(this.manifests, name);
      const { capacity, queueing, ...shapes } = sizes[name];
      const made = new spark.SparkTeam(chart, 'team', { name, platform, capacity, queueing, catalogs });
      this.storeAccess.push(...made.storeAccess);
      return { chart, props: { team: made, ...shapes } };
    };
    const [etl, analytics] = [team('etl'), team('analytics')];
    const cleaned = (day: string) =>
      spark.Job.pythonSource(CLEANED, { arguments: [`${lake.uri}/raw/${day}`, `${lake.uri}/clean/${day}`] });
    new spark.ScheduledSparkApplication(etl.chart, 'nightly', {
      ...etl.props,
      job: cleaned('latest'),
      schedule: '0 2 * * *',
    });
    new spark.SparkApplication(etl.chart, 'backfill', {
      ...etl.props,
      job: cleaned('2025'),
      acknowledge: { runsAgainWhenChanged: true },
    });
    new spark.SparkConnectServer(analytics.chart, 'notebooks', {
      ...analytics.props,
      ...(inAws
        ? { tls: security.Tls.certManager({ issuer: 'internal' }) }
        : { acknowledge: { portForwardOnly: true } }),
    });
  }

  private presto(
    { environmentName }: EnginesStackProps,
    { fileSystem, metastore }: Lake,
    tables: clickhouse.ClickHouseCluster,
  ): void {
    const sizes = PRESTO[environmentName];
    if (!sizes) return;
    const sql = new kubernetes.NamespaceChart(this.manifests, 'sql');
    const { name: user } = ASKED_BY_PRESTO;
    new presto.PrestoCluster(sql, 'presto', {
      ...sizes,
      catalogs: {
        tpch: presto.PrestoCatalog.tpch(),
        lake: presto.PrestoCatalog.lakehouse(services.Catalog.hive(metastore), { fileSystem }),
        olap: presto.PrestoCatalog.clickhouse({
          host: tables.endpoints.host,
          user,
          password: tables.passwordIn(sql, user),
          peer: tables,
        }),
      },
    });
  }
}
