import { IConnectable } from '../core';
import { Tls } from '../security';

/** What clients must know to get tickets. */
export interface KerberosRealm {
  /** The realm: `LAKE.EXAMPLE.COM`. */
  readonly realm: string;
  /** The servers that give tickets: `kdc.example.com`, or `kdc.example.com:1088`. They are asked over TCP. */
  readonly kdcs: string[];
  /**
   * Lines of `[libdefaults]` in `krb5.conf`, which win.
   * @default - none
   */
  readonly overrides?: Record<string, string>;
}

/** Options of `HadoopSecurity.kerberos`. */
export interface KerberosOptions extends KerberosRealm {
  /** Where these servers are, for network policies: `Peer.cidr('10.0.8.0/28')`. */
  readonly kdcPeer: IConnectable;
  /**
   * A Secret in the namespace with a keytab for each key of the cluster's `principals`: `namenode.keytab` holds all principals that are listed under `namenode`.
   */
  readonly keytabSecret: string;
  /** The certificate of HDFS' web servers, which speak TLS wherever Kerberos is used; with keystores, where it is an existing one. */
  readonly tls: Tls;
}

/** How it is known who calls. */
export class HadoopSecurity {
  /** They believe who callers say they are. Network policies are the fence. */
  public static simple(): HadoopSecurity {
    return new HadoopSecurity();
  }

  /**
   * Tickets of Kerberos say who callers of HDFS are, and all is encrypted on its way. Not together with YARN and HttpFS.
   *
   * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-common/SecureMode.html
   */
  public static kerberos(options: KerberosOptions): HadoopSecurity {
    return new HadoopSecurity(options);
  }

  private constructor(private readonly options?: KerberosOptions) {}

  /**
   * Undefined where callers are believed.
   *
   * @internal
   */
  public get _kerberos(): KerberosOptions | undefined {
    return this.options;
  }
}
