import { isIP } from 'node:net';
import { Rule } from '../core/internal';
import { PodOverrides } from './pod-overrides';
import { Volume } from './volume';

/** What the checks of overrides look at: what is given, and what is there already. */
export interface PodOverridesInput {
  readonly overrides: PodOverrides;
  /** Keys of labels, whoever sets them. */
  readonly labels: string[];
  readonly annotations: string[];
  /** Variables of the main container. */
  readonly env: string[];
  /** Paths of the main container's mounts. */
  readonly paths: string[];
  readonly containers: string[];
  readonly ports: { readonly name: string; readonly port: number }[];
  readonly volumes: Volume[];
}

const taken = (given: Record<string, unknown> | undefined, existing: string[]) =>
  Object.keys(given ?? {})
    .filter((name) => existing.includes(name))
    .map((name) => `'${name}'`);

/** Those that stand in a list before. */
const repeated = <T>(list: T[]) => list.filter((one, index) => list.indexOf(one) < index);

const quoted = (names: string[]) => names.map((name) => `'${name}'`);

/** A path without what does not tell it from another. */
export const plainPath = (path: string) => path.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');

/** Checks on overrides of pods. */
export const podOverrideRules: ReadonlyArray<Rule<PodOverridesInput>> = [
  {
    code: 'K8S030',
    prop: 'labels of overrides.pods',
    must: 'be others than those that the pods have',
    remedy: 'choose another key: Services, budgets and network policies find the pods by theirs',
    violation: ({ overrides, labels }) => taken(overrides.labels, labels),
  },
  {
    code: 'K8S031',
    prop: 'annotations of overrides.pods',
    must: 'be others than those that the pods have',
    remedy: 'choose another key: pods roll when their configuration changes because of theirs',
    violation: ({ overrides, annotations }) => taken(overrides.annotations, annotations),
  },
  {
    code: 'K8S032',
    prop: 'env of overrides.pods',
    must: 'be variables that the main container does not have',
    remedy: 'use the prop or the override that sets it, or choose another name',
    violation: ({ overrides, env }) => taken(overrides.env, env),
  },
  {
    code: 'K8S033',
    prop: 'mounts of overrides.pods',
    must: 'be at paths where nothing is mounted',
    remedy: 'choose another path',
    violation: ({ overrides, paths }) => {
      const given = (overrides.mounts ?? []).map(({ path }) => plainPath(path));
      return quoted([...given.filter((path) => paths.map(plainPath).includes(path)), ...repeated(given)]);
    },
  },
  {
    code: 'K8S034',
    prop: 'volumes of overrides.pods',
    must: 'have names that no other volume of the pod has',
    remedy: 'choose another name, or mount the same volume',
    violation: ({ overrides, volumes }) => {
      const mounts = [...(overrides.mounts ?? []), ...(overrides.sidecars ?? []).flatMap((one) => one.mounts ?? [])];
      const given = mounts.map(({ volume }) => volume);
      return given
        .filter((one, index) => [...volumes, ...given.slice(0, index)].some((other) => one._conflictsWith(other)))
        .map(({ name }) => `'${name}', which is another one already`);
    },
  },
  {
    code: 'K8S035',
    prop: 'sidecars of overrides.pods',
    must: 'have names that no other container of the pod has',
    remedy: 'choose another name',
    violation: ({ overrides, containers }) => {
      const given = (overrides.sidecars ?? []).map(({ name }) => name);
      return quoted([...given.filter((name) => containers.includes(name)), ...repeated(given)]);
    },
  },
  {
    code: 'K8S036',
    prop: 'ports of sidecars of overrides.pods',
    must: 'be free, by name and by number',
    remedy: 'let the sidecar listen elsewhere: all containers of a pod share its address',
    violation: ({ overrides, ports }) => {
      const given = (overrides.sidecars ?? []).flatMap((sidecar) => sidecar.ports ?? []);
      return given
        .filter((one, index) =>
          [...ports, ...given.slice(0, index)].some(({ name, port }) => name === one.name || port === one.port),
        )
        .map(({ name, port }) => `'${name}' on ${port}`);
    },
  },
  {
    code: 'K8S037',
    prop: 'hostAliases of overrides.pods',
    must: 'be an IP address and at least one name each',
    remedy: 'state the address, not a name, and the names that lead to it',
    violation: ({ overrides }) =>
      (overrides.hostAliases ?? [])
        .filter(({ ip, hostnames }) => isIP(ip) === 0 || hostnames.length === 0)
        .map(({ ip, hostnames }) => `'${ip}' with ${hostnames.join(', ') || 'no name'}`),
  },
];
