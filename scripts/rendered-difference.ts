/**
 * Shows what a change does to what is rendered: the YAML of every program and the Terraform of every environment, at a commit and as the
 * checkout has it now. `npm run diff:rendered -- main` prints the difference, and exits with 1 where there is one.
 */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const root = path.join(__dirname, '..');
const [commit = 'HEAD'] = process.argv.slice(2);
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'rendered-'));

function run(command: string, args: string[], cwd = root): number {
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit' });
  return status ?? 1;
}

function mustRun(command: string, args: string[], cwd?: string): void {
  if (run(command, args, cwd) !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
}

function renderEverything(checkout: string, folder: string): void {
  const tsx = path.join(root, 'node_modules', '.bin', 'tsx');
  const program = path.join(__dirname, 'render-everything.ts');
  const config = path.join(checkout, 'tsconfig.dev.json');
  mustRun(tsx, ['--tsconfig', config, program, checkout, path.join(scratch, folder)], checkout);
}

const before = path.join(scratch, 'checkout');
try {
  mustRun('git', ['worktree', 'add', '--quiet', '--detach', before, commit]);
  fs.symlinkSync(fs.realpathSync(path.join(root, 'node_modules')), path.join(before, 'node_modules'));
  renderEverything(before, 'before');
  renderEverything(root, 'after');
  process.exitCode = run('git', ['diff', '--no-index', '--no-color', 'before', 'after'], scratch);
} finally {
  run('git', ['worktree', 'remove', '--force', before]);
  fs.rmSync(scratch, { recursive: true, force: true });
}
