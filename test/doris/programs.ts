import { spawn } from 'node:child_process';
import { DorisServer } from './server/doris-server';
import { HttpServer } from './server/http-server';

/** How a program ended. */
export interface Ended {
  /** Nothing, where it was killed. */
  readonly status: number | null;
  readonly output: string;
}

/** How a program runs. */
export interface Run {
  readonly env?: Record<string, string>;
  /** At which of its statements it is killed, when that was carried out. */
  readonly killedAt?: number;
}

/** Runs a program in bash, as a pod does, as root of a cluster, without ever waiting between looks. */
export async function run(server: DorisServer, program: string, { env = {}, killedAt }: Run = {}): Promise<Ended> {
  const child = spawn('bash', ['-c', program], {
    // A group of its own, so that what it has started ends with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...{ PATH: process.env.PATH, PAUSE: '0', DORIS_HOST: '127.0.0.1', DORIS_PORT: String(server.port()) },
      ...{ DORIS_HTTP_PORT: String(HttpServer.portOf(server.http.frontend)), DORIS_USER: 'root', DORIS_PASSWORD: 'p' },
      ...env,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const then = () => process.kill(-child.pid!, 'SIGKILL');
  server.cut = killedAt ? { at: server.doris.sent.length + killedAt, when: 'after', then } : undefined;
  const status = await new Promise<number | null>((done) => child.once('close', done));
  server.cut = undefined;
  return { status, output };
}

/** A program that is to end in the same state wherever it was cut off before. */
export interface Interrupted {
  /** A cluster as it is before. */
  readonly cluster: () => Promise<DorisServer>;
  readonly program: string;
  /** Variables, where they depend on the cluster. */
  readonly env?: Record<string, string> | ((server: DorisServer) => Record<string, string>);
  /** What of a cluster is compared. */
  readonly state: (server: DorisServer) => unknown;
  /**
   * What happens between the two runs.
   * @default - nothing
   */
  readonly meanwhile?: (server: DorisServer) => void;
}

/**
 * Kills a program at each of its statements, when that was carried out and not answered, and runs it again. For a cluster that is the same as if it had
 * been killed before the next one was sent.
 */
export async function expectSameEnd({ cluster, program, env: given, state, meanwhile }: Interrupted): Promise<void> {
  const envOf = (server: DorisServer) => (typeof given === 'function' ? given(server) : given);
  const alone = await cluster();
  const whole = await run(alone, program, { env: envOf(alone) });
  const [expected, statements] = [state(alone), alone.doris.sent.length];
  await alone.stop();
  expect(whole).toMatchObject({ status: 0 });
  expect(alone.doris.sent.filter(({ refused }) => refused)).toEqual([]);
  for (let at = 1; at <= statements; at++) {
    const server = await cluster();
    const env = envOf(server);
    const cut = await run(server, program, { env, killedAt: at });
    meanwhile?.(server);
    const again = await run(server, program, { env });
    await server.stop();
    expect({ at, cut: cut.status, again: again.status, output: again.output, state: state(server) }).toEqual({
      ...{ at, cut: null, again: 0, output: expect.any(String) as string, state: expected },
    });
  }
}
