import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';
import { Ended, run } from './programs';
import { Given, unpacked } from './rendered';
import { DorisServer } from './server/doris-server';
import { HttpServer } from './server/http-server';

/** Runs what an object would run in its pod, its containers one after the other, with the variables and the files that it has there and no others. */
export async function runJob(
  server: DorisServer,
  objects: KubeObject[],
  job: { kind: string; name: string },
  given: Given = {},
): Promise<Ended> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'job-'));
  try {
    let output = '';
    for (const { command, env } of unpacked(objects, find(objects, job.kind, job.name), given, folder)) {
      const ended = await run(server, command, { env: { ...env, ...addressesOf(server, env) } });
      output += ended.output;
      if (ended.status !== 0) return { ...ended, output };
    }
    return { status: 0, output };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** Where frontends are, wherever the data lies. */
const HOSTS = ['sales-fe-service.warehouse.svc.cluster.local', 'sales-fe.lakehouse.svc.cluster.local'];

/** Names and ports of the cluster are those of this machine. */
function addressesOf(server: DorisServer, env: Record<string, string>): Record<string, string> {
  expect(HOSTS).toContain(env.DORIS_HOST);
  expect(env.DORIS_PORT).toBe('9030');
  return {
    DORIS_HOST: '127.0.0.1',
    DORIS_PORT: String(server.port()),
    ...(env.DORIS_HTTP_PORT && { DORIS_HTTP_PORT: String(HttpServer.portOf(server.http.frontend)) }),
  };
}
