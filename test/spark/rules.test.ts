import { Cpu, IFileSystem, kubernetes, security, services, spark } from 'bigdata-constructs';
import { Duration, Size } from 'cdk8s';
import { platformRules, teamRules } from '../../lib/spark/rules';
import { reportedByConstruct, rulesSuite } from '../helpers/rules-suite';
import { Given, metastore, ownImage, platform, rest, restWith, store, watched } from './clusters';

const inStore = (prefix: string) => spark.SparkLocation.inStore(store, prefix);
const fileSystem = (name: string): IFileSystem => ({
  uri: `hdfs://${name}`,
  networkPeer: security.Peer.pods(name).networkPeer,
  clientFilesIn: () => `${name}-client`,
});
const lake = fileSystem('lake');
const other = fileSystem('other');
const inLake = (path: string, of = lake) => spark.SparkLocation.inFileSystem(of, path);
const glue = (warehouse: string) =>
  services.Catalog.icebergGlue({ region: 'eu-central-1', peer: security.Peer.cidr('10.1.2.3/32'), warehouse });
const inMetastore = (warehouse: string) => services.Catalog.icebergHive({ metastore, warehouse });
const history = (historyServer: spark.SparkHistoryServerOptions): Given => ({ platform: { historyServer } });
const published = spark.SparkVersion.of('4.1.2');
const image = (component: string) =>
  spark.SparkVersion.of('4.1.2', { images: { [component]: { image: 'registry.example.com/spark:1' } } });

const kerberized: IFileSystem = { ...lake, kerberosRealm: 'EXAMPLE.COM' };
const pods = (component: string): Given => ({
  platform: { overrides: { pods: { [component]: { annotations: { reviewed: 'yes' } } } } },
});

/** What is given, and the namespace of another team. */
type Changes = Given & { readonly beside?: string };

const warehouse = 's3a://lake/warehouse';
const peer = security.Peer.cidr('10.20.0.0/16');
const inGlue = services.Metastore.glue({ region: 'eu-central-1', peer });
const hive = (release: string) => services.Metastore.thrift({ uris: ['thrift://metastore.data:9083'], peer, release });

