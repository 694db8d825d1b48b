/**
 * Runs the tests.
 *
 * `npm test` runs those that need Node alone, and names what it leaves out. With `CI=true` it runs everything with every authority, but for
 * long suites that passed on this machine with the same inputs; `CI_FULL=1` runs those too. `npm run test:changed` runs the suites that what
 * changed since `main` touches, or since another commit that it is given, with the authorities that are there. Other arguments are Jest's,
 * which then runs what they say.
 */
import { spawnSync } from 'node:child_process';
import { checkout } from '../test/gate/matching';
import { changedSince, everything, fast, Plan, touched } from '../test/gate/plan';
import { Records } from '../test/gate/records';
import { Suites } from '../test/gate/suites';

/** Jest's status. */
function jest(args: readonly string[], env: Record<string, string> = {}): number {
  const { status } = spawnSync(process.execPath, [require.resolve('jest/bin/jest'), '--ci', ...args], {
    cwd: checkout,
    stdio: 'inherit',
    // What runs this program with its own settings is not what tests start.
    env: { ...process.env, TSX_TSCONFIG_PATH: undefined, ...env },
  });
  return status ?? 1;
}

function run(suites: Suites, { run: chosen, unchanged, left }: Plan, env?: Record<string, string>): number {
  const status = chosen.length > 0 ? jest(['--runTestsByPath', ...chosen], env) : 0;
  const say = (lines: string[]) => lines.length > 0 && console.error(`\n${lines.join('\n')}`);
  say(unchanged.map(([suite, { at, seconds }]) => `unchanged: ${suite} (passed ${at}, took ${seconds} s)`));
  const needs = (suite: string) => suites.authoritiesOf(suite).join(', ');
  say([
    ...left.map((suite) => `skipped: ${suite} (${suites.projectOf(suite)}: needs ${needs(suite)})`),
    ...(left.length > 0
      ? ['`.ci/tools` installs what they need, `CI=true npm test` runs them, `.ci/run` does both']
      : []),
  ]);
  return status;
}

function main([first, ...rest]: string[]): number {
  const suites = new Suites();
  if (first === '--changed') return run(suites, touched(suites, changedSince(rest[0] ?? 'main', checkout)));
  if (first !== undefined) return jest([first, ...rest]);
  if (process.env.CI) return run(suites, everything(suites, new Records(suites.inputs), process.env));
  return run(suites, fast(suites), { TESTS_WITH: 'node' });
}

process.exitCode = main(process.argv.slice(2));
