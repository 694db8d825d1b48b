import { Rule } from '../core/internal';
import { ResolvedPresto } from './resolve';

/** What the checks of an upgrade look at. */
export interface UpgradeInput {
  /** All sets, the one that serves clients first. */
  readonly sets: ResolvedPresto[];
}

/** Checks on what two colours have in common. */
export const upgradeRules: ReadonlyArray<Rule<UpgradeInput>> = [
  {
    code: 'PR090',
    prop: 'upgrade',
    must: 'have two colours of one distribution',
    remedy:
      'take a release of the same one, and make a cluster of the other one beside: clients of Presto and of Trino send different headers',
    violation: ({ sets }) => {
      const titles = sets.map(({ version, set }) => `${version._distribution.title} as ${set?.name}`);
      return new Set(sets.map(({ version }) => version.isTrino)).size > 1 ? titles.join(' and ') : undefined;
    },
  },
];
