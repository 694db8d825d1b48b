import { Expose, PodOverrides } from '../kubernetes';
import { Monitoring } from '../monitoring';
import { Secret } from '../security';
import { IFoundationDb } from '../services';
import { DorisDisaggregatedAcknowledgements } from './acknowledgements';
import { DorisComputeGroupOptions } from './doris-compute-group-options';
import { DorisDataOptions } from './doris-data-options';
import { DorisFrontendOptions } from './doris-frontend-options';
import { DorisMetaServiceOptions } from './doris-meta-service-options';
import { DorisUser } from './doris-user';
import { DorisVersion } from './doris-version';

/** Settings that win over everything the construct chooses. Values stand in a ConfigMap: no secrets belong there. */
export interface DorisDisaggregatedOverrides {
  /**
   * Settings of `fe.conf` by key: `{ max_query_retry_time: '3' }`.
   * @see https://doris.apache.org/docs/4.x/admin-manual/config/fe-config
   * @default - none
   */
  readonly frontend?: Record<string, string>;
  /**
   * Settings of `be.conf` by key, of the members of all compute groups: `{ max_tablet_version_num: '3000' }`.
   * @see https://doris.apache.org/docs/4.x/admin-manual/config/be-config
   * @default - none
   */
  readonly backend?: Record<string, string>;
  /**
   * Settings of `doris_cloud.conf` by key: `{ recycle_interval_seconds: '1800' }`.
   * @see https://doris.apache.org/docs/4.x/compute-storage-decoupled/recycler
   * @default - none
   */
  readonly metaService?: Record<string, string>;
  /**
   * Options of JVMs, which come after ours, by component: `fe`, and `be` for the one inside of members of compute groups.
   * @default - none
   */
  readonly jvm?: Record<string, string[]>;
  /**
   * What pods have besides, by component: `fe`, `be`, `ms`, `vault`, `users`, `probe`, `rotation`. Of the first three the operator takes labels,
   * annotations, variables, aliases, and Secrets and ConfigMaps that are mounted as wholes.
   * @default - nothing
   */
  readonly pods?: Record<string, PodOverrides>;
}

/** Props of `DorisDisaggregatedCluster`. */
export interface DorisDisaggregatedClusterProps {
  /**
   * The cluster's name, which all objects carry.
   * @default - the id
   */
  readonly name?: string;
  /**
   * The release.
   * @default DorisVersion.V4_0
   */
  readonly version?: DorisVersion;
  /** Where the metadata of tables lies: which objects each consists of. */
  readonly foundationDb: IFoundationDb;
  /** Where the data of all tables lies. */
  readonly data: DorisDataOptions;
  /** What runs queries and loads: one group for each kind of work that must not disturb the others. */
  readonly computeGroups: DorisComputeGroupOptions[];
  /**
   * The meta service.
   * @default - two members of 2 CPU and 4 GiB; one without high availability
   */
  readonly metaService?: DorisMetaServiceOptions;
  /**
   * Frontends.
   * @default - three followers of 4 CPU and 16 GiB; one without high availability
   */
  readonly frontends?: DorisFrontendOptions;
  /**
   * Whether the cluster survives the loss of any one member. Without it one of each is allowed, as on a laptop.
   * @default true
   */
  readonly highAvailability?: boolean;
  /**
   * The password of `root`, who may do everything, and by whom the operator and new members sign in. Doris takes it at the first start alone: how to
   * change it later is said at `previousRootPassword`.
   * @default Secret.generated()
   */
  readonly rootPassword?: Secret;
  /**
   * The password that `root` has had, while it changes to `rootPassword`: a Job sets the new one in Doris, and only when it has succeeded the operator and
   * new members learn of it. Left out again when that is done. Not for a cluster that is new, where the Job would wait for frontends, and these for it.
   * @default - it does not change
   */
  readonly previousRootPassword?: Secret;
  /**
   * The password of `admin`, an administrator too, whose password Doris leaves empty.
   * @default Secret.generated()
   */
  readonly adminPassword?: Secret;
  /**
   * The password of the users `probe` and `metrics`, each of which has its own where it is generated.
   * @default Secret.generated()
   */
  readonly jobPassword?: Secret;
  /**
   * Users besides `root` and `admin`. Every five minutes they are made what they are to be, passwords that have changed and grants included. Whoever queries
   * or loads needs `USAGE` on a compute group: `{ privileges: [DorisPrivilege.USAGE], on: 'COMPUTE GROUP etl' }`.
   * @default - none
   */
  readonly users?: DorisUser[];
  /**
   * Names of users to remove, where they are there: nobody is removed for not being named any more.
   * @default - none
   */
  readonly removedUsers?: string[];
  /**
   * How clients outside the Kubernetes cluster reach the frontends by MySQL's protocol.
   * @default Expose.none()
   */
  readonly expose?: Expose;
  /**
   * Scrape targets, objectives, alerts and the dashboard.
   * @default Monitoring.standard()
   */
  readonly monitoring?: Monitoring;
  /**
   * Settings that win over everything else.
   * @default - none
   */
  readonly overrides?: DorisDisaggregatedOverrides;
  /**
   * Changes that are meant although they are refused by default.
   * @default - none
   */
  readonly acknowledge?: DorisDisaggregatedAcknowledgements;
}
