import { InstanceTypes, NodeClass } from '../core';
import { Checks, placed, Rule } from '../core/internal';
import { fits } from './node-fit';
import { Consolidation, LocalDisks, NodePoolSpec } from './node-pool-spec';
import { WEEKDAYS } from './weekdays';

const HOLDS_DATA = [NodeClass.STATEFUL.id, NodeClass.QUORUM.id];
/** https://karpenter.sh/docs/concepts/disruption/#consolidation: from one spot node to another it takes fifteen types. */
const SPOT_TYPES = 15;

/** Minute, hour and one day of the week. */
const WEEKLY = new RegExp(`^([0-5]?\\d) ([01]?\\d|2[0-3]) \\* \\* (${WEEKDAYS.join('|')})$`);

const holdsData = ({ nodeClass }: NodePoolSpec) => HOLDS_DATA.includes(nodeClass.id);
const types = ({ capacity }: NodePoolSpec) => InstanceTypes.all().filter((type) => fits(type, capacity)).length;

/** What the checks of node pools look at. */
export interface NodePoolsInput {
  readonly pools: NodePoolSpec[];
  readonly amiAlias: string;
}

const check = new Checks<NodePoolsInput>();

/** A value of each pool that something holds for. */
const ofPools =
  <T>(value: (pool: NodePoolSpec) => T | undefined, concerned = (_: NodePoolSpec): boolean => true) =>
  ({ pools }: NodePoolsInput) =>
    pools.filter(concerned).map((pool) => placed(value(pool), `pool '${pool.name}'`));

/** Checks on the props of NodePools. */
export const nodePoolRules: ReadonlyArray<Rule<NodePoolsInput>> = [
  {
    code: 'AWS301',
    prop: 'expireAfter',
    remedy:
      'a node whose pods may not be evicted would take no new ones, and wait: leave expireAfter out, or set drainTimeout and accept that pods are ended',
    ...check.leftOut(
      'where no drainTimeout is given',
      ofPools(
        ({ expireAfter }) => expireAfter,
        ({ drainTimeout }) => drainTimeout === undefined,
      ),
    ),
  },
  {
    code: 'AWS302',
    prop: 'drainTimeout',
    remedy: 'with it, a newer image of the nodes ends members that their disruption budget would keep',
    ...check.leftOut(
      'where nodes hold data or a quorum',
      ofPools(({ drainTimeout }) => drainTimeout, holdsData),
    ),
  },
  {
    code: 'AWS303',
    prop: 'consolidation',
    remedy: 'moving a server to save a part of a node costs hours of copying',
    ...check.oneOf(
      ofPools(({ consolidation }) => consolidation, holdsData),
      [Consolidation.WHEN_EMPTY],
    ),
    must: 'be WHEN_EMPTY where nodes hold data or a quorum',
  },
  {
    code: 'AWS304',
    prop: 'zones',
    remedy: 'make a pool for each zone: a volume cannot follow its pod to another',
    ...check.each(
      ofPools(
        ({ zones = [] }) => zones,
        ({ nodeClass }) => nodeClass.id === NodeClass.STATEFUL.id,
      ),
      'be one zone a pool where nodes hold data',
      (zones) => zones.length === 1,
      (zones) => (zones.length === 0 ? 'all' : zones.join(', ')),
    ),
  },
  {
    code: 'AWS305',
    prop: 'spot',
    remedy: 'leave it out: two minutes are not enough to move them',
    ...check.each(
      ofPools(
        ({ spot }) => spot,
        (pool) => holdsData(pool) || pool.nodeClass.id === NodeClass.DRIVER.id,
      ),
      'be false where nodes hold data, a quorum, a driver or a coordinator',
      (spot) => !spot,
    ),
  },
  {
    code: 'AWS306',
    prop: 'amiAlias',
    remedy: 'write al2023@v20260930: with @latest all nodes are replaced whenever AWS publishes a newer one',
    ...check.pattern(({ amiAlias }) => amiAlias, /^al2023@v\d{8}$/, 'name one release'),
  },
  {
    code: 'AWS307',
    prop: 'capacity',
    remedy: 'ask for less, or for more categories',
    ...check.each(
      ofPools(types),
      'be met by some instance type',
      (count) => count > 0,
      () => 'one that none meets',
    ),
  },
  {
    code: 'AWS308',
    prop: 'capacity of spot nodes',
    remedy: 'ask for a wider range: with few types AWS takes all back at once, and Karpenter moves none',
    severity: 'warning',
    ...check.each(
      ofPools(types, (pool) => pool.spot === true && types(pool) > 0),
      `be met by at least ${SPOT_TYPES} instance types`,
      (count) => count >= SPOT_TYPES,
      (count) => `${count} types`,
    ),
  },
  {
    code: 'AWS309',
    prop: 'minLocalStorage',
    remedy: 'say in capacity how much a node must have, or leave localDisks out',
    ...check.needed(
      'where local disks are used',
      ofPools(
        ({ capacity }) => capacity.minLocalStorage,
        ({ localDisks = LocalDisks.NONE }) => localDisks !== LocalDisks.NONE,
      ),
    ),
  },
  {
    code: 'AWS310',
    prop: 'name',
    remedy: 'give each pool a name of its own',
    ...check.unique(({ pools }) => pools.map(({ name }) => name)),
  },
  {
    code: 'AWS311',
    prop: 'replaceOnly',
    remedy: "write the schedule as '0 2 * * sun', and the duration as Duration.hours(4)",
    ...check.each(
      ofPools(({ replaceOnly }) => replaceOnly),
      'be one window a week of less than a day',
      ({ schedule, duration }) => WEEKLY.test(schedule) && duration.toHours() >= 1 && duration.toHours() <= 23,
      ({ schedule, duration }) => `'${schedule}' for ${duration.toHours()} hours`,
    ),
  },
];
