import { spawn } from 'node:child_process';
import * as path from 'node:path';
import { Lab } from './lab';
import { PodManifest } from './manifest';

/** A TCP connection that one end asked the other for. Ends that are no pods of the lab are not there. */
export interface Connection {
  readonly from?: PodManifest;
  readonly to?: PodManifest;
  readonly port: number;
}

/** Who connects to whom in a lab, as seen on its network. */
export class Traffic {
  /**
   * Looks on until the lab ends.
   *
   * @param text only who sends this to whom, and to which port, so that it can be read on its way. Default: who asks whom for a connection
   */
  public static async watch(lab: Lab, text?: string): Promise<Traffic> {
    const program = path.join(__dirname, 'traffic.py');
    const [command, ...args] = lab.network.command('python3', program, ...(text === undefined ? [] : [text]));
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const traffic = new Traffic(lab);
    await new Promise((ready, failed) => {
      child.stdout.once('data', ready);
      child.once('exit', (code) => failed(new Error(`traffic.py ended with ${code}`)));
    });
    child.stdout.on('data', (data: Buffer) => (traffic.text += data.toString()));
    return traffic;
  }

  private text = '';

  private constructor(private readonly lab: Lab) {}

  /** All that there were. */
  public get connections(): Connection[] {
    return [...this.text.matchAll(/^(\S+) (\S+) (\d+)$/gm)].map(([, from, to, port]) => ({
      from: this.lab.addresses.get(from),
      to: this.lab.addresses.get(to),
      port: Number(port),
    }));
  }
}

/** The ports that the processes of a container's pod listen on, where others reach them. */
export async function listensOn(lab: Lab, pod: string): Promise<number[]> {
  const { output } = await lab.pod(pod).exec('cat /proc/net/tcp /proc/net/tcp6');
  const listening = output.split('\n').flatMap((line) => {
    const [, address, , state] = line.trim().split(/\s+/);
    const [host = '', port = ''] = (address ?? '').split(':');
    // 127.0.0.1, ::1 and the former within IPv6.
    const loopback = /^0100007F$|^0{24}01000000$|^0{16}FFFF00000100007F$/.test(host);
    return state === '0A' && !loopback ? [parseInt(port, 16)] : [];
  });
  return [...new Set(listening)].sort((a, b) => a - b);
}
