import { Team } from '../../core';
import { ResolvedPresto } from '../resolve';
import { anyOf } from './pattern';

/** Where the queues are described. */
export const RESOURCE_GROUPS = 'resource-groups.json';

/** What a queue may be, as the engine reads it. */
interface Group {
  readonly name: string;
  readonly softMemoryLimit: string;
  readonly hardConcurrencyLimit: number;
  readonly maxQueued: number;
  readonly schedulingPolicy?: string;
  readonly schedulingWeight?: number;
  readonly subGroups?: Group[];
}

/** Who stands in which queue: the first that fits. */
interface Selector {
  readonly user?: string;
  readonly userGroup?: string;
  readonly group: string;
}

/** For whoever is of no team. */
const OTHERS = 'others';

/** What those who are of no team may have together, in percent. */
const OTHERS_SHARE = 100;

/**
 * The queues: each user stands in one of their own, below that of their team. A dashboard that asks 48 queries at once waits for itself, and not everybody
 * for it.
 *
 * @see https://prestodb.io/docs/current/admin/resource-groups.html
 */
export function resourceGroups({ queues, teams }: ResolvedPresto): string {
  const { concurrency, perUser, maxQueued } = queues;
  const users = {
    name: '${USER}',
    softMemoryLimit: '100%',
    hardConcurrencyLimit: Math.min(perUser, concurrency),
    maxQueued,
  };
  const shareOf = (name: string, share: number): Group => ({
    name,
    softMemoryLimit: `${share}%`,
    hardConcurrencyLimit: Math.max(1, Math.round((concurrency * share) / 100)),
    maxQueued,
    schedulingWeight: Math.max(1, Math.round(share)),
    subGroups: [users],
  });
  const root: Group = {
    name: 'all',
    softMemoryLimit: '100%',
    hardConcurrencyLimit: concurrency,
    maxQueued: maxQueued * 10,
    schedulingPolicy: 'weighted_fair',
    subGroups: [...teams.map((team) => shareOf(team.name, shareOfTeam(team, teams))), shareOf(OTHERS, OTHERS_SHARE)],
  };
  const selectors: Selector[] = [
    ...teams.flatMap(({ name, members = [], groups = [] }) => [
      ...(members.length > 0 ? [{ user: anyOf(members), group: `all.${name}.\${USER}` }] : []),
      ...(groups.length > 0 ? [{ userGroup: anyOf(groups), group: `all.${name}.\${USER}` }] : []),
    ]),
    { group: `all.${OTHERS}.\${USER}` },
  ];
  return `${JSON.stringify({ rootGroups: [root], selectors }, undefined, 2)}\n`;
}

/** Teams that say no share of their own have what the others leave, in equal parts. */
function shareOfTeam({ share }: Team, teams: Team[]): number {
  if (share !== undefined) return share;
  const given = teams.reduce((sum, team) => sum + (team.share === undefined ? 0 : team.share), 0);
  return Math.max(1, (100 - given) / teams.filter((team) => team.share === undefined).length);
}
