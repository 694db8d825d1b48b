import { Checks } from './checks';
import { Rule } from './rules';

const LABEL = /^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/;

/** What the checks of an Environment look at. */
export interface EnvironmentInput {
  readonly name: string;
  readonly zones?: string[];
  readonly imageRegistry?: string;
  readonly imagePullSecrets?: string[];
}

const environment = new Checks<EnvironmentInput>();

/** Checks on the props of an Environment. */
export const environmentRules: ReadonlyArray<Rule<EnvironmentInput>> = [
  {
    code: 'CORE010',
    prop: 'name',
    remedy: 'choose a short name such as prod: bucket and stack names are made from it',
    ...environment.pattern(
      ({ name }) => name,
      LABEL,
      "be 1 to 20 lower-case letters, digits and '-', starting with a letter",
    ),
  },
  {
    code: 'CORE011',
    prop: 'zones',
    remedy: 'remove the repeated name: a zone counted twice hides that a quorum shares it',
    ...environment.unique(({ zones }) => zones),
    must: 'name each zone once',
  },
  {
    code: 'CORE012',
    prop: 'imageRegistry',
    remedy: 'write it as in registry.example.com/mirror',
    ...environment.pattern(
      ({ imageRegistry }) => imageRegistry,
      /^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)*$/,
      "be a host with an optional path, without scheme and without a '/' at its end",
    ),
  },
  {
    code: 'CORE014',
    prop: 'imagePullSecrets',
    remedy: 'write the names of Secrets of type kubernetes.io/dockerconfigjson',
    ...environment.kubernetesName(({ imagePullSecrets }) => imagePullSecrets, { dots: true }),
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

/** What the checks of a name look at. */
export interface NameInput {
  readonly name: string;
  readonly max: number;
  readonly because: string;
}

const named = new Checks<NameInput>();

/** Checks on the names of objects. */
export const nameRules: ReadonlyArray<Rule<NameInput>> = [
  {
    code: 'CORE001',
    prop: 'name',
    remedy: 'choose such an id or set the name prop',
    ...named.kubernetesName(({ name }) => name),
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
