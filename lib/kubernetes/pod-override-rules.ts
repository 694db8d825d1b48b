import { isIP } from 'node:net';
import { Checks, Rule } from '../core/internal';
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

/** A path without what does not tell it from another. */
export const plainPath = (path: string) => path.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');

const check = new Checks<PodOverridesInput>();
const mountPaths = ({ overrides }: PodOverridesInput) => (overrides.mounts ?? []).map(({ path }) => plainPath(path));
const sidecarNames = ({ overrides }: PodOverridesInput) => (overrides.sidecars ?? []).map(({ name }) => name);

/** Checks on overrides of pods. */
export const podOverrideRules: ReadonlyArray<Rule<PodOverridesInput>> = [
  {
    code: 'K8S030',
    prop: 'labels of overrides.pods',
    remedy: 'choose another key: Services, budgets and network policies find the pods by theirs',
    ...check.free(
      ({ overrides }) => Object.keys(overrides.labels ?? {}),
      ({ labels }) => labels,
      'be others than those that the pods have',
    ),
  },
  {
    code: 'K8S031',
    prop: 'annotations of overrides.pods',
    remedy: 'choose another key: pods roll when their configuration changes because of theirs',
    ...check.free(
      ({ overrides }) => Object.keys(overrides.annotations ?? {}),
      ({ annotations }) => annotations,
      'be others than those that the pods have',
    ),
  },
  {
    code: 'K8S032',
    prop: 'env of overrides.pods',
    remedy: 'use the prop or the override that sets it, or choose another name',
    ...check.free(
      ({ overrides }) => Object.keys(overrides.env ?? {}),
      ({ env }) => env,
      'be variables that the main container does not have',
    ),
  },
  {
    code: 'K8S033',
    prop: 'mounts of overrides.pods',
    remedy: 'choose another path',
    ...check.all(
      check.free(mountPaths, ({ paths }) => paths.map(plainPath), ''),
      check.unique(mountPaths),
    ),
    must: 'be at paths where nothing is mounted',
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
    remedy: 'choose another name',
    ...check.all(
      check.free(sidecarNames, ({ containers }) => containers, ''),
      check.unique(sidecarNames),
    ),
    must: 'have names that no other container of the pod has',
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
    remedy: 'state the address, not a name, and the names that lead to it',
    ...check.each(
      ({ overrides }) => overrides.hostAliases,
      'be an IP address and at least one name each',
      ({ ip, hostnames }) => isIP(ip) !== 0 && hostnames.length > 0,
      ({ ip, hostnames }) => `'${ip}' with ${hostnames.join(', ') || 'no name'}`,
    ),
  },
];
