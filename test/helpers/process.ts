import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as http from 'node:http';
import { AddressInfo } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A port of this machine that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = http.createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** Waits for something to hold, or for the time to be over: whoever asks looks again afterwards, and says what does not. */
export async function until(holds: () => Promise<boolean>, seconds = 30): Promise<void> {
  for (let attempt = 0; attempt < seconds * 4; attempt++) {
    if (await holds()) return;
    await sleep(250);
  }
}

/** Whether an address answers that all is well. */
async function isReady(url: string): Promise<boolean> {
  return (await fetch(url).catch(() => undefined))?.ok === true;
}

/** A server that was started for a test. */
export interface RunningServer {
  readonly url: string;
  /** Ends it, and removes its folder. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a server of the Prometheus family in a folder of its own, and waits until it is ready.
 *
 * @param command the program
 * @param files what it reads from its folder, by name
 * @param args its arguments, which may name the folder
 */
export async function startServer(
  command: string,
  files: Record<string, string>,
  args: (folder: string) => string[],
): Promise<RunningServer> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `${command}-`));
  for (const [name, content] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), content);
  const port = await freePort();
  const log = path.join(folder, 'log');
  const child = spawn(command, [...args(folder), `--web.listen-address=127.0.0.1:${port}`], {
    stdio: ['ignore', 'ignore', fs.openSync(log, 'w')],
  });
  const stop = async () => {
    const ended = child.exitCode === null ? new Promise((done) => child.once('exit', done)) : Promise.resolve();
    child.kill('SIGKILL');
    await ended;
    fs.rmSync(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  await until(async () => child.exitCode !== null || (await isReady(`${url}/-/ready`)));
  if (child.exitCode !== null) throw new Error(fs.readFileSync(log, 'utf8'));
  return { url, stop };
}
