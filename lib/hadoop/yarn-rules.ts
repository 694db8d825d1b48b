import { bytesOf, Checks, placed, quantityOf, Rule } from '../core/internal';
import { HadoopInput, where, whereAvailable } from './rules';
import { nodeManagerSizing } from './sizing';

const check = new Checks<HadoopInput>();

const sizes = ({ resolved: { yarn } }: HadoopInput) => [
  placed(yarn?.nodeManagers.size, 'yarn.nodeManagers'),
  placed(yarn?.spotNodeManagers?.size, 'yarn.spotNodeManagers'),
];

const queues = ({ given, resolved }: HadoopInput) =>
  (resolved.yarn?.queues ?? []).map((queue, index) => ({ ...queue, given: given.yarn?.queues?.[index] }));

/** Checks on YARN. */
export const yarnRules: ReadonlyArray<Rule<HadoopInput>> = [
  {
    code: 'HD009',
    prop: 'yarn.resourceManagers.members',
    must: 'be 2 or 3, and 1 without high availability',
    remedy: 'leave it out: two survive the loss of one',
    violation: (input) => {
      const { highAvailability, yarn } = input.resolved;
      const allowed = highAvailability ? [2, 3] : [1];
      const members = yarn?.resourceManagers.members;
      return members === undefined || allowed.includes(members) ? undefined : `${members} ${whereAvailable(input)}`;
    },
  },
  {
    code: 'HD015',
    prop: 'size.memory of yarn.nodeManagers and yarn.spotNodeManagers',
    remedy: 'give 2Gi at least: its heap and a reserve come first',
    ...check.each(
      sizes,
      'leave memory for containers',
      (size) => bytesOf(nodeManagerSizing(size).containerMemory) > 0,
      ({ memory }) => quantityOf(memory),
    ),
  },
  {
    code: 'HD016',
    prop: 'yarn.queues[].share',
    must: 'be 100 together',
    remedy: 'divide the cluster among the queues: the ResourceManager refuses to start otherwise',
    violation: (input) => {
      const all = queues(input);
      const sum = all.reduce((total, { share }) => total + share, 0);
      const list = all.map(({ name, share }) => `${share} for '${name}'`).join(' and ');
      return all.length === 0 || Math.abs(sum - 100) < 1e-6 ? undefined : `${sum}: ${list}`;
    },
  },
  {
    code: 'HD017',
    prop: 'yarn.queues[].name',
    remedy: 'choose such a name',
    ...check.all(
      check.pattern(
        (input) => queues(input).map(({ name }) => name),
        /^[A-Za-z][A-Za-z0-9_-]*$/,
        "be letters, digits, '-' and '_', starting with a letter",
      ),
      check.unique((input) => queues(input).map(({ name }) => name)),
    ),
  },
  {
    code: 'HD018',
    prop: 'yarn.queues[].share',
    must: 'lie above 0, up to maximumShare, and that be at most 100',
    remedy: 'raise maximumShare, or lower the shares: what is guaranteed must be usable',
    violation: (input) =>
      queues(input)
        .filter(({ share, maximumShare }) => !(0 < share && share <= maximumShare && maximumShare <= 100))
        .map(({ name, share, maximumShare, given }) => {
          const left = given?.share === undefined ? ', what the others leave,' : '';
          return `${share} for '${name}'${left} ${where('maximumShare', maximumShare, given?.maximumShare)}`;
        }),
  },
  {
    code: 'HD040',
    prop: 'members, groups and administrators of yarn.queues',
    remedy: "name each user and group by itself: ['alice', 'bob']",
    ...check.pattern(
      (input) =>
        queues(input).flatMap(({ name, members, groups, administrators }) =>
          [...members, ...groups, ...administrators].map((who) => placed(who, `'${name}'`)),
        ),
      /^[^\s,]+$/,
      'be names without blanks and commas',
    ),
  },
  {
    code: 'HD041',
    prop: 'yarn.queues[].capacity',
    remedy: 'say share and maximumShare: the capacity scheduler knows parts of the cluster, and no amounts beside them',
    ...check.leftOut('of queues', (input) =>
      queues(input).map(({ name, given }) => placed(given?.capacity, `'${name}'`)),
    ),
  },
];
