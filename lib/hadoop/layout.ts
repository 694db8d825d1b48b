import { Environment } from '../core';
import { PORTS } from './ports';
import { HdfsWeb } from './web';

/** Of Kerberos, what configuration files say. */
export interface Kerberos {
  readonly realm: string;
  readonly kdcs: string[];
  /** Lines of `[libdefaults]`, which win. */
  readonly overrides: Record<string, string>;
}

/** One member of a pair or quorum, by the name that Hadoop knows it by. */
export interface Member {
  /** Its pod, which is its id in the configuration too. */
  readonly id: string;
  /** Its DNS name. */
  readonly host: string;
}

/** A StatefulSet of DataNodes or NodeManagers. */
export interface MemberSet {
  readonly name: string;
  readonly replicas: number;
  /** What follows a pod's name in its DNS name. */
  readonly domain: string;
  /** The only zone of its pods. Default: any. */
  readonly zone?: string;
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

/** Members of a StatefulSet. */
export function members(environment: Environment, namespaceName: string, set: string, count: number): Member[] {
  return Array.from({ length: count }, (_, ordinal) => ({
    id: `${set}-${ordinal}`,
    host: `${set}-${ordinal}.${memberDomain(environment, namespaceName, set)}`,
  }));
}

/** The DNS names of a set's members. */
export function hostsOf({ name, domain, replicas }: MemberSet): string[] {
  return Array.from({ length: replicas }, (_, ordinal) => `${name}-${ordinal}.${domain}`);
}

/** What follows a pod's name in its DNS name. */
export function memberDomain(environment: Environment, namespaceName: string, set: string): string {
  return environment.serviceHost(`${set}-headless`, namespaceName);
}

/** The URI of the file system. With one NameNode its address; with several, the name that clients resolve by their configuration. */
export function defaultFileSystem({ name, nameNodes, highAvailability }: HadoopLayout): string {
  return highAvailability ? `hdfs://${name}` : `hdfs://${nameNodes[0].host}:${PORTS.nameNodeRpc.port}`;
}

/**
 * The sets that some DataNodes are split into: one a zone, where zones are known, so that each DataNode's rack is its zone.
 *
 * @param count how many there are in all; the first zones get one more where they do not divide
 */
export function splitOverZones(
  name: string,
  count: number,
  zones: string[],
): { name: string; zone?: string; replicas: number }[] {
  if (zones.length < 2) return [{ name, replicas: count }];
  return zones.map((zone, index) => ({
    name: `${name}-${zone}`,
    zone,
    replicas: Math.floor(count / zones.length) + (index < count % zones.length ? 1 : 0),
  }));
}
