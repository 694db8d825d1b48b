import { spawn } from 'node:child_process';
import { DorisServer } from './server/doris-server';

/** What a client that was started has answered. */
export interface ClientAnswer {
  readonly status: number | null;
  readonly output: string;
  readonly error: string;
}

/** Who signs in, and where. */
export interface SignIn {
  readonly user?: string;
  readonly password?: string;
  /** The host of the frontend. */
  readonly frontend?: string;
}

/** Sends statements by MariaDB's client, as programs send them. */
export async function byMariadb(server: DorisServer, statements: string, as: SignIn = {}): Promise<ClientAnswer> {
  const { user = 'root', password = '', frontend } = as;
  const port = String(server.port(frontend));
  const args = ['--no-defaults', '--batch', '-h', '127.0.0.1', '-P', port, '-u', user];
  const child = spawn('mysql', args, { env: { PATH: process.env.PATH, MYSQL_PWD: password } });
  child.stdin.end(statements);
  let [output, error] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()));
  const status = await new Promise<number | null>((done) => child.once('close', done));
  return { status, output, error };
}
