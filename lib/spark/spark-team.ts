import { Construct } from 'constructs';
import { IFileSystem, IIdentity, ISecret, StoreAccess, StoreMode } from '../core';
import { checkRules, objectLabels, objectName } from '../core/internal';
import { ServiceIdentity } from '../security';
import { partOf } from './components';
import { ISparkPlatform, ISparkTeam } from './interfaces';
import { DriverGrant } from './parts/driver-grant';
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
  /** What a driver and its executors prove to one another that they belong together by. */
  public readonly rpcSecret: ISecret;
  /** Who says when an application may begin. */
  public readonly queueing: Queueing;

  public constructor(scope: Construct, id: string, props: SparkTeamProps) {
    super(scope, id);
    const name = objectName(this, props.name, { max: 40, because: 'names of its objects add up to 14' });
    const resolved = resolveTeam(props);
    checkRules(this, teamRules, { given: props, resolved });
    this.teamName = name;
    this.platform = props.platform;
    const labels = objectLabels(partOf(name, 'driver'));
    const objects = { name: `${name}-spark`, labels };
    const identity = new ServiceIdentity(this, 'Identity', objects);
    this.identity = identity;
    this.rpcSecret = resolved.rpcSecret._bind(this, 'RpcKey', { name: `${name}-spark-rpc` });
    new DriverGrant(this, 'Grant', { ...objects, identity });
    if (props.capacity) {
      const { driverPriorityClass } = this.platform.settings;
      new TeamQuotas(this, 'Quotas', { ...objects, capacity: props.capacity, driverPriorityClass });
    }
    this.queueing = resolved.queueing;
    this.storeAccess = this.accessOf(resolved);
    const { fileSystem } = props;
    const places = this.locations.flatMap(({ _fileSystem }) => _fileSystem ?? []);
    this.fileSystems = [...new Set([...(fileSystem ? [fileSystem] : []), ...places])];
  }

  private get locations(): SparkLocation[] {
    const { eventLog, warehouse } = this.platform.settings;
    return [eventLog, ...(warehouse ? [warehouse] : [])];
  }

  private accessOf({ stores }: ResolvedTeam): StoreAccess[] {
    const { identity } = this;
    const shared = this.locations.flatMap(({ _store: store, _prefix: prefix }) =>
      store ? [{ identity, store, prefix, mode: StoreMode.READ_WRITE }] : [],
    );
    return [...shared, ...stores.map((place) => ({ identity, ...place }))];
  }
}
