import { ChildProcess, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { KubeObject } from '../helpers/kube-client';
import { until } from '../helpers/process';

/** A program that runs. */
export interface RunningProgram {
  readonly child: ChildProcess;
  /** What it has said so far. */
  readonly output: () => string;
  /** Its status, once it has ended. */
  readonly ended: Promise<number | null>;
}

/** The files of a ConfigMap in a folder, as a pod has them. */
export function unpack(objects: KubeObject[], configMap: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `${configMap}-`));
  const found = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === configMap);
  for (const [name, content] of Object.entries(found?.data as Record<string, string>)) {
    fs.writeFileSync(path.join(folder, name), content, { mode: 0o555 });
  }
  return folder;
}

/** Starts a program of a pod with nothing but the environment that is given. */
export function start(shell: string, file: string, env: Record<string, string>): RunningProgram {
  const child = spawn(shell, [file], { env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, output: () => text, ended: new Promise((done) => child.once('close', done)) };
}

/** Whether a process is there, and has not merely not been buried yet. */
export function isAlive(pid: number): boolean {
  try {
    return !/\) Z /.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Waits until a file has something in it, and returns it. */
export async function contentOf(file: string): Promise<string> {
  await until(() => Promise.resolve(fs.existsSync(file) && fs.statSync(file).size > 0));
  return fs.readFileSync(file, 'utf8');
}
