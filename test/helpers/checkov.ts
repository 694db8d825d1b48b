import { spawnSync } from 'node:child_process';

interface Report {
  readonly results: {
    readonly failed_checks: { readonly check_id: string; readonly resource: string; readonly file_path: string }[];
  };
  readonly summary: { readonly passed: number; readonly parsing_errors: number };
}

/** What a scan found. */
export interface Scan {
  readonly findings: { check: string; where: string }[];
  /** How many checks passed: none means that nothing was read. */
  readonly passed: number;
}

/**
 * Scans a folder, or a file, with checkov.
 *
 * @param label what stands before each finding's place; the file's folder where it is left out
 */
export function checkov(framework: string, target: { folder?: string; file?: string }, label?: string): Scan {
  const args = target.folder ? ['-d', target.folder] : ['-f', target.file!];
  const { stdout, stderr } = spawnSync(
    'checkov',
    [...args, '--framework', framework, '-o', 'json', '--quiet', '--compact', '--skip-download'],
    { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  );
  if (!stdout.trim().startsWith('{')) throw new Error(`checkov: ${stdout.slice(0, 500)} ${stderr.slice(-500)}`);
  const { results, summary } = JSON.parse(stdout) as Report;
  if (summary.parsing_errors > 0) throw new Error(`checkov could not read ${summary.parsing_errors} files`);
  return {
    passed: summary.passed,
    findings: results.failed_checks.map(({ check_id: check, resource, file_path: file }) => ({
      check,
      where: `${label ?? file.split('/').slice(-2)[0]} ${resource}`,
    })),
  };
}
