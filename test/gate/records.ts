import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Inputs } from './inputs';
import { machineInputs, toolsFolder } from './machine';
import { checkout } from './matching';

/** A suite that passed. */
export interface Pass {
  /** What told its inputs from others. */
  readonly inputs: string;
  /** When, in ISO 8601. */
  readonly at: string;
  readonly seconds: number;
}

/** What of suites passed on this machine, with which inputs: kept outside of the checkout, by suite. */
export class Records {
  private readonly hashes = new Map<string, string>();
  private machine?: string[];

  public constructor(
    private readonly inputs: Inputs,
    private readonly root = checkout,
    private readonly env: Record<string, string | undefined> = process.env,
  ) {}

  /** Its last pass, whatever its inputs were. */
  public lastPass(suite: string): Pass | undefined {
    const file = this.fileOf(suite);
    return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as Pass) : undefined;
  }

  /** Its last pass, where all of its inputs are as they were then. */
  public unchanged(suite: string): Pass | undefined {
    const pass = this.lastPass(suite);
    return pass?.inputs === this.fingerprint(suite) ? pass : undefined;
  }

  /** One text for all that decides how a suite ends. */
  public fingerprint(suite: string): string {
    this.machine ??= machineInputs(this.root, this.env);
    const hash = createHash('sha256').update(this.machine.join('\n'));
    for (const file of this.inputs.of(suite)) hash.update(`\n${file} ${this.contentOf(file)}`);
    return hash.digest('hex');
  }

  public keep(suite: string, pass: Pass): void {
    const file = this.fileOf(suite);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(`${file}.new`, JSON.stringify(pass));
    fs.renameSync(`${file}.new`, file);
  }

  public forget(suite: string): void {
    fs.rmSync(this.fileOf(suite), { force: true });
  }

  private contentOf(file: string): string {
    let hash = this.hashes.get(file);
    if (hash === undefined) {
      hash = createHash('sha256')
        .update(fs.readFileSync(path.join(this.root, file)))
        .digest('hex');
      this.hashes.set(file, hash);
    }
    return hash;
  }

  private fileOf(suite: string): string {
    return path.join(toolsFolder(this.env), 'passed', suite.replace(/\.test\.ts$/, '.json'));
  }
}
