import { k8s } from 'cdk8s-plus-34';
import { Construct, IConstruct } from 'constructs';
import { ContainerSize, ICatalog, IFileSystem, IIdentity, ISecret, StoreAccess, StoreMode } from '../core';
import { checkRules, MANAGED_BY, objectLabels, objectName } from '../core/internal';
import { namespaceOf } from '../kubernetes/internal';
import { EngineMonitoring } from '../monitoring';
import { ServiceIdentity } from '../security';
import { partOf } from './components';
import { YuniKornQueue, yuniKornQueues } from './config/yunikorn-queues';
import { ISparkPlatform, ISparkTeam } from './interfaces';
import { teamMonitoring } from './monitoring/team-monitoring';
import { DriverGrant } from './parts/driver-grant';
import { TeamQueue } from './parts/queue';
import { teamQueueRules, yuniKornRules } from './parts/queue-rules';
import { TeamQuotas } from './parts/team-quotas';
import { Queueing } from './queueing';
import { ResolvedTeam, resolveTeam } from './resolve';
import { teamRules } from './rules';
import { SparkLocation } from './spark-location';
import { SparkTeamProps } from './spark-props';

/**
 * Those who have applications: their namespace, which is that of the chart, who their applications are to Kubernetes, to HDFS and to a cloud, and how
 * much they may use.
 */
export class SparkTeam extends Construct implements ISparkTeam {
  /** Its name. */
  public readonly teamName: string;
  /** Where its applications are seen, and whose defaults they have. */
  public readonly platform: ISparkPlatform;
  /** Who its drivers and executors are. */
  public readonly identity: IIdentity;
  /** What they must be allowed to read and write in object stores. */
  public readonly storeAccess: StoreAccess[];
  /** The file systems that they use. */
  public readonly fileSystems: IFileSystem[];
  /** The catalogs of tables that they use, by the names that statements have for them. */
  public readonly catalogs: Record<string, ICatalog>;
  /** What a driver and its executors prove to one another that they belong together by. */
  public readonly rpcSecret: ISecret;
  /** Who says when an application may begin. */
  public readonly queueing: Queueing;
  /** What all of its pods may ask for together. */
  public readonly capacity?: ContainerSize;
  /** Objectives, alerts and the dashboard of its applications. */
  public readonly monitoring: EngineMonitoring;

  public constructor(scope: Construct, id: string, props: SparkTeamProps) {
    super(scope, id);
    const name = objectName(this, props.name, { max: 40, because: 'names of its objects add up to 14' });
    const resolved = resolveTeam(props);
    const { platform, capacity } = props;
    const input = { given: props, resolved };
    checkRules(this, teamRules, { ...input, neighbours: this.neighboursOn(platform) });
    checkRules(this, teamQueueRules, {
      ...input,
      namespaceName: namespaceOf(this),
      platformIsOurs: isOurs(platform),
    });
    this.teamName = name;
    this.platform = platform;
    const labels = objectLabels(partOf(name, 'driver'));
    const objects = { name: `${name}-spark`, labels };
    const identity = new ServiceIdentity(this, 'Identity', objects);
    this.identity = identity;
    this.rpcSecret = resolved.rpcSecret._bind(this, 'RpcKey', { name: `${name}-spark-rpc` });
    new DriverGrant(this, 'Grant', { ...objects, identity });
    const { queueing } = resolved;
    this.capacity = capacity;
    this.queueing = queueing;
    if (queueing._kind !== 'none') new TeamQueue(this, 'Queue', { name, labels, platform, queueing, capacity });
    else if (capacity) {
      const { driverPriorityClass } = platform.settings;
      new TeamQuotas(this, 'Quotas', { ...objects, capacity, driverPriorityClass });
    }
    this.storeAccess = this.accessOf(resolved);
    this.catalogs = resolved.catalogs;
    const { fileSystem } = props;
    const places = this.locations.flatMap(({ _fileSystem }) => _fileSystem ?? []);
    this.fileSystems = [...new Set([...(fileSystem ? [fileSystem] : []), ...places])];
    const { settings } = platform;
    const { monitoring } = resolved;
    const watched = { name, namespaceName: identity.namespaceName, platform: settings, queueing, monitoring };
    this.monitoring = new EngineMonitoring(this, 'Monitoring', teamMonitoring(watched));
  }

