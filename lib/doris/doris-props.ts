import { Size } from 'cdk8s';
import { BackupOptions, ContainerSize } from '../core';
import { Expose, PodOverrides } from '../kubernetes';
import { Monitoring } from '../monitoring';
import { Secret } from '../security';
import { DorisAcknowledgements } from './acknowledgements';
import { DorisCatalog } from './doris-catalog';
import { DorisComputeOptions } from './doris-compute-options';
import { DorisFrontendOptions } from './doris-frontend-options';
import { DorisRestoreOptions } from './doris-restore-options';
import { DorisUser } from './doris-user';
import { DorisVersion } from './doris-version';
import { DorisVolumeOptions } from './doris-volume-options';

/** Settings that win over everything the construct chooses. Values stand in a ConfigMap: no secrets belong there. */
export interface DorisOverrides {
  /**
   * Settings of `fe.conf` by key: `{ max_query_retry_time: '3' }`.
   * @see https://doris.apache.org/docs/4.x/admin-manual/config/fe-config
   * @default - none
   */
  readonly frontend?: Record<string, string>;
  /**
   * Settings of `be.conf` by key: `{ max_tablet_version_num: '3000' }`.
   * @see https://doris.apache.org/docs/4.x/admin-manual/config/be-config
   * @default - none
   */
  readonly backend?: Record<string, string>;
  /**
   * Settings of `be.conf` of compute nodes, by key.
   * @default - none: they have nothing of `backend`
   */
  readonly computeNode?: Record<string, string>;
  /**
   * Options of JVMs, which come after ours, by component: `fe`, and `be` and `cn` for those inside of backends and compute nodes.
   * @default - none
   */
  readonly jvm?: Record<string, string[]>;
  /**
   * What pods have besides, by component: `fe`, `be`, `cn`, `sweep`, `leave`, `users`, `catalogs`, `backup`, `restore`, `probe`, `rotation`, `upgrade`. Of the first two
   * the operator takes labels, annotations, variables, aliases, and Secrets and ConfigMaps that are mounted as wholes.
   * @default - nothing
   */
  readonly pods?: Record<string, PodOverrides>;
}

/** Props of `DorisCluster`. */
export interface DorisClusterProps {
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
  /**
   * Whether all members are on their way to `version`: a Job keeps copies of tablets where they are until each has it, for a day at most. Left out again
   * when that is done.
   * @default false
   */
  readonly upgrading?: boolean;
  /**
   * How many backends keep the data. With four, tables can be made while one restarts; with three and as many replicas they cannot.
   */
  readonly backends: number;
  /**
   * How many of the backends are to leave: those with the highest ordinals hand over all that they hold, which a job waits for. Then lower `backends` by as
   * many, and leave this out, in one change; before, the API server refuses that. 0 tells those that are leaving to stay.
   *
   * While it is given, whoever is decommissioned by hand is told to stay.
   * @default - nobody leaves
   */
  readonly leaving?: number;
  /** The size of one backend. Its memory limits follow from it. */
  readonly size: ContainerSize;
  /** The data volume of one backend, of a fast disk, when the backends were first made. Kubernetes lets nobody change it: see `grownTo`. */
  readonly storage: Size;
  /**
   * The size that the data volumes are to have now, where that is more than `storage`.
   * @default - they stay as they are
   */
  readonly grownTo?: Size;
  /**
   * Further volumes of each backend. Their number is chosen once.
   * @default - none
   */
  readonly volumes?: DorisVolumeOptions[];
  /**
   * How many copies of each piece of a table there are where its statement says nothing. What a statement says, counts.
   * @default - 3; 1 without high availability
   */
  readonly replication?: number;
  /**
   * Whether the cluster survives the loss of any one member. Without it one frontend and one backend are allowed, as on a laptop.
   * @default true
   */
  readonly highAvailability?: boolean;
  /**
   * Frontends.
   * @default - three followers of 4 CPU and 16 GiB; one without high availability
   */
  readonly frontends?: DorisFrontendOptions;
  /**
   * Compute nodes, which come and go with the load of queries on external catalogs. Frontends prefer them for these.
   * @see https://doris.apache.org/docs/4.x/lakehouse/compute-node
   * @default - none: backends run all queries
   */
  readonly compute?: DorisComputeOptions;
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
   * The password of the users `backup`, `probe` and `metrics`, each of which has its own where it is generated.
   * @default Secret.generated()
   */
  readonly jobPassword?: Secret;
  /**
   * Users besides `root` and `admin`. Every five minutes they are made what they are to be, passwords that have changed and grants included.
   * @default - none
   */
  readonly users?: DorisUser[];
  /**
   * Names of users to remove, where they are there: nobody is removed for not being named any more.
   * @default - none
   */
  readonly removedUsers?: string[];
  /**
   * Catalogs besides that of Doris' own tables, by the names that statements have for them: `lake` is `lake.sales.orders`. Every five minutes they are made
   * what they are to be, secrets that have changed included.
   * @default - none
   */
  readonly catalogs?: Record<string, DorisCatalog>;
  /**
   * Names of catalogs to remove, where they are there: none is removed for not being named any more. Their tables stay where they are.
   * @default - none
   */
  readonly removedCatalogs?: string[];
  /**
   * Backups of all databases into an object store, each a whole. The store's own lifecycle removes old ones, but must leave `__repo_info` alone, by which
   * Doris knows the place again. Users, asynchronous views and tables with a storage policy are in none.
   *
   * They run every night at two (`0 2 * * *`), lie below `doris/<name>/backups`, and are stopped as failed after 12 hours, of which one database has six,
   * unless the options say otherwise.
   * @default - none, with a warning
   */
  readonly backup?: BackupOptions;
  /**
   * Databases that are brought back from backups, once, by a Job. Left out again when that is done.
   * @default - none
   */
  readonly restore?: DorisRestoreOptions;
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
  readonly overrides?: DorisOverrides;
  /**
   * Changes that are meant although they are refused by default.
   * @default - none
   */
  readonly acknowledge?: DorisAcknowledgements;
}
