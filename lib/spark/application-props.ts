import { Duration } from 'cdk8s';
import { IConnectable, ISecret } from '../core';
import { EnvValue, VolumeMount } from '../kubernetes';
import { Scaling } from '../scaling';
import { Secret, Tls } from '../security';
import { SparkAcknowledgements } from './acknowledgements';
import { ISparkTeam } from './interfaces';
import { Job } from './job';
import { LocalDisk, RemoteShuffle, SparkZones } from './shuffle';
import { SparkLocation } from './spark-location';
import { SparkOverrides } from './spark-props';
import { SparkShape } from './spark-shape';
import { SparkVersion } from './spark-version';

/** What a job needs besides its program. */
export interface SparkDependencies {
  /**
   * Jars, by where they lie: `local:///...` in the image, `s3a://...`.
   * @default - none
   */
  readonly jars?: string[];
  /**
   * Artifacts of Maven, `group:artifact:version`. They are downloaded at each start, by the operator and by the driver: for trying things; what runs at
   * night is in the image.
   * @default - none
   */
  readonly packages?: string[];
  /**
   * Repositories that packages come from besides Maven Central.
   * @default - none
   */
  readonly repositories?: string[];
  /**
   * Modules of Python: `.py`, `.zip`, `.egg`.
   * @default - none
   */
  readonly pyFiles?: string[];
  /**
   * Files that each executor gets a copy of.
   * @default - none
   */
  readonly files?: string[];
  /**
   * Archives that each executor unpacks: a virtual environment, `s3a://jobs/env.tar.gz#environment`.
   * @default - none
   */
  readonly archives?: string[];
}

/** What an application falls back on when executors are to leave and no other has room for their blocks. */
export interface SparkFallbackStorage {
  /**
   * Where. Spark removes an application's part of it when the driver ends, and nothing when it is lost: a lifecycle rule of the store must, after
   * longer than the longest run.
   */
  readonly location: SparkLocation;
}

/** A Doris cluster, as an application reads and writes it: by Doris' own connector, which the image or `dependencies` bring. */
export interface SparkDorisOptions {
  /** The DNS name of its frontends: `cluster.endpoints.host`. */
  readonly host: string;
  /**
   * Where frontends listen for HTTP, by which tables are planned and loaded.
   * @default 8030
   */
  readonly httpPort?: number;
  /**
   * Where frontends listen for MySQL's protocol, by which the names of databases and tables are asked for.
   * @default 9030
   */
  readonly queryPort?: number;
  /** The user. It needs `SELECT` to read and `LOAD` to write. */
  readonly user: string;
  /** The user's password, one key of a Secret in the team's namespace: `cluster.passwordIn(chart, 'etl')`. */
  readonly password: ISecret;
  /** Its end of network edges: the `DorisCluster`. */
  readonly peer: IConnectable;
  /**
   * More options of the connector, by name: `{ 'doris.sink.batch.size': '100000' }`. No secrets.
   * @see https://doris.apache.org/docs/4.x/ecosystem/spark-doris-connector
   * @default - none
   */
  readonly properties?: Record<string, string>;
}

