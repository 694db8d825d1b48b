import { parse } from 'yaml';

/** A queue as the scheduler reads it. */
interface Queue {
  readonly name: string;
  readonly parent?: boolean;
  readonly queues?: Queue[];
  readonly maxapplications?: number;
  readonly resources?: { readonly guaranteed?: Amounts; readonly max?: Amounts };
  readonly properties?: Record<string, string>;
}

type Amounts = Record<string, string | number>;

interface PlacementRule {
  readonly name: string;
  readonly create?: boolean;
  readonly value?: string;
  readonly parent?: PlacementRule;
}

const KEYS = {
  partition: ['name', 'queues', 'placementrules', 'limits', 'preemption', 'nodesortpolicy', 'usergroupresolver'],
  queue: [
    'name',
    'parent',
    'queues',
    'maxapplications',
    'properties',
    'adminacl',
    'submitacl',
    'resources',
    'childtemplate',
    'limits',
  ],
  rule: ['name', 'create', 'value', 'parent', 'filter'],
  resources: ['guaranteed', 'max'],
};
const RESOURCES = ['vcore', 'memory', 'pods', 'ephemeral-storage'];
const RULES = ['provided', 'user', 'fixed', 'tag'];
const PROPERTIES: Record<string, string[]> = { 'application.sort.policy': ['fifo', 'fair'] };

/**
 * What is wrong with a file of queues: what the scheduler's own parser of 1.9.0 was seen to refuse, and what it was seen to take without a word though it
 * means nothing. The program is not to be had, so this stands for it.
 */
export function yuniKornProblems(text: string): string[] {
  const { partitions = [], ...rest } = (parse(text) ?? {}) as { partitions?: Record<string, unknown>[] };
  return [
    ...Object.keys(rest).map((key) => `unknown key ${key}`),
    ...(partitions.length === 1 && partitions[0].name === 'default' ? [] : ['not one partition, default']),
    ...partitions.flatMap((partition) => {
      const queues = (partition.queues ?? []) as Queue[];
      const rules = (partition.placementrules ?? []) as PlacementRule[];
      return [
        ...unknown(partition, 'partition'),
        ...queues.flatMap((queue) => (queue.resources ? ['resources on root'] : queueProblems(queue))),
        ...rules.flatMap((rule) => ruleProblems(rule, queues)),
      ];
    }),
  ];
}

function unknown(object: object, kind: keyof typeof KEYS): string[] {
  return Object.keys(object)
    .filter((key) => !KEYS[kind].includes(key))
    .map((key) => `unknown key ${key}`);
}

function queueProblems(queue: Queue): string[] {
  const { name, queues: children = [], resources = {}, properties = {} } = queue;
  const { guaranteed = {}, max = {} } = resources;
  return [
    ...unknown(queue, 'queue'),
    ...unknown(resources, 'resources'),
    ...(/^[a-zA-Z0-9_:#/@-]{1,64}$/.test(name) ? [] : [`name ${name}`]),
    ...[...Object.entries(guaranteed), ...Object.entries(max)].flatMap(([resource, amount]) => [
      ...(RESOURCES.includes(resource) ? [] : [`resource ${resource} limits nothing`]),
      ...(amountOf(resource, amount) === undefined ? [`invalid quantity ${amount}`] : []),
    ]),
    ...above(guaranteed, max).map((resource) => `guaranteed ${resource} above max`),
    ...children.flatMap((child) => above(child.resources?.max ?? {}, max).map((resource) => `child's max ${resource}`)),
    ...above(sumOf(children), Object.keys(guaranteed).length > 0 ? guaranteed : max).map((one) => `guaranteed ${one}`),
    ...(queue.maxapplications === undefined
      ? []
      : children
          .filter(({ maxapplications = Infinity }) => maxapplications > queue.maxapplications!)
          .map((child) => `maxapplications of ${child.name}`)),
    ...Object.entries(properties)
      .filter(([key, value]) => !PROPERTIES[key]?.includes(value))
      .map(([key, value]) => `property ${key} ${value}`),
    ...children.flatMap(queueProblems),
  ];
}

function sumOf(children: Queue[]): Amounts {
  const sums: Record<string, number> = {};
  for (const { resources } of children) {
    for (const [resource, amount] of Object.entries(resources?.guaranteed ?? {})) {
      sums[resource] = (sums[resource] ?? 0) + (amountOf(resource, amount) ?? 0);
    }
  }
  return Object.fromEntries(Object.entries(sums).map(([key, sum]) => [key, key === 'vcore' ? `${sum}m` : sum]));
}

function above(amounts: Amounts, bounds: Amounts): string[] {
  return Object.keys(amounts).filter(
    (key) => key in bounds && amountOf(key, amounts[key])! > amountOf(key, bounds[key])!,
  );
}

/** Thousandths of cores, and bytes. */
function amountOf(resource: string, amount: string | number): number | undefined {
  const units: Record<string, number> =
    resource === 'vcore' ? { '': 1000, m: 1 } : { '': 1, M: 1e6, G: 1e9, Mi: 1024 ** 2, Gi: 1024 ** 3 };
  const [, digits, unit] = /^(\d+)(\D*)$/.exec(String(amount)) ?? [];
  return unit in units ? Number(digits) * units[unit] : undefined;
}

function ruleProblems(rule: PlacementRule, queues: Queue[]): string[] {
  const find = (path: string[], among: Queue[]): Queue | undefined => {
    const [first, ...rest] = path;
    const found = among.find(({ name }) => name === first);
    return rest.length > 0 ? found && find(rest, found.queues ?? []) : found;
  };
  const fixed = ({ name, value = '' }: PlacementRule) =>
    name === 'fixed' ? find(value.split('.'), queues) : undefined;
  return [
    ...unknown(rule, 'rule'),
    ...(RULES.includes(rule.name) ? [] : [`unknown rule ${rule.name}`]),
    ...(rule.name === 'fixed' && rule.create !== true && !fixed(rule) ? [`no queue ${rule.value}`] : []),
    ...(rule.parent?.name === 'fixed' && fixed(rule.parent)?.parent !== true ? ['not a parent'] : []),
    ...(rule.parent ? ruleProblems(rule.parent, queues) : []),
  ];
}