  private get locations(): SparkLocation[] {
    const { eventLog, warehouse } = this.platform.settings;
    return [eventLog, ...(warehouse ? [warehouse] : [])];
  }

  /** Who else is in the namespace, but for the platform's own team. */
  private neighboursOn(platform: ISparkPlatform): string[] {
    // It is not built yet.
    if (this.node.scopes.includes(platform)) return [];
    const isCanary = (team: ISparkTeam) => team.node.scopes.includes(team.platform);
    const teams = this.node.root.node.findAll().filter((other): other is SparkTeam => other instanceof SparkTeam);
    const here = (other: IConstruct) => namespaceOf(other) === namespaceOf(this);
    return [
      ...teams
        .filter((other) => other !== this && !isCanary(other) && here(other))
        .map((other) => `that of the team ${other.teamName} too`),
      ...(isOurs(platform) && here(platform) ? [`that of the platform ${platform.settings.name} too`] : []),
    ];
  }

  private accessOf({ stores }: ResolvedTeam): StoreAccess[] {
    const { identity } = this;
    const shared = this.locations.flatMap(({ _store: store, _prefix: prefix }) =>
      store ? [{ identity, store, prefix, mode: StoreMode.READ_WRITE }] : [],
    );
    return [...shared, ...stores.map((place) => ({ identity, ...place }))];
  }
}

/** Whether a platform is of this tree. One that is referred to has no parts. */
function isOurs(platform: ISparkPlatform): boolean {
  return platform.node.children.length > 0;
}

/** Props of `YuniKornQueues`. */
export interface YuniKornQueuesProps {
  /** All teams that queue by YuniKorn, each in a namespace of its own. */
  readonly teams: ISparkTeam[];
  /**
   * More settings of the scheduler, by key: `service.placeholderImage`.
   * @see https://yunikorn.apache.org/docs/user_guide/service_config/
   * @default - none
   */
  readonly settings?: Record<string, string>;
}

/**
 * The queues of teams, where YuniKorn reads them: the ConfigMap `yunikorn-configs` of its namespace, which is that of the chart. There is one, so it has the
 * queues of all teams of all platforms. The scheduler reads it again when it changes.
 *
 * Pods are placed by their namespace; queues below `root.spark_teams` are named like it. Written from the scheduler's sources, and not confirmed by a running one.
 *
 * @see https://yunikorn.apache.org/docs/user_guide/queue_config/
 */
export class YuniKornQueues extends Construct {
  /** The file `queues.yaml`. */
  public readonly queuesYaml: string;

  public constructor(scope: Construct, id: string, { teams, settings = {} }: YuniKornQueuesProps) {
    super(scope, id);
    checkRules(this, yuniKornRules, teams);
    this.queuesYaml = yuniKornQueues(teams.map(queueOf));
    const holdsRoom = teams.some(({ queueing }) => queueing._holdsRoom);
    new k8s.KubeConfigMap(this, 'Resource', {
      metadata: { name: 'yunikorn-configs', labels: { 'app.kubernetes.io/managed-by': MANAGED_BY } },
      data: {
        ...(!holdsRoom && { 'service.disableGangScheduling': 'true' }),
        ...settings,
        'queues.yaml': this.queuesYaml,
      },
    });
  }
}

function queueOf({ identity, capacity, queueing }: ISparkTeam): YuniKornQueue {
  const { guaranteed, maxApplications } = queueing._parts.yunikorn ?? {};
  return { namespaceName: identity.namespaceName, max: capacity, guaranteed, maxApplications };
}
