import { Size } from 'cdk8s';
import { IConnectable, INetworkPeer } from '../core';

/** Where executors and drivers write what they shuffle, sort and spill. */
export class LocalDisk {
  /**
   * The node's own disk: NVMe, where the environment's nodes have it. Gone with the pod.
   *
   * @param size what each pod asks for, and may use
   */
  public static node(size: Size): LocalDisk {
    return new LocalDisk('node', size);
  }

  /**
   * A volume of the environment's class for scratch space for each pod, which goes with it: for more than nodes have.
   *
   * @see https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#generic-ephemeral-volumes
   */
  public static volume(size: Size): LocalDisk {
    return new LocalDisk('volume', size);
  }

  /**
   * A volume of the environment's class for scratch space, which must be named, for each executor, that outlives it as long as the driver runs. An executor
   * that takes the place of a lost one waits for its volume, until that is five minutes old. What is on it is taken up when the new executor begins to
   * shuffle itself: whatever is read before is made again. Volumes are in one zone, and so is the application then. A driver has the node's own disk.
   *
   * @see https://spark.apache.org/docs/latest/running-on-kubernetes.html#local-storage
   */
  public static reusedVolume(size: Size): LocalDisk {
    return new LocalDisk('reused', size);
  }

  private constructor(
    /** @internal */
    public readonly _kind: 'node' | 'volume' | 'reused',
    /** How much each pod has. */
    public readonly size: Size,
  ) {}
}

/** Which zones the pods of one application are in. What is shuffled between zones is slower, and paid for. */
export class SparkZones {
  /** All in one: that of the driver, wherever it finds a place. */
  public static one(): SparkZones {
    return new SparkZones('one');
  }

  /**
   * All in this one.
   *
   * @param zone as node labels name it: `eu-central-1a`
   */
  public static named(zone: string): SparkZones {
    return new SparkZones('named', zone);
  }

  /** Wherever there is room: for what must go on when a zone is lost, and shuffles little. */
  public static any(): SparkZones {
    return new SparkZones('any');
  }

  private constructor(
    /** @internal */
    public readonly _kind: 'one' | 'named' | 'any',
    /** The zone, where it is named. */
    public readonly zone?: string,
  ) {}
}

/** Options of `RemoteShuffle.celeborn`. */
export interface CelebornOptions {
  /** The masters' and workers' end of network edges, on whichever ports they listen: `Peer.pods('celeborn')`, and there they must be let in. */
  readonly peer: IConnectable;
  /**
   * How many copies of each partition there are.
   * @default false, one
   */
  readonly replicate?: boolean;
}

/** A service that keeps what executors shuffle, so that they can go at any time. */
export class RemoteShuffle implements IConnectable {
  /**
   * Apache Celeborn, which something else runs. Its client must be in the image, built for the release of Spark. Written from its documentation, and not
   * confirmed by a running one.
   *
   * @param masters `host:port` of each master: `celeborn-master-0.celeborn:9097`
   * @see https://celeborn.apache.org/docs/latest/deploy/#spark-configuration
   */
  public static celeborn(masters: string[], options: CelebornOptions): RemoteShuffle {
    const { peer, replicate = false } = options;
    return new RemoteShuffle(masters, replicate, peer);
  }

  private constructor(
    /** Where it listens. */
    public readonly masters: string[],
    /** @internal */
    public readonly _replicate: boolean,
    private readonly peer: IConnectable,
  ) {}

  /** Its end of network edges. */
  public get networkPeer(): INetworkPeer {
    return this.peer.networkPeer;
  }
}
