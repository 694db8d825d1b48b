import { Checks, MIB, Rule } from '../core/internal';

/** What the checks of one rendered object look at. */
export interface RenderedInput {
  readonly object: string;
  readonly namespaceMissing: boolean;
  readonly nameMissing: boolean;
  readonly tokens: string[];
}

/** Checks on each object that is rendered. */
export const renderedObjectRules: ReadonlyArray<Rule<RenderedInput>> = [
  {
    code: 'RENDER001',
    prop: 'a manifest',
    must: 'hold no Terraform token',
    remedy:
      'pass a plain string: a name that you choose, or a value that the cluster reads at run time from a Secret or ConfigMap',
    violation: ({ object, tokens }) => tokens.map((path) => `one in ${path} of ${object}`),
  },
  {
    code: 'RENDER002',
    prop: 'a namespaced object',
    must: 'have a namespace',
    remedy: 'put it into a NamespaceChart, or set the namespace of its chart',
    violation: ({ object, namespaceMissing }) => (namespaceMissing ? object : undefined),
  },
  {
    code: 'RENDER003',
    prop: 'an object',
    must: 'have a name',
    remedy: 'set metadata.name: generated names would make each deployment a new object',
    violation: ({ object, nameMissing }) => (nameMissing ? object : undefined),
  },
];

/** Checks on all objects together. */
export const treeRules: ReadonlyArray<Rule<{ duplicates: string[]; cycles: string[] }>> = [
  {
    code: 'RENDER004',
    prop: 'group, kind, namespace and name together',
    must: 'stand once in a tree',
    remedy: 'give one of them another id or name',
    violation: ({ duplicates }) => duplicates,
  },
  {
    code: 'RENDER005',
    prop: 'dependencies',
    must: 'have an order',
    remedy: 'remove one of the dependencies',
    violation: ({ cycles }) => cycles,
  },
];

/** Helm keeps a release in one Secret: https://helm.sh/docs/topics/advanced/#storage-backends */
const LARGEST_RECORD = MIB;

/** What the checks of a release of Helm look at. */
export interface HelmReleaseInput {
  readonly name: string;
  readonly bytes: number;
}

const release = new Checks<HelmReleaseInput>();

/** Checks on the objects of one cdk8s chart that Helm installs as one release. */
export const releaseRules: ReadonlyArray<Rule<HelmReleaseInput>> = [
  {
    code: 'RENDER006',
    prop: 'a chart that is delivered as a Helm release',
    remedy: 'put a part of its objects into another chart',
    ...release.each(
      ({ bytes }) => bytes,
      'stay under the 1 MiB that a Secret holds, zipped',
      (bytes) => bytes < LARGEST_RECORD,
      (bytes) => `${Math.ceil(bytes / 1024)} KiB`,
    ),
  },
  {
    code: 'RENDER007',
    prop: "a release's name, made of the stack's and the chart's id,",
    remedy: 'shorten one of the ids',
    ...release.maxLength(({ name }) => name, 53),
  },
];
