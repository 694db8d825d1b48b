import { Checks, Rule } from '../core/internal';
import { parseCidr, within } from './cidr';

/** What the checks of a network look at. */
export interface NetworkInput {
  readonly cidr: string;
  readonly podCidr: string;
  readonly zones: string[];
  readonly natZone: string;
  /** The quarter of the addresses of each zone. */
  readonly blocks: number[];
  readonly region: string;
  readonly nat: boolean;
  readonly interfaceEndpoints: boolean;
}

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];
const SHARED = '100.64.0.0/10';

function sized(text: string, from: number, to: number, blocks: string[]): boolean {
  const block = parseCidr(text);
  return block !== undefined && block.prefix >= from && block.prefix <= to && blocks.some((each) => within(text, each));
}

const check = new Checks<NetworkInput>();

/** Checks on the props of a DataNetwork. */
export const networkRules: ReadonlyArray<Rule<NetworkInput>> = [
  {
    code: 'AWS101',
    prop: 'cidr',
    remedy: 'choose one that no network overlaps which will ever be connected to this one: it cannot be changed',
    ...check.each(
      ({ cidr }) => cidr,
      `be a block of /16 to /18 within ${PRIVATE.join(', ')}, starting on its own boundary`,
      (cidr) => sized(cidr, 16, 18, PRIVATE),
    ),
  },
  {
    code: 'AWS102',
    prop: 'podCidr',
    remedy: 'take 100.64.0.0/16: every pod has an address of its own there, and no other network routes to it',
    ...check.each(
      ({ podCidr }) => podCidr,
      `be a block of /16 to /20 within ${SHARED} or ${PRIVATE.join(', ')}, starting on its own boundary`,
      (podCidr) => sized(podCidr, 16, 20, [SHARED, ...PRIVATE]),
    ),
  },
  {
    code: 'AWS103',
    prop: "the environment's zones",
    must: 'be two or three zones of its region',
    remedy: 'name them in the environment as `aws ec2 describe-availability-zones` does; quorums need three',
    violation: ({ zones, region }) => {
      const foreign = zones.filter((zone) => !new RegExp(`^${region}[a-z]$`).test(zone));
      if (foreign.length > 0) return foreign.map((zone) => `'${zone}' in ${region}`);
      return zones.length < 2 || zones.length > 3 ? `${zones.length}` : undefined;
    },
  },
  {
    code: 'AWS104',
    prop: 'interfaceEndpoints',
    must: 'be true where there is no NAT gateway',
    remedy: 'without both, nodes cannot join the cluster and images cannot be pulled',
    violation: ({ nat, interfaceEndpoints }) => (nat || interfaceEndpoints ? undefined : 'false'),
  },
  {
    code: 'AWS105',
    prop: 'podCidr',
    remedy: 'take 100.64.0.0/16',
    ...check.each(
      ({ podCidr }) => podCidr,
      'not overlap cidr',
      (podCidr, { cidr }) => !within(podCidr, cidr) && !within(cidr, podCidr),
    ),
  },
  {
    code: 'AWS106',
    prop: 'zoneBlocks',
    must: 'give each zone a quarter of the addresses of its own, 0 to 3',
    remedy:
      "name a free one for the zone that comes last, { 'us-east-1e': 3 }, and never change it: its subnets would move",
    violation: ({ zones, blocks }) =>
      zones
        .map((zone, index) => ({ zone, block: blocks[index] }))
        .filter(({ block }, index) => ![0, 1, 2, 3].includes(block) || blocks.indexOf(block) !== index)
        .map(({ zone, block }) => `${block} for ${zone}`),
  },
  {
    code: 'AWS107',
    prop: 'natZone',
    remedy: 'name the zone as the environment does',
    ...check.each(
      ({ natZone }) => natZone,
      "be one of the environment's zones",
      (natZone, { zones }) => zones.includes(natZone),
    ),
  },
];
