import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Environment, NodeClass, StoreAccess, StoreMode } from '../../core';
import { Deployment, EnvValue, Probe, Service, Volume } from '../../kubernetes';
import { namespaceOf } from '../../kubernetes/internal';
import { EnginePart } from '../../workloads/internal';
import { partOf, USER } from '../components';
import { historyServerCommand, historyServerFiles } from '../config/history-server';
import { CONF_DIRECTORY, HADOOP_CONF_DIRECTORY, HISTORY_DIRECTORY, WORK_DIRECTORY } from '../paths';
import { PORTS } from '../ports';
import { ResolvedPlatform } from '../resolve';
import { connectToLocations } from '../security';
import { historyServerSizing } from '../sizing';
import { SparkHistoryServerSizing } from '../spark-sizing';

/** What the History Server is made from. */
export interface HistoryServerInput {
  readonly resolved: ResolvedPlatform;
}

/** Any other path answers 200 too, with a page. */
const APPLICATIONS = '/api/v1/applications?limit=1';

/** Shows what applications have done, from their event logs. One alone: what it keeps on its disk it reads again elsewhere. */
export class HistoryServer extends EnginePart {
  public readonly sizing: SparkHistoryServerSizing;
  public readonly storeAccess: StoreAccess[];
  private readonly serviceName: string;

  public constructor(scope: Construct, id: string, { resolved }: HistoryServerInput) {
    const { name, version, eventLog, historyServer, overrides } = resolved;
    const { image, mirrored } = version._release.image('spark');
    super(scope, id, {
      partOf: partOf(name, 'history-server'),
      ports: [PORTS.history],
      image,
      mirrored,
      user: USER,
      architectures: version._release.architectures,
      overrides: overrides.pods['history-server'],
    });
    this.sizing = historyServerSizing(historyServer);
    const { partOf: part, partName } = this;
    this.serviceName = new Service(this, 'Service', {
      name: partName,
      partOf: part,
      ports: [PORTS.history],
    }).serviceName;
    connectToLocations(this.connections, [eventLog]);
    // It removes old logs.
    const { _store: store, _prefix: prefix } = eventLog;
    this.storeAccess = store ? [{ identity: this.identity, store, prefix, mode: StoreMode.READ_WRITE }] : [];
    const files = this.files(historyServerFiles(resolved));
    const hadoop = eventLog._fileSystem?.clientFilesIn(this);
    const scratch = (volume: string, path: string, size = Size.gibibytes(1)) => ({
      volume: Volume.emptyDir(volume, { sizeLimit: size }),
      path,
    });
    new Deployment(this, 'Server', {
      ...this.pod,
      name: partName,
      replicas: 1,
      nodeClass: NodeClass.SYSTEM,
      containers: [
        {
          name: 'history-server',
          image,
          mirrored,
          command: historyServerCommand(resolved),
          env: {
            // Where the largest heap stands here, Spark does not begin.
            SPARK_DAEMON_JAVA_OPTS: EnvValue.literal(
              `-Xms${this.sizing.heap.toMebibytes()}m -XX:+UseG1GC -XX:+ExitOnOutOfMemoryError`,
            ),
            SPARK_DAEMON_MEMORY: EnvValue.literal(`${this.sizing.heap.toMebibytes()}m`),
            HADOOP_USER_NAME: EnvValue.literal('spark'),
            ...(hadoop && { HADOOP_CONF_DIR: EnvValue.literal(HADOOP_CONF_DIRECTORY) }),
          },
          ports: [PORTS.history],
          resources: {
            cpu: historyServer.cpu,
            memory: this.sizing.memory,
            ephemeralStorage: Size.gibibytes(historyServer.storage.toGibibytes() + 3),
          },
          mounts: [
            { volume: Volume.configFiles('config', files), path: CONF_DIRECTORY, readOnly: true },
            ...(hadoop
              ? [{ volume: Volume.configMap('hadoop', hadoop), path: HADOOP_CONF_DIRECTORY, readOnly: true }]
              : []),
            scratch('store', HISTORY_DIRECTORY, historyServer.storage),
            scratch('work', WORK_DIRECTORY),
            scratch('tmp', '/tmp'),
          ],
          startup: Probe.httpGet(APPLICATIONS, PORTS.history.name, {
            period: Duration.seconds(5),
            failureThreshold: 120,
          }),
          liveness: Probe.httpGet(APPLICATIONS, PORTS.history.name, {
            period: Duration.seconds(30),
            timeout: Duration.seconds(20),
            failureThreshold: 6,
          }),
          readiness: Probe.httpGet(APPLICATIONS, PORTS.history.name),
        },
      ],
    });
  }

  /** Where people find it. */
  public urlIn(environment: Environment): string {
    return `http://${environment.serviceHost(this.serviceName, namespaceOf(this))}:${PORTS.history.port}`;
  }
}
