import { spawn } from 'node:child_process';
import { Lab } from './lab';
import { HOST_ADDRESS } from './network';

const PORT = 5000;

/** Where pods of a lab find the object store. */
export const OBJECT_STORE = `http://${HOST_ADDRESS}:${PORT}`;

/** Who asks does not matter to the store; the client wants to know it all the same. */
export const OBJECT_STORE_ENVIRONMENT = { AWS_ACCESS_KEY_ID: 'lab', AWS_SECRET_ACCESS_KEY: 'lab' };

/** Starts a server of S3's API on the machine of the lab's pods. */
export function startObjectStore(lab: Lab): void {
  const [command, ...args] = lab.network.command('moto_server', '-H', HOST_ADDRESS, '-p', String(PORT));
  spawn(command, args, { stdio: 'ignore' });
}
