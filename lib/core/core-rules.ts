import { Rule } from './rules';

const LABEL = /^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/;

/** What the checks of an Environment look at. */
export interface EnvironmentInput {
  readonly name: string;
  readonly zones?: string[];
  readonly imageRegistry?: string;
  readonly imagePullSecrets?: string[];
}

/** Checks on the props of an Environment. */
export const environmentRules: ReadonlyArray<Rule<EnvironmentInput>> = [
  {
    code: 'CORE010',
    prop: 'name',
    must: "be 1 to 20 lower-case letters, digits and '-', starting with a letter",
    remedy: 'choose a short name such as prod: bucket and stack names are made from it',
    violation: ({ name }) => (LABEL.test(name) ? undefined : `'${name}'`),
  },
  {
    code: 'CORE011',
    prop: 'zones',
    must: 'name each zone once',
    remedy: 'remove the repeated name: a zone counted twice hides that a quorum shares it',
    violation: ({ zones = [] }) =>
      zones.filter((zone, index) => zones.indexOf(zone) !== index).map((zone) => `'${zone}' again`),
  },
  {
    code: 'CORE012',
    prop: 'imageRegistry',
    must: "be a host with an optional path, without scheme and without a '/' at its end",
    remedy: 'write it as in registry.example.com/mirror',
    violation: ({ imageRegistry }) =>
      imageRegistry === undefined || /^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)*$/.test(imageRegistry)
        ? undefined
        : `'${imageRegistry}'`,
  },
  {
    code: 'CORE014',
    prop: 'imagePullSecrets',
    must: 'be names of Secrets',
    remedy:
      "write the names of Secrets of type kubernetes.io/dockerconfigjson: lower-case letters, digits, '-' and '.'",
    violation: ({ imagePullSecrets = [] }) =>
      imagePullSecrets
        .filter((name) => !/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(name))
        .map((name) => `'${name}'`),
  },
];

/** Checks on the tree that an Environment is attached to. */
export const attachRules: ReadonlyArray<Rule<{ children: string[] }>> = [
  {
    code: 'CORE013',
    prop: 'the root that an Environment is attached to',
    must: 'have no children yet',
    remedy: 'call Environment.attach first, before any chart or construct is created',
    violation: ({ children }) => (children.length > 0 ? children.join(', ') : undefined),
  },
];

/** Checks on the names of objects. */
export const nameRules: ReadonlyArray<Rule<{ name: string; max: number; because: string }>> = [
  {
    code: 'CORE001',
    prop: 'name',
    must: "be lower-case letters, digits and '-', starting and ending with a letter or digit",
    remedy: 'choose such an id or set the name prop',
    violation: ({ name }) => (/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name) ? undefined : `'${name}'`),
  },
  {
    code: 'CORE002',
    prop: 'name',
    must: 'fit the length that Kubernetes allows what is made from it',
    remedy: 'choose a shorter id or set the name prop',
    violation: ({ name, max, because }) =>
      name.length > max ? `'${name}' with ${name.length} characters where at most ${max} fit (${because})` : undefined,
  },
];