rulesSuite<Changes>('the rules of a platform and its teams', {
  rules: [...platformRules, ...teamRules],
  reported: reportedByConstruct(({ beside, ...given }) => {
    const { app, chart, teamChart, platform: made } = platform(given);
    const charts: Record<string, kubernetes.NamespaceChart> = { etl: teamChart, spark: chart };
    const theirs = beside && (charts[beside] ?? new kubernetes.NamespaceChart(app, beside));
    if (theirs) new spark.SparkTeam(theirs, 'beside', { name: 'beside', platform: made });
    return app;
  }),
  cases: {
    SP001: {
      refused: { platform: { version: spark.SparkVersion.of('3.4.4'), eventLog: inLake('/events') } },
      given: "'3.4.4'",
      passes: { platform: { version: spark.SparkVersion.of('3.5.8'), eventLog: inLake('/events') } },
    },
    SP002: {
      refused: { platform: { version: image('driver') } },
      given: "one for 'driver' where there are spark",
      passes: { platform: { version: image('spark') } },
    },
    SP003: [
      {
        refused: { platform: { version: published } },
        given: 'the published image of 4.1.2',
        passes: { platform: { version: published, eventLog: inLake('/events') } },
      },
      {
        refused: {
          platform: { version: published, eventLog: inLake('/events'), warehouse: inStore('tables') },
        },
        given: 'the published image of 4.1.2',
        passes: { platform: { version: ownImage, eventLog: inLake('/events'), warehouse: inStore('tables') } },
      },
    ],
    SP004: {
      refused: { platform: { eventLog: inStore('/events/') } },
      given: "'/events/'",
      passes: { platform: { eventLog: inStore('spark/events') } },
    },
    SP005: {
      refused: { platform: { eventLog: inLake('events') } },
      given: "'events'",
      passes: { platform: { eventLog: inLake('/spark/events') } },
    },
    SP006: [
      {
        refused: history({ retention: Duration.hours(36) }),
        given: '36 hours',
        passes: history({ retention: Duration.days(2) }),
      },
      {
        refused: history({ retention: Duration.days(0) }),
        given: '0 seconds',
        passes: history({ retention: Duration.days(1) }),
      },
    ],
    SP007: {
      refused: history({ storage: Size.mebibytes(500) }),
      given: '500Mi',
      passes: history({ storage: Size.gibibytes(1) }),
    },
    SP008: { refused: pods('driver'), given: "'driver'", passes: pods('history-server') },
    SP009: [
      {
        refused: { platform: { eventLog: inLake('/events', kerberized) } },
        given: 'hdfs://lake of the realm EXAMPLE.COM',
        passes: { platform: { eventLog: inLake('/events') } },
      },
      {
        refused: { platform: { warehouse: inLake('/tables', kerberized) } },
        given: 'hdfs://lake of the realm EXAMPLE.COM',
        passes: { platform: { warehouse: inLake('/tables') } },
      },
    ],
    SP027: {
      refused: { team: { fileSystem: kerberized } },
      given: 'hdfs://lake of the realm EXAMPLE.COM',
      passes: { team: { fileSystem: lake } },
    },
    SP028: [
      { refused: { beside: 'etl' }, given: 'that of the team etl too', passes: { beside: 'beside' } },
      // The platform's own small job is that of a team, too.
      {
        refused: { ...watched, beside: 'spark' },
        given: 'that of the platform spark too',
        passes: { ...watched, beside: 'beside' },
      },
    ],
    SP029: [
      {
        refused: { team: { catalogs: { lake: glue('s3://tables/warehouse') } } },
        given: "s3://tables/warehouse of 'lake'",
        passes: {
          team: {
            catalogs: { lake: glue('s3://tables/warehouse') },
            stores: [{ store: { ...store, bucketName: 'tables' } }],
          },
        },
      },
      {
        refused: { team: { catalogs: { lake: inMetastore('hdfs://lake/warehouse') } } },
        given: "hdfs://lake/warehouse of 'lake'",
        passes: { team: { catalogs: { lake: inMetastore('hdfs://lake/warehouse') }, fileSystem: lake } },
      },
    ],
    SP020: [
      { refused: { team: { share: 20 } }, given: "'share'", passes: { team: {} } },
      { refused: { team: { members: ['ann'] } }, given: "'members'", passes: { team: {} } },
      { refused: { team: { groups: ['etl'] } }, given: "'groups'", passes: { team: {} } },
    ],
    SP021: {
      refused: { team: { stores: [{ store, prefix: '/tables' }] } },
      given: "'/tables' for test-bucket",
      passes: { team: { stores: [{ store, prefix: 'etl/tables' }] } },
    },
    SP022: [
      {
        refused: { platform: { eventLog: inLake('/events') }, team: { fileSystem: other } },
        given: 'hdfs://other and hdfs://lake',
        passes: { platform: { eventLog: inLake('/events') }, team: { fileSystem: lake } },
      },
      {
        refused: { platform: { eventLog: inLake('/events'), warehouse: inLake('/tables', other) } },
        given: 'hdfs://lake and hdfs://other',
        passes: { platform: { eventLog: inLake('/events'), warehouse: inLake('/tables') } },
      },
    ],
    SP024: [
      {
        refused: { team: { catalogs: { 'my-lake': rest } } },
        given: "'my-lake'",
        passes: { team: { catalogs: { my_lake: rest } } },
      },
      {
        refused: { team: { catalogs: { '1st': rest } } },
        given: "'1st'",
        passes: { team: { catalogs: { first: rest } } },
      },
    ],
    SP025: [
      {
        refused: { team: { catalogs: { lake: services.Catalog.hive(metastore) } } },
        given: "Hive as 'lake'",
        passes: { team: { catalogs: { spark_catalog: services.Catalog.hive(metastore) } } },
      },
      {
        refused: { team: { catalogs: { spark_catalog: rest } } },
        given: "IcebergRest as 'spark_catalog'",
        passes: { team: { catalogs: { lake: rest } } },
      },
    ],
    SP026: {
      refused: { team: { catalogs: { lake: restWith({ token: 'mine' }) } } },
      given: "text for token of 'lake'",
      passes: { team: { catalogs: { lake: restWith({ scope: 'catalog' }) } } },
    },
    SP018: [
      {
        refused: { team: { catalogs: { spark_catalog: services.Catalog.hive(hive('4.0.1')) } } },
        given: "'spark_catalog' in one of 4.0.1, which has no call get_table,",
        passes: { team: { catalogs: { spark_catalog: services.Catalog.hive(hive('3.1.3')) } } },
      },
      {
        refused: {
          team: { catalogs: { lake: services.Catalog.icebergHive({ metastore: hive('4.0.1'), warehouse }) } },
        },
        given: "'lake' in one of 4.0.1",
        passes: {
          platform: {
            overrides: {
              sparkConf: {
                'spark.sql.hive.metastore.version': '4.0.1',
                'spark.sql.hive.metastore.jars': 'path',
              },
            },
          },
          team: { catalogs: { spark_catalog: services.Catalog.hive(hive('4.0.1')) } },
        },
      },
    ],
    SP019: {
      refused: { team: { catalogs: { spark_catalog: services.Catalog.hive(inGlue) } } },
      given: "'spark_catalog' in Glue",
      passes: {
        team: { catalogs: { lake: services.Catalog.icebergGlue({ region: 'eu-central-1', peer, warehouse }) } },
      },
    },
    SP023: [
      {
        refused: { team: { capacity: { cpu: Cpu.millis(500), memory: Size.gibibytes(8) } } },
        given: '500m',
        passes: { team: { capacity: { cpu: Cpu.units(1), memory: Size.gibibytes(8) } } },
      },
      {
        refused: { team: { capacity: { cpu: Cpu.units(4), memory: Size.gibibytes(1) } } },
        given: '1Gi',
        passes: { team: { capacity: { cpu: Cpu.units(4), memory: Size.gibibytes(2) } } },
      },
    ],
  },
});
