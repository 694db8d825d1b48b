import { Inputs } from './inputs';
import { Records } from './records';
import { Suites } from './suites';

/**
 * How long suites take, in seconds: what they took when they last passed here, or else a guess that puts what runs pods before what asks
 * others, and both before the rest, each by how much they depend on.
 */
export function lengths(
  suites: readonly string[],
  known: Suites = new Suites(),
  inputs = new Inputs(),
): Map<string, number> {
  const records = new Records(inputs);
  const guess = (suite: string) => {
    const base = known.projectOf(suite) === 'daemons' ? 200 : known.authoritiesOf(suite).length > 0 ? 20 : 0;
    return base + inputs.of(suite).length / 100;
  };
  return new Map(suites.map((suite) => [suite, records.lastPass(suite)?.seconds ?? guess(suite)]));
}
