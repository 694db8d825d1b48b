import { Rule } from '../core/internal';

/** What the checks of a Drain look at. */
export interface DrainInput {
  /** Whether its pods have ordinals. */
  readonly numbered: boolean;
  /** When they hand over: the text of a `DrainWhen`. */
  readonly when: string;
}

/** Checks on when pods hand over. */
export const drainRules: ReadonlyArray<Rule<DrainInput>> = [
  {
    code: 'SCALE012',
    prop: 'when',
    must: 'be DrainWhen.ALWAYS for a Deployment',
    remedy: 'leave it out: nothing tells a pod of a Deployment that leaves from one that another takes the place of',
    violation: ({ numbered, when }) => (numbered || when === 'always' ? undefined : `DrainWhen.${when.toUpperCase()}`),
  },
];
