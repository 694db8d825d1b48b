import { ContainerSize, Team } from '../core';
import { PrestoCatalog } from './catalog';
import { PrestoCoordinatorOptions, PrestoOverrides, PrestoQueueOptions, PrestoWorkerOptions } from './node-options';
import { PrestoVersion } from './presto-version';

/** One of the two sets of coordinator and workers that a cluster is upgraded by. */
export enum PrestoColour {
  /** The set whose objects end in `-blue`. */
  BLUE = 'blue',
  /** The set whose objects end in `-green`. */
  GREEN = 'green',
}

/** What one colour has of its own. Each of these takes the place of what the cluster has under the same name. */
export interface PrestoColourOptions {
  /**
   * Its release. Both colours are of one distribution.
   * @default - the cluster's
   */
  readonly version?: PrestoVersion;
  /**
   * Its coordinator.
   * @default - the cluster's
   */
  readonly coordinator?: PrestoCoordinatorOptions;
  /**
   * Its workers.
   * @default - the cluster's
   */
  readonly workers?: PrestoWorkerOptions;
  /**
   * Its catalogs.
   * @default - the cluster's
   */
  readonly catalogs?: Record<string, PrestoCatalog>;
  /**
   * Its queues.
   * @default - the cluster's
   */
  readonly queues?: PrestoQueueOptions;
  /**
   * The teams that share it.
   * @default - the cluster's
   */
  readonly teams?: Team[];
  /**
   * Its overrides.
   * @default - the cluster's
   */
  readonly overrides?: PrestoOverrides;
}

/** Options of `PrestoUpgrade.blueGreen`. */
export interface PrestoBlueGreenOptions {
  /** The colour that new queries go to. It always runs. */
  readonly active: PrestoColour;
  /**
   * What the blue set has of its own: `{}` where that is nothing.
   * @default - while it is not active it is stopped
   */
  readonly blue?: PrestoColourOptions;
  /**
   * What the green set has of its own: `{}` where that is nothing.
   * @default - while it is not active it is stopped
   */
  readonly green?: PrestoColourOptions;
  /**
   * The size of one of the two proxies between clients and coordinators, which hand on results.
   * @default - half a CPU and 256 MiB
   */
  readonly gateway?: ContainerSize;
}

/** How a coordinator is changed, whose queries end with it. */
export class PrestoUpgrade {
  /**
   * The coordinator restarts, in a window that is acknowledged (`acknowledge.restartedCoordinator`): queries that run then fail.
   */
  public static inPlace(): PrestoUpgrade {
    return new PrestoUpgrade();
  }

  /**
   * A second set of coordinator and workers beside the one that serves clients. No query is lost, in three deployments:
   *
   * 1. give the colour that is not active what is to change: `green: { version }`. It starts beside the other;
   * 2. switch `active`: new queries go there, and those that run go on where they are;
   * 3. leave out the options of the colour that was: its coordinator ends when its last query has, and its workers after it.
   *
   * The API server refuses other orders. Clients speak to a proxy, by the address that a cluster without colours has.
   */
  public static blueGreen(options: PrestoBlueGreenOptions): PrestoUpgrade {
    return new PrestoUpgrade(options);
  }

  private constructor(
    /**
     * What it is made from. Undefined where the coordinator restarts.
     *
     * @internal
     */
    public readonly _colours?: PrestoBlueGreenOptions,
  ) {}
}
