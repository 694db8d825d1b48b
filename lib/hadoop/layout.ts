import { Member, MemberSet } from '../kubernetes/internal';
import { PORTS } from './ports';
import { HdfsWeb } from './web';

/** Of Kerberos, what configuration files say. */
export interface Kerberos {
  readonly realm: string;
  readonly kdcs: string[];
  /** Lines of `[libdefaults]`, which win. */
  readonly overrides: Record<string, string>;
}

/** Who is where: what every configuration file is made from. */
export interface HadoopLayout {
  readonly name: string;
  readonly namespaceName: string;
  readonly highAvailability: boolean;
  readonly zooKeeper: string;
  readonly nameNodes: Member[];
  readonly journalNodes: Member[];
  readonly dataNodeSets: MemberSet[];
  readonly resourceManagers: Member[];
  readonly historyServer: Member;
  readonly web: HdfsWeb;
  /** Default: callers are believed. */
  readonly kerberos?: Kerberos;
}

/** The URI of the file system. With one NameNode its address; with several, the name that clients resolve by their configuration. */
export function defaultFileSystem({ name, nameNodes, highAvailability }: HadoopLayout): string {
  return highAvailability ? `hdfs://${name}` : `hdfs://${nameNodes[0].host}:${PORTS.nameNodeRpc.port}`;
}