/** Props that every kind of application has. */
export interface SparkWorkloadProps {
  /** Whose it is: where it runs, as whom, and within which quota. */
  readonly team: ISparkTeam;
  /**
   * The application's name: lower-case letters, digits and `-`, beginning with a letter.
   * @default - the id
   */
  readonly name?: string;
  /**
   * The release.
   * @default - the platform's
   */
  readonly version?: SparkVersion;
  /**
   * The driver.
   * @default - 1 core, 2 GiB
   */
  readonly driver?: SparkShape;
  /**
   * Each executor.
   * @default - 4 cores, 16 GiB
   */
  readonly executor?: SparkShape;
  /**
   * How many executors: fixed, or as many as tasks wait for, within bounds (dynamic allocation with shuffle tracking).
   * @default Scaling.between(0, 4); where the team's queue counts executors once, Scaling.exactly(4)
   */
  readonly executors?: Scaling;
  /**
   * Whether executors may run on capacity that is taken away at two minutes' notice. Drivers never do.
   * @default true
   */
  readonly spot?: boolean;
  /**
   * Where its pods are.
   * @default SparkZones.one(); where the team's queue holds room before the driver has any, SparkZones.any()
   */
  readonly zones?: SparkZones;
  /**
   * What each executor has for shuffle and spill. A driver has 5 GiB of its node's disk.
   * @default LocalDisk.node(Size.gibibytes(20))
   */
  readonly localDisk?: LocalDisk;
  /**
   * How long an executor that is to leave has to hand on what it has shuffled, whole seconds. Capacity that is taken away gives two minutes' notice.
   * @default Duration.seconds(110)
   */
  readonly decommissionTimeout?: Duration;
  /**
   * Where blocks of executors that leave go when no other has room.
   * @default - they are made again
   */
  readonly fallbackStorage?: SparkFallbackStorage;
  /**
   * A service that keeps what is shuffled.
   * @default - executors keep it themselves
   */
  readonly remoteShuffle?: RemoteShuffle;
  /**
   * Jars, modules and files besides the program.
   * @default - what the image has
   */
  readonly dependencies?: SparkDependencies;
  /**
   * Doris clusters, by the names that statements have for them: `{ sales: { ... } }` is `sales.shop.orders`. The password is in the driver's variable
   * `DORIS_SALES_PASSWORD`, and the program says it before it reads the first table:
   * `spark.conf.set('spark.sql.catalog.sales.doris.password', os.environ['DORIS_SALES_PASSWORD'])`.
   * @default - none
   */
  readonly doris?: Record<string, SparkDorisOptions>;
  /**
   * Environment variables of the driver and of executors: literals, or keys of Secrets of the team's namespace.
   * @default - none
   */
  readonly env?: Record<string, EnvValue>;
  /**
   * Volumes of the driver and of executors: Secrets, ConfigMaps, scratch space.
   * @default - none
   */
  readonly mounts?: VolumeMount[];
  /**
   * Settings that win over everything else.
   * @default - none
   */
  readonly overrides?: SparkOverrides;
  /**
   * What is meant although it is refused.
   * @default - none
   */
  readonly acknowledge?: SparkAcknowledgements;
}

/** Props of `SparkApplication`, and of what runs on a schedule. */
export interface SparkApplicationProps extends SparkWorkloadProps {
  /** What it runs. */
  readonly job: Job;
  /**
   * How long one attempt may take, whole seconds, before it is ended as failed. The node of its driver is left alone for as long.
   * @default - 6 hours; scheduled, four fifths of the time between two runs, a day at most
   */
  readonly deadline?: Duration;
  /**
   * How often a run that failed is started again. Its program must bear to be run twice.
   * @default 0
   */
  readonly retries?: number;
  /**
   * Who goes before whom in the team's queue: a name of `priorities` of `Queueing.kueue`.
   * @default - all are equal
   */
  readonly priority?: string;
}

/** What happens when a run is due while the last one goes on. */
export enum SparkConcurrency {
  /** The run is left out, and made up for when the last one has ended. */
  FORBID = 'Forbid',
  /** The last one is ended. */
  REPLACE = 'Replace',
  /** Both run. */
  ALLOW = 'Allow',
}

/** Props of `ScheduledSparkApplication`. */
export interface ScheduledSparkApplicationProps extends SparkApplicationProps {
  /** When it runs, in cron's five fields: `0 2 * * *`. */
  readonly schedule: string;
  /**
   * The time zone of the schedule, as the IANA names it: `Europe/Berlin`. Where clocks change, a run may be left out, or come twice.
   * @default "UTC"
   */
  readonly timeZone?: string;
  /**
   * What happens when a run is due while the last one goes on.
   * @default SparkConcurrency.FORBID
   */
  readonly concurrency?: SparkConcurrency;
  /**
   * How many runs that ended well are kept, with their logs. One at least: when the last one ended is read from it.
   * @default 3
   */
  readonly successfulRuns?: number;
  /**
   * How many runs that failed are kept.
   * @default 3
   */
  readonly failedRuns?: number;
  /**
   * How long after a run is due it must have ended well before someone is called.
   * @default - the deadline of one attempt, and a tenth of the time between two runs
   */
  readonly freshWithin?: Duration;
  /**
   * Whether no run is begun.
   * @default false
   */
  readonly suspend?: boolean;
}

/** Props of `SparkConnectServer`. Releases before 4.0 are refused: they take no token. */
export interface SparkConnectServerProps extends SparkWorkloadProps {
  /**
   * What clients say to be let in. Who has it has the server's identity: it reads and writes what the team's applications do.
   * @default Secret.generated()
   */
  readonly token?: Secret;
  /**
   * The certificate of what clients connect to. They speak TLS wherever they send a token, but to `localhost`; without it, `kubectl port-forward` is the
   * only way in, which must be acknowledged.
   * @default - none: refused
   */
  readonly tls?: Tls;
}
