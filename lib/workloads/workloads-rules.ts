import { Rule } from '../core/internal';

const wholeFrom = (minimum: number, value: number) => Number.isInteger(value) && value >= minimum;

/** What the checks of a StorageGrowth look at. */
export interface StorageGrowthInput {
  readonly members: number;
  /** Names of claims with their sizes, in bytes. */
  readonly claims: { readonly name: string; readonly size: number; readonly grownTo: number; readonly text: string }[];
}

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
    must: 'be a whole number of at least 1',
    remedy: 'say how many pods the set has at most',
    violation: ({ members }) => (wholeFrom(1, members) ? undefined : String(members)),
  },
  {
    code: 'WORK003',
    prop: 'claims',
    must: 'name at least one claim, each once',
    remedy: 'name the claims of the StatefulSet that grow',
    violation: ({ claims }) =>
      claims.length === 0
        ? 'none'
        : claims
            .map(({ name }) => name)
            .filter((name, index, names) => names.indexOf(name) !== index)
            .map((name) => `'${name}' again`),
  },
];
