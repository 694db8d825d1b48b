import {
  Cpu,
  Environment,
  EnvironmentProps,
  IMetastore,
  kubernetes,
  monitoring,
  policies,
  scaling,
  security,
  services,
  spark,
} from 'bigdata-constructs';
import { App, Duration, Size } from 'cdk8s';
import { yamlObjects } from '../helpers/synth';

/** An object store for tests. */
export const store = {
  bucketName: 'test-bucket',
  region: 'eu-central-1',
  endpoint: 'https://s3.eu-central-1.amazonaws.com',
};

/** A catalog that speaks Iceberg's REST protocol. */
export const restWith = (properties: Record<string, string>) =>
  services.Catalog.icebergRest({
    uri: 'https://catalog.data.svc.cluster.local:8181/api/catalog',
    peer: security.Peer.pods('data', { app: 'catalog' }),
    warehouse: 'lake',
    credential: { secretName: 'catalog', key: 'credential' },
    properties,
  });
export const rest = restWith({});

/** A metastore of Hive's that something else runs. */
export const metastore: IMetastore = {
  thriftUris: ['thrift://metastore-0.data:9083', 'thrift://metastore-1.data:9083'],
  networkPeer: security.Peer.pods('data', { app: 'metastore' }).networkPeer,
};

/** An image that can speak to S3. */
export const ownImage = spark.SparkVersion.of('4.1.2', {
  images: { spark: { image: 'registry.example.com/spark:4.1.2-s3' } },
});

const environmentOfTests: EnvironmentProps = { name: 'test', zones: ['a', 'b', 'c'] };

/** What a test says of each level; the rest is the smallest that there is. */
export interface Given {
  readonly platform?: Partial<spark.SparkPlatformProps>;
  readonly team?: Partial<spark.SparkTeamProps>;
  readonly environment?: EnvironmentProps;
  /** The namespace of the team, and what that of the platform begins with. */
  readonly namespaceName?: string;
}

/** A platform with a team in a namespace of its own, in an App with the standard policies. */
export function platform({
  platform: given,
  team: givenTeam,
  environment = environmentOfTests,
  namespaceName = 'etl',
}: Given = {}) {
  const app = new App();
  const extensions = [new monitoring.MonitoringProfile({ retention: Duration.days(35) })];
  Environment.attach(app, { extensions, ...environment });
  const chart = new kubernetes.NamespaceChart(app, namespaceName === 'etl' ? 'spark' : `${namespaceName}-platform`);
  const made = new spark.SparkPlatform(chart, 'spark', {
    version: ownImage,
    eventLog: spark.SparkLocation.inStore(store, 'spark/events'),
    // A job of its own would be everywhere.
    monitoring: monitoring.Monitoring.standard({ probe: false }),
    ...given,
  });
  const teamChart = new kubernetes.NamespaceChart(app, namespaceName);
  const team = new spark.SparkTeam(teamChart, 'team', {
    name: 'etl',
    platform: made,
    capacity: { cpu: Cpu.units(64), memory: Size.gibibytes(256) },
    ...givenTeam,
  });
  policies.Policies.apply(app);
  return { app, chart, teamChart, platform: made, team, objects: () => yamlObjects(app) };
}

/** A scheduled application of the team. */
export function scheduled(
  props: Partial<spark.ScheduledSparkApplicationProps> = {},
  given: Given = {},
): ReturnType<typeof platform> & { application: spark.ScheduledSparkApplication } {
  const made = platform(given);
  const application = new spark.ScheduledSparkApplication(made.teamChart, 'nightly', {
    team: made.team,
    job: spark.Job.pythonSource('print("done")\n'),
    schedule: '0 2 * * *',
    ...props,
  });
  return { ...made, application };
}

/** What a platform is watched by where nobody says anything: a job of its own too. */
export const watched: Given = { platform: { monitoring: monitoring.Monitoring.standard() } };

/** An application on a platform that is monitored so. */
export const cluster = (props: Pick<spark.SparkPlatformProps, 'monitoring'> = {}) =>
  scheduled({}, { platform: { monitoring: undefined, ...props } });
export const everything = {};

/** Nodes of which drivers and executors have some each. */
export const nodeClasses = {
  driver: { nodeSelector: { pool: 'drivers' } },
  executor: {
    nodeSelector: { pool: 'executors' },
    taints: [{ key: 'spot', value: 'true', effect: 'NoSchedule' }],
  },
};

/** A team that queues, with an application of its own default size. */
export function queued(queueing: spark.Queueing, props: Partial<spark.ScheduledSparkApplicationProps> = {}) {
  const made = scheduled(props, { team: { queueing }, environment: { ...environmentOfTests, nodeClasses } });
  if (queueing === yunikorn) {
    const scheduler = new kubernetes.NamespaceChart(made.app, 'yunikorn');
    new spark.YuniKornQueues(scheduler, 'queues', { teams: [made.team] });
  }
  return made;
}

/** One queue of each kind, with all that it has. */
const lent = { cpu: Cpu.units(16), memory: Size.gibibytes(64) };
export const kueue = spark.Queueing.kueue({
  cohort: 'spark',
  borrowingLimit: lent,
  lendingLimit: lent,
  strategy: spark.KueueStrategy.STRICT_FIFO,
  preemption: spark.KueuePreemption.LOWER_PRIORITY,
  reclaim: spark.KueueReclaim.ANY,
  priorities: { urgent: 1000, idle: -1000 },
});
export const yunikorn = spark.Queueing.yunikorn({ guaranteed: lent, maxApplications: 20 });
export const volcano = spark.Queueing.volcano({ weight: 4, reclaimable: false });

/** A Connect server of the team, with a certificate. */
export function connectServer(
  props: Partial<spark.SparkConnectServerProps> = {},
  given: Given = {},
): ReturnType<typeof platform> & { server: spark.SparkConnectServer } {
  const made = platform(given);
  const server = new spark.SparkConnectServer(made.teamChart, 'interactive', {
    team: made.team,
    tls: security.Tls.certManager({ issuer: 'cluster-ca' }),
    ...props,
  });
  return { ...made, server };
}

/** What every suite over all programs looks at, by the name that it has there. */
export const programs: Record<string, () => App> = {
  'Spark, watched': () => scheduled({}, watched).app,
  'Spark, scheduled': () => scheduled().app,
  'Spark with every prop': () =>
    scheduled({
      executors: scaling.Scaling.exactly(4),
      executor: spark.SparkShape.of({ cores: 4, memory: Size.gibibytes(16), pythonMemory: Size.gibibytes(2) }),
      localDisk: spark.LocalDisk.volume(Size.gibibytes(100)),
      zones: spark.SparkZones.any(),
      timeZone: 'Europe/Berlin',
      concurrency: spark.SparkConcurrency.REPLACE,
    }).app,
  'Spark with Kueue': () => queued(kueue, { priority: 'urgent' }).app,
  'Spark with YuniKorn': () => queued(yunikorn).app,
  'Spark with Volcano': () => queued(volcano, { executors: scaling.Scaling.between(2, 8) }).app,
  'Spark, a Connect server': () => connectServer().app,
  'Spark, a Connect server behind a port that is forwarded': () =>
    connectServer({
      tls: undefined,
      acknowledge: { portForwardOnly: true },
      executors: scaling.Scaling.exactly(2),
      zones: spark.SparkZones.any(),
    }).app,
};
