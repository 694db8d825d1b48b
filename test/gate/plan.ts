import { execFileSync } from 'node:child_process';
import { Pass, Records } from './records';
import { Suites } from './suites';

/** Whoever takes longer and asks an authority is not asked again for the same. */
const LONG = 20;

/** Which suites are to run. */
export interface Plan {
  readonly run: readonly string[];
  /** Those that passed with the same inputs. */
  readonly unchanged: readonly [string, Pass][];
  /** Those that are left to runs with all authorities. */
  readonly left: readonly string[];
}

/** Everything, but for long suites that passed on this machine with the same inputs; with `CI_FULL`, those too. */
export function everything(suites: Suites, records: Records, env: { readonly CI_FULL?: string }): Plan {
  const unchanged = suites.all.flatMap((suite): [string, Pass][] => {
    const isLong = suites.authoritiesOf(suite).length > 0 && (records.lastPass(suite)?.seconds ?? 0) >= LONG;
    const pass = isLong && !env.CI_FULL ? records.unchanged(suite) : undefined;
    return pass ? [[suite, pass]] : [];
  });
  const kept = unchanged.map(([suite]) => suite);
  return { run: suites.all.filter((suite) => !kept.includes(suite)), unchanged, left: [] };
}

/** What needs Node alone. */
export function fast(suites: Suites): Plan {
  const run = suites.of('fast');
  return { run, unchanged: [], left: suites.all.filter((suite) => !run.includes(suite)) };
}

/** What changed files touch. Who changes the packages, the tools or how Jest is set up touches everything. */
export function touched(suites: Suites, changed: readonly string[]): Plan {
  const ofAll = ['package-lock.json', 'jest.config.js', '.ci/tools'];
  const isTouched = (suite: string) => suites.inputs.of(suite).some((file) => changed.includes(file));
  const run = changed.some((file) => ofAll.includes(file)) ? suites.all : suites.all.filter(isTouched);
  return { run, unchanged: [], left: [] };
}

/** The files that differ from where a branch left another, in commits or in the working tree. */
export function changedSince(reference: string, root: string): string[] {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8' })
      .split('\n')
      .filter((line) => line !== '');
  const [base] = git('merge-base', reference, 'HEAD');
  return [...git('diff', '--name-only', base), ...git('ls-files', '--others', '--exclude-standard')];
}
