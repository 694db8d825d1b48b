import { InstanceTypes, NodeClass } from '../core';
import { Rule } from '../core/internal';
import { fits } from './node-fit';
import { Consolidation, LocalDisks, NodePoolSpec } from './node-pool-spec';
import { WEEKDAYS } from './weekdays';

const HOLDS_DATA = [NodeClass.STATEFUL.id, NodeClass.QUORUM.id];
/** https://karpenter.sh/docs/concepts/disruption/#consolidation: from one spot node to another it takes fifteen types. */
const SPOT_TYPES = 15;

/** Minute, hour and one day of the week. */
const WEEKLY = new RegExp(`^([0-5]?\\d) ([01]?\\d|2[0-3]) \\* \\* (${WEEKDAYS.join('|')})$`);

const holdsData = ({ nodeClass }: NodePoolSpec) => HOLDS_DATA.includes(nodeClass.id);
const each = (pools: NodePoolSpec[], broken: (pool: NodePoolSpec) => boolean, text: (pool: NodePoolSpec) => string) =>
  pools.filter(broken).map((pool) => `${text(pool)} in pool '${pool.name}'`);
const types = ({ capacity }: NodePoolSpec) => InstanceTypes.all().filter((type) => fits(type, capacity)).length;

/** What the checks of node pools look at. */
export interface NodePoolsInput {
  readonly pools: NodePoolSpec[];
  readonly amiAlias: string;
}

/** Checks on the props of NodePools. */
export const nodePoolRules: ReadonlyArray<Rule<NodePoolsInput>> = [
  {
    code: 'AWS301',
    prop: 'expireAfter',
    must: 'come with a drainTimeout where pods ask not to be disrupted',
    remedy:
      'such a node would wait for ever: leave expireAfter out, or set drainTimeout and accept that pods are ended',
    violation: ({ pools }) =>
      each(
        pools,
        (pool) => pool.undisturbed === true && pool.expireAfter !== undefined && pool.drainTimeout === undefined,
        ({ expireAfter }) => `${expireAfter?.toHumanString()} without one`,
      ),
  },
  {
    code: 'AWS302',
    prop: 'drainTimeout',
    must: 'be left out where nodes hold data or a quorum',
    remedy: 'with it, a newer image of the nodes ends pods that asked not to be disrupted',
    violation: ({ pools }) =>
      each(
        pools,
        (pool) => holdsData(pool) && pool.drainTimeout !== undefined,
        ({ drainTimeout }) => `${drainTimeout?.toHumanString()}`,
      ),
  },
  {
    code: 'AWS303',
    prop: 'consolidation',
    must: 'be WHEN_EMPTY where nodes hold data or a quorum',
    remedy: 'moving a server to save a part of a node costs hours of copying',
    violation: ({ pools }) =>
      each(
        pools,
        (pool) => holdsData(pool) && pool.consolidation !== Consolidation.WHEN_EMPTY,
        ({ consolidation }) => consolidation,
      ),
  },
  {
    code: 'AWS304',
    prop: 'zones',
    must: 'be one zone a pool where nodes hold data',
    remedy: 'make a pool for each zone: a volume cannot follow its pod to another',
    violation: ({ pools }) =>
      each(
        pools,
        (pool) => pool.nodeClass.id === NodeClass.STATEFUL.id && pool.zones?.length !== 1,
        ({ zones }) => zones?.join(', ') ?? 'all',
      ),
  },
  {
    code: 'AWS305',
    prop: 'spot',
    must: 'be false where nodes hold data, a quorum, a driver or a coordinator',
    remedy: 'leave it out: two minutes are not enough to move them',
    violation: ({ pools }) =>
      each(
        pools,
        (pool) => pool.spot === true && (holdsData(pool) || pool.nodeClass.id === NodeClass.DRIVER.id),
        () => 'true',
      ),
  },
  {
    code: 'AWS306',
    prop: 'amiAlias',
    must: 'name one release',
    remedy: 'write al2023@v20260930: with @latest all nodes are replaced whenever AWS publishes a newer one',
    violation: ({ amiAlias }) => (/^al2023@v\d{8}$/.test(amiAlias) ? undefined : `'${amiAlias}'`),
  },
  {
    code: 'AWS307',
    prop: 'capacity',
    must: 'be met by some instance type',
    remedy: 'ask for less, or for more categories',
    violation: ({ pools }) =>
      each(
        pools,
        (pool) => types(pool) === 0,
        () => 'one that none meets',
      ),
  },
  {
    code: 'AWS308',
    prop: 'capacity of spot nodes',
    must: `be met by at least ${SPOT_TYPES} instance types`,
    remedy: 'ask for a wider range: with few types AWS takes all back at once, and Karpenter moves none',
    severity: 'warning',
    violation: ({ pools }) =>
      each(
        pools,
        (pool) => pool.spot === true && types(pool) > 0 && types(pool) < SPOT_TYPES,
        (pool) => `${types(pool)} types`,
      ),
  },
  {
    code: 'AWS309',
    prop: 'minLocalStorage',
    must: 'be given where local disks are used',
    remedy: 'say how much a node must have, or leave localDisks out',
    violation: ({ pools }) =>
      each(
        pools,
        ({ localDisks = LocalDisks.NONE, capacity }) =>
          localDisks !== LocalDisks.NONE && capacity.minLocalStorage === undefined,
        () => 'nothing',
      ),
  },
  {
    code: 'AWS310',
    prop: 'name',
    must: 'stand once',
    remedy: 'give each pool a name of its own',
    violation: ({ pools }) => {
      const names = pools.map(({ name }) => name);
      return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map(
        (name) => `'${name}' twice`,
      );
    },
  },
  {
    code: 'AWS311',
    prop: 'replaceOnly',
    must: 'be one window a week of less than a day',
    remedy: "write the schedule as '0 2 * * sun', and the duration as Duration.hours(4)",
    violation: ({ pools }) =>
      each(
        pools,
        ({ replaceOnly }) =>
          replaceOnly !== undefined &&
          (!WEEKLY.test(replaceOnly.schedule) ||
            replaceOnly.duration.toHours() < 1 ||
            replaceOnly.duration.toHours() > 23),
        ({ replaceOnly }) => `'${replaceOnly?.schedule}' for ${replaceOnly?.duration.toHours()} hours`,
      ),
  },
];
