import * as fs from 'node:fs';
import * as path from 'node:path';
import { Inputs } from './inputs';
import { checkout } from './matching';
import { Records } from './records';
import { nodeAlone } from './run-mode';

/** What Jest says of a suite that ran. */
interface SuiteResult {
  readonly testFilePath: string;
  readonly perfStats: { readonly start: number; readonly end: number };
  readonly numFailingTests: number;
  readonly numPassingTests: number;
  readonly numPendingTests: number;
  readonly testExecError?: unknown;
  readonly testResults: readonly {
    readonly status: string;
    readonly title: string;
    readonly ancestorTitles: readonly string[];
  }[];
}

/** Remembers which suites passed with which inputs, and says what each took and what was not asked. */
export class GateReporter {
  private readonly began = Date.now();
  private readonly root: string;
  private readonly env: Record<string, string | undefined>;
  private readonly inputs: Inputs;
  private readonly records: Records;
  private readonly fingerprints = new Map<string, string>();
  private readonly seconds: [string, number][] = [];
  private readonly skipped = new Map<string, Set<string>>();

  public constructor(
    private readonly config: { readonly testNamePattern?: string },
    {
      root = checkout,
      env = process.env,
    }: { readonly root?: string; readonly env?: Record<string, string | undefined> } = {},
  ) {
    this.root = root;
    this.env = env;
    this.inputs = new Inputs(root);
    this.records = new Records(this.inputs, root, env);
  }

  /** A run that leaves tests out says nothing of a suite. */
  private get isWhole(): boolean {
    return !nodeAlone(this.env) && !this.config.testNamePattern;
  }

  public onTestFileStart(test: { readonly path: string }): void {
    const suite = path.relative(this.root, test.path);
    if (this.isWhole) this.fingerprints.set(suite, this.records.fingerprint(suite));
  }

  public onTestFileResult(_: unknown, result: SuiteResult): void {
    const suite = path.relative(this.root, result.testFilePath);
    const seconds = (result.perfStats.end - result.perfStats.start) / 1000;
    this.seconds.push([suite, seconds]);
    for (const { status, title, ancestorTitles } of result.testResults) {
      if (status !== 'pending' || !title.startsWith('needs ')) continue;
      const known = this.skipped.get(title) ?? new Set();
      this.skipped.set(title, known.add(`${suite}: ${ancestorTitles.join(' › ')}`));
    }
    const failed = result.numFailingTests > 0 || result.testExecError !== undefined;
    const inputs = this.fingerprints.get(suite);
    if (failed) this.records.forget(suite);
    else if (inputs && result.numPassingTests > 0 && result.numPendingTests === 0 && this.isAsItWas(suite)) {
      this.records.keep(suite, { inputs, at: new Date().toISOString(), seconds: Math.round(seconds) });
    }
  }

  public onRunComplete(): void {
    const write = (text: string) => process.stderr.write(`${text}\n`);
    for (const [need, suites] of this.skipped) write(`\nskipped, ${need}:\n  ${[...suites].join('\n  ')}`);
    if (!this.env.CI) return;
    const total = this.seconds.reduce((sum, [, seconds]) => sum + seconds, 0);
    write('\nseconds by suite:');
    for (const [suite, seconds] of this.seconds.sort(([, a], [, b]) => b - a)) {
      write(`${seconds.toFixed(1).padStart(8)}  ${suite}`);
    }
    write(`${total.toFixed(1).padStart(8)}  all of them, in ${((Date.now() - this.began) / 1000).toFixed(0)} s`);
  }

  /** Whether what was read at the start is what the suite ran with. */
  private isAsItWas(suite: string): boolean {
    return this.inputs.of(suite).every((file) => {
      const { mtimeMs } = fs.statSync(path.join(this.root, file), { throwIfNoEntry: false }) ?? { mtimeMs: Infinity };
      return mtimeMs < this.began;
    });
  }
}
