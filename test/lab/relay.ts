import { spawn } from 'node:child_process';
import * as net from 'node:net';
import * as path from 'node:path';
import { Lab } from './lab';
import { API_ADDRESS } from './network';

const PORT = 443;

/** What a cluster tells every container, of a lab whose API server is a real one. */
export const API_ENVIRONMENT = {
  KUBERNETES_SERVICE_HOST: API_ADDRESS,
  KUBERNETES_SERVICE_PORT: String(PORT),
  KUBERNETES_SERVICE_PORT_HTTPS: String(PORT),
};

/** Connects what comes with a place: an address of this network, or a file that another network listens on, too. */
function relay(listen: net.ListenOptions, to: net.NetConnectOpts): net.Server {
  const server = net.createServer((incoming) => {
    const outgoing = net.connect(to);
    for (const [from, other] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ]) {
      from.pipe(other);
      from.on('error', () => other.destroy());
    }
  });
  return server.listen(listen);
}

/** Lets the pods of a lab reach an API server of this machine, where it is in a cluster. Ends what it has opened here when it is called. */
export function relayApi(lab: Lab, url: string): () => void {
  const socket = path.join(lab.folder, 'api.socket');
  const { hostname, port } = new URL(url);
  const server = relay({ path: socket }, { host: hostname, port: Number(port) });
  lab.network.name('kubernetes', API_ADDRESS, ['kubernetes.default.svc', 'kubernetes.default', 'kubernetes']);
  const [command, ...args] = lab.network.command(
    process.execPath,
    '-r',
    require.resolve('tsx/cjs'),
    __filename,
    socket,
  );
  spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  return () => server.close();
}

// A process of its own: the lab's network is reached from inside alone.
if (require.main === module) relay({ host: API_ADDRESS, port: PORT }, { path: process.argv[2] });
