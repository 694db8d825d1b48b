import { IConnectable, IMetastore, INetworkPeer } from '../core';

/** A metastore that something else runs. */
export interface ThriftMetastoreOptions {
  /** Where it listens, each able to serve alone: `thrift://metastore.data.svc.cluster.local:9083`. */
  readonly uris: string[];
  /** Its end of network edges: `Peer.pods(...)`, `Peer.cidr(...)`. */
  readonly peer: IConnectable;
  /**
   * The release, where it is Hive's: clients of 2 and 3 cannot speak with 4.
   * @default - unknown: it is believed to speak with all
   */
  readonly release?: string;
}

/** The catalog of AWS. */
export interface GlueMetastoreOptions {
  /** The region: `eu-central-1`. */
  readonly region: string;
  /** Where Glue is reached: `Peer.cidr(...)` of its endpoint in the network. */
  readonly peer: IConnectable;
}

/** A metastore that is no construct of this tree. */
export class Metastore implements IMetastore {
  /** One that speaks the Thrift protocol of Hive's. */
  public static thrift(options: ThriftMetastoreOptions): Metastore {
    return new Metastore(options.peer, options.uris, options.release);
  }

  /** Glue, for engines that speak to it: Presto and Trino. Who asks is known by the cloud's identity, and must be allowed to. */
  public static glue(options: GlueMetastoreOptions): Metastore {
    return new Metastore(options.peer, [], undefined, options.region);
  }

  private constructor(
    private readonly peer: IConnectable,
    private readonly uris: string[],
    /** The release of Hive, where it is known. */
    public readonly release?: string,
    /** The region of Glue; none of others. */
    public readonly glueRegion?: string,
  ) {}

  /** Where it listens; nowhere of Glue. */
  public get thriftUris(): string[] {
    return [...this.uris];
  }

  /** Its end of network edges. */
  public get networkPeer(): INetworkPeer {
    return this.peer.networkPeer;
  }
}
