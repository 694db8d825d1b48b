import { Environment } from '../core';

/** One member of a pair or quorum, by the name that the others know it by. */
export interface Member {
  /** Its pod, which is its id in an engine's configuration too. */
  readonly id: string;
  /** Its DNS name. */
  readonly host: string;
}

/** The pods of a StatefulSet, by the names that others reach them by. */
export interface MemberSet {
  readonly name: string;
  readonly replicas: number;
  /** What follows a pod's name in its DNS name. */
  readonly domain: string;
  /** The only zone of its pods. Default: any. */
  readonly zone?: string;
}

/** The Service that gives each pod of a set a DNS name of its own. */
export function headlessName(set: string): string {
  return `${set}-headless`;
}

/** What follows a pod's name in its DNS name. */
export function memberDomain(environment: Environment, namespaceName: string, set: string): string {
  return environment.serviceHost(headlessName(set), namespaceName);
}

/** The DNS name of one pod of a set. */
export function memberHost({ name, domain }: Pick<MemberSet, 'name' | 'domain'>, ordinal: number): string {
  return `${name}-${ordinal}.${domain}`;
}

/** The DNS names of a set's members, in the order of their ordinals. */
export function hostsOf(set: MemberSet): string[] {
  return Array.from({ length: set.replicas }, (_, ordinal) => memberHost(set, ordinal));
}

/** The members of a StatefulSet, in the order of their ordinals. */
export function members(environment: Environment, namespaceName: string, set: string, count: number): Member[] {
  const domain = memberDomain(environment, namespaceName, set);
  return hostsOf({ name: set, replicas: count, domain }).map((host, ordinal) => ({ id: `${set}-${ordinal}`, host }));
}

/**
 * The sets that members are split into: one a zone, where zones are known, so that each knows its zone by its name.
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
