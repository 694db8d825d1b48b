import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { until } from '../helpers/process';
import { LabNetwork } from './network';

/** A folder or file that a container sees. */
export interface LabMount {
  readonly source: string;
  readonly target: string;
  readonly readOnly?: boolean;
}

/** What one container is. */
export interface LabContainerInput {
  readonly pod: string;
  readonly name: string;
  readonly command: string[];
  readonly env: Record<string, string>;
  readonly mounts: LabMount[];
  readonly readOnlyRoot?: boolean;
}

/** What a command said and how it ended. */
export interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** One run of one container of a pod. */
export class LabContainer {
  public readonly log: string;
  private readonly folder: string;
  private readonly child: ChildProcess;
  /** Resolves to the exit code once it has ended. */
  public readonly ended: Promise<number>;
  private code?: number;

  public constructor(
    private readonly network: LabNetwork,
    folder: string,
    private readonly props: LabContainerInput,
  ) {
    this.folder = folder;
    this.log = path.join(folder, 'log');
    fs.rmSync(path.join(folder, 'pid'), { force: true });
    fs.mkdirSync(folder, { recursive: true });
    const mounts = [{ source: network.hosts, target: '/etc/hosts', readOnly: true }, ...props.mounts];
    const write = (name: string, content: string) => fs.writeFileSync(path.join(folder, name), content);
    write(
      'mounts',
      mounts.map(({ source, target, readOnly }) => `${source} ${target} ${readOnly ? 'ro' : 'rw'}\n`).join(''),
    );
    const env = Object.entries({ HOSTNAME: props.pod, ...props.env });
    write('environment', env.map(([name, value]) => `${name}=${value}\0`).join(''));
    if (props.readOnlyRoot) write('read-only', '');
    const namespaces = ['unshare', '--mount', '--pid', '--fork', '--kill-child'];
    const [command, ...args] = network.podCommand(
      props.pod,
      ...namespaces,
      path.join(__dirname, 'container.sh'),
      folder,
      ...props.command,
    );
    const log = fs.openSync(this.log, 'a');
    this.child = spawn(command, args, { stdio: ['ignore', log, log] });
    fs.closeSync(log);
    this.ended = new Promise((done) =>
      this.child.once('exit', (code, signal) => done((this.code = code ?? (signal === 'SIGKILL' ? 137 : 143)))),
    );
  }

  public get name(): string {
    return this.props.name;
  }

  /** Whether it still runs. */
  public get running(): boolean {
    return this.code === undefined;
  }

  /** All that it has printed. */
  public output(): string {
    return fs.readFileSync(this.log, 'utf8');
  }

  /** Runs a command in the container, as `kubectl exec` does. */
  public async exec(command: string[], env: Record<string, string> = {}, seconds = 120): Promise<Outcome> {
    const pid = await this.process();
    if (pid === undefined) return { code: 127, output: `${this.props.pod}/${this.name} does not run` };
    const variables = Object.entries({ HOSTNAME: this.props.pod, ...this.props.env, ...env });
    const [program, ...args] = this.network.podCommand(
      this.props.pod,
      ...['nsenter', '--target', pid, '--mount', '--pid', '--root', '--wd', 'env', '-i'],
      ...variables.map(([name, value]) => `${name}=${value}`),
      ...command,
    );
    return new Promise((done) => {
      let output = '';
      const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
      const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (data: Buffer) => (output += data.toString()));
      child.once('close', (code) => {
        clearTimeout(timer);
        done({ code: code ?? 137, output });
      });
    });
  }

  /** Sends a signal to its first process. */
  public async signal(name: 'TERM' | 'KILL' | 'STOP' | 'CONT'): Promise<void> {
    const pid = await this.process();
    if (pid === undefined) return;
    const [program, ...args] = this.network.command('kill', `-${name}`, pid);
    spawnSync(program, args);
  }

  private async process(): Promise<string | undefined> {
    const file = path.join(this.folder, 'pid');
    await until(() => Promise.resolve(!this.running || fs.existsSync(file)));
    return this.running ? fs.readFileSync(file, 'utf8').trim() : undefined;
  }
}
