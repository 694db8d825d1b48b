import { Checks, Rule } from '../core/internal';

/** What the checks of a StorageGrowth look at. */
export interface StorageGrowthInput {
  readonly members: number;
  /** Names of claims with their sizes, in bytes. */
  readonly claims: { readonly name: string; readonly size: number; readonly grownTo: number; readonly text: string }[];
}

const check = new Checks<StorageGrowthInput>();

/** Checks on volumes that grow. */
export const storageGrowthRules: ReadonlyArray<Rule<StorageGrowthInput>> = [
  {
    code: 'WORK001',
    prop: 'grownTo',
    must: 'be more than the size that volumes begin with',
    remedy: 'give a larger size, or none: volumes never shrink',
    violation: ({ claims }) =>
      claims.filter(({ size, grownTo }) => grownTo <= size).map(({ name, text }) => `${text} for ${name}`),
  },
  {
    code: 'WORK002',
    prop: 'members',
    remedy: 'say how many pods the set has at most',
    ...check.wholeNumber(({ members }) => members, { atLeast: 1 }),
  },
  {
    code: 'WORK003',
    prop: 'claims',
    remedy: 'name the claims of the StatefulSet that grow',
    ...check.all(
      check.some(({ claims }) => claims.length),
      check.unique(({ claims }) => claims.map(({ name }) => name)),
    ),
    must: 'name at least one claim, each once',
  },
];
