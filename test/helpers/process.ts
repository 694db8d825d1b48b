import * as http from 'node:http';
import { AddressInfo } from 'node:net';
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
export async function isReady(url: string): Promise<boolean> {
  return (await fetch(url).catch(() => undefined))?.ok === true;
}
