import { Records } from './records';
import { Suites } from './suites';

/** How many suites run at once. They wait for other programs most of the time: two of them go well beside each other on two cores. */
export const workersOn = (cores: number): number => Math.max(2, cores - 1);

/** A suite that is to run. */
export interface Waiting {
  readonly suite: string;
  readonly seconds: number;
  /** Whether it runs pods, which takes all cores while they start. */
  readonly runsPods: boolean;
}

/**
 * Suites that are to run, each with how long it took when it last passed here, or else with a guess that puts what runs pods before what asks
 * others, and both before the rest, each by how much they depend on.
 */
export function waiting(
  suites: readonly string[],
  known = new Suites(),
  records = new Records(known.inputs),
): Waiting[] {
  return suites.map((suite) => {
    const runsPods = known.projectOf(suite) === 'daemons';
    const base = runsPods ? 200 : known.authoritiesOf(suite).length > 0 ? 20 : 0;
    const guess = base + known.inputs.of(suite).length / 5;
    return { suite, seconds: records.lastPass(suite)?.seconds ?? guess, runsPods };
  });
}

/**
 * The order in which suites begin: the longest first, so that none of them begins when all others are done, and those that run pods one after
 * the other, as long as there is something else to run beside them.
 */
export function orderOf(suites: readonly Waiting[], workers: number): string[] {
  const left = [...suites].sort((a, b) => b.seconds - a.seconds);
  const running: (Waiting & { readonly until: number })[] = [];
  const order: string[] = [];
  while (left.length > 0) {
    const now = running.length < workers ? 0 : running.shift()!.until;
    const podsRun = running.some(({ runsPods }) => runsPods);
    const wanted = left.findIndex(({ runsPods }) => runsPods !== podsRun);
    const [next] = left.splice(Math.max(0, wanted), 1);
    order.push(next.suite);
    running.push({ ...next, until: now + next.seconds });
    running.sort((a, b) => a.until - b.until);
  }
  return order;
}
