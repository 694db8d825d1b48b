import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { until } from '../helpers/process';

/** The network of the lab: nothing outside of it is reached from it, or reaches it. */
const SUBNET = '10.77';

/** The address of the machine that the pods run on, where it serves something to them. */
export const HOST_ADDRESS = `${SUBNET}.0.1`;

/** The address of the Service of the API server, which its certificate names, where pods of the lab find a real one. */
export const API_ADDRESS = '10.0.0.1';

/**
 * A network of pods in namespaces of the kernel's: every pod has an address and a host name of its own, all ports free,
 * and knows the others by the names that Kubernetes' DNS would give them.
 *
 * Everything that runs in it is in one namespace of processes too, so ending the first process ends all of it, and that
 * one ends with the test, however the test ends. Needs root, or a kernel that lets anyone make a namespace of users.
 */
export class LabNetwork {
  /** Starts an empty network; its files are in the folder. */
  public static async start(folder: string): Promise<LabNetwork> {
    const namespaces = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
    if (process.getuid?.() !== 0) namespaces.push('--map-root-user');
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'hosts'), '');
    // It reads what never comes: the end of its input is the end of this process.
    const holder = spawn('unshare', [...namespaces, 'bash', '-c', `echo ready; read -r`], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await new Promise((done, failed) => {
      holder.stdout.once('data', done);
      holder.once('exit', (code) => failed(new Error(`unshare ended with ${code}`)));
    });
    const network = new LabNetwork(folder, holder);
    network.run(
      'mount -t tmpfs tmpfs /run/netns 2>/dev/null || { mkdir -p /run/netns && mount -t tmpfs tmpfs /run/netns; }',
      `mkdir -p ${folder}/uts && mount -t tmpfs tmpfs ${folder}/uts`,
      // With an address of its own: else it has that of one of its ports, and pods send to another one for a while when ports come and go.
      'ip link set lo up && ip link add pods address 02:00:00:00:00:01 type bridge',
      `ip address add ${HOST_ADDRESS}/16 dev pods && ip address add ${API_ADDRESS} dev pods && ip link set pods up`,
    );
    return network;
  }

  private readonly holder: ChildProcess;
  private readonly pid: number;
  private readonly names = new Map<string, { address: string; names: string[] }>();
  private used = 1;

  private constructor(
    private readonly folder: string,
    holder: ChildProcess,
  ) {
    this.holder = holder;
    const children = fs.readFileSync(`/proc/${holder.pid}/task/${holder.pid}/children`, 'utf8');
    this.pid = Number(children.trim().split(' ')[0]);
  }

  /** The file of all names. */
  public get hosts(): string {
    return path.join(this.folder, 'hosts');
  }

  /** What to put before a command that is to run on the machine of the pods. */
  public command(...inside: string[]): string[] {
    const user = process.getuid?.() === 0 ? [] : ['--user', '--preserve-credentials'];
    return ['nsenter', '--target', String(this.pid), ...user, '--net', '--mount', '--pid', ...inside];
  }

  /** What to put before a command that is to run with a pod's address and host name. */
  public podCommand(pod: string, ...inside: string[]): string[] {
    return this.command('nsenter', `--net=/run/netns/${pod}`, `--uts=${this.folder}/uts/${pod}`, ...inside);
  }

  /** Gives a pod an address and its names, of which the first is its full one. */
  public add(pod: string, names: string[]): string {
    const number = ++this.used;
    const address = `${SUBNET}.${number >> 8}.${number & 255}`;
    this.run(
      `ip netns add ${pod} && touch ${this.folder}/uts/${pod}`,
      `unshare --uts=${this.folder}/uts/${pod} hostname ${pod.slice(0, 63)}`,
      `ip link add veth${number} type veth peer name eth0 netns ${pod}`,
      `ip link set veth${number} master pods && ip link set veth${number} up`,
      `ip -n ${pod} link set lo up && ip -n ${pod} link set eth0 up && ip -n ${pod} address add ${address}/16 dev eth0`,
      `ip -n ${pod} route add ${API_ADDRESS} dev eth0`,
    );
    this.name(pod, address, names);
    return address;
  }

  /** Takes a pod's address and names away. */
  public remove(pod: string): void {
    this.run(`ip netns delete ${pod} && umount ${this.folder}/uts/${pod}`);
    this.names.delete(pod);
    this.writeNames();
  }

  /** Adds names for an address. */
  public name(key: string, address: string, names: string[]): void {
    // Whoever reads it while it is written finds nothing.
    if (JSON.stringify(this.names.get(key)) === JSON.stringify({ address, names })) return;
    this.names.set(key, { address, names });
    this.writeNames();
  }

  /** Runs lines of shell on the machine of the pods. */
  public run(...lines: string[]): string {
    const [command, ...args] = this.command('bash', '-ec', lines.join('\n'));
    const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 64 * 2 ** 20 });
    if (status !== 0) throw new Error(`${lines.join('\n')}\nended with ${status}: ${stderr}`);
    return stdout;
  }

  /** Ends everything that runs in the network. */
  public async stop(): Promise<void> {
    this.holder.kill('SIGKILL');
    await until(() => Promise.resolve(!fs.existsSync(`/proc/${this.pid}`)));
  }

  private writeNames(): void {
    const lines = [...this.names.values()].map(({ address, names }) => `${address} ${names.join(' ')}\n`);
    // In place: every container has this very file mounted.
    fs.writeFileSync(this.hosts, `127.0.0.1 localhost\n${lines.join('')}`);
  }
}
