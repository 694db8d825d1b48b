import { ChildProcess, execFile, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { SparkPrograms } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { until } from '../helpers/process';

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly secretKeyRef?: { readonly name: string; readonly key: string };
    readonly fieldRef?: { readonly fieldPath: string };
  };
}

interface Container {
  readonly name: string;
  readonly command: string[];
  readonly args?: string[];
  readonly env?: Variable[];
  readonly volumeMounts: { readonly name: string; readonly mountPath: string; readonly subPath?: string }[];
}

interface Volume {
  readonly name: string;
  readonly configMap?: { readonly name: string };
  readonly secret?: { readonly secretName: string };
  readonly emptyDir?: object;
}

/** A pod as the operator makes it. */
export interface ServerPod extends KubeObject {
  readonly spec: { readonly containers: Container[]; readonly volumes: Volume[] };
}

/** What a pod is run with. */
export interface ConnectPodInput {
  readonly pod: ServerPod;
  readonly spark: SparkPrograms;
  readonly nginx: { readonly program: string; readonly stream: string };
  /** ConfigMaps, by name. */
  readonly configMaps: Record<string, Record<string, string>>;
  /** Secrets, by name. */
  readonly secrets: Record<string, Record<string, string>>;
  /** The name that clients know the pod by. */
  readonly host: string;
}

/** The pod's address. */
export const ADDRESS = '10.9.9.9';

/** What the image has and PyPI's Spark has not: it hands on what it is given. */
const START = `#!/usr/bin/env bash
exec "\${SPARK_HOME}/sbin/spark-daemon.sh" submit org.apache.spark.sql.connect.service.SparkConnectServer 1 --name "Spark Connect server" "$@"
`;

/** Folders of the machine that the pod has others of. */
const OWN = ['etc', 'opt', 'run'];

/**
 * A Connect server's pod as processes in a network of their own, with the files that its volumes bring at the paths where they belong, and Spark where its
 * image has it. Volumes below other folders are left out.
 */
export class ConnectPod {
  public static async start(input: ConnectPodInput): Promise<ConnectPod> {
    const pod = new ConnectPod(input);
    await pod.place();
    return pod;
  }

  private readonly root = fs.mkdtempSync(path.join(os.tmpdir(), 'connect-pod-'));
  private readonly children: ChildProcess[] = [];
  private holder = 0;
  private versions = 0;

  private constructor(private readonly input: ConnectPodInput) {}

  private get inside(): string[] {
    return ['--target', String(this.holder), '--net', '--mount', '--'];
  }

  /** Starts a container's program. */
  public run(name: string, change = (text: string): string => text): ChildProcess {
    const { command, args = [], env = [] } = this.container(name);
    const variables = Object.fromEntries(env.map((variable) => [variable.name, this.valueOf(variable)]));
    const words = [...command, ...args].map(change);
    const [program, ...rest] = words[0] === 'nginx' ? this.nginx(words.slice(1)) : words;
    const log = fs.openSync(this.logFile(name), 'w');
    const child = spawn('nsenter', [...this.inside, program, ...rest], {
      env: { PATH: process.env.PATH, HOME: this.root, SPARK_HOME: '/opt/spark', ...variables },
      stdio: ['ignore', log, log],
    });
    this.children.push(child);
    return child;
  }

  /** What a container has printed. */
  public log(name: string): string {
    return fs.readFileSync(this.logFile(name), 'utf8');
  }

  /** Writes what a Secret has at its place, as the kubelet does when it changes. */
  public renew(secret: string, values: Record<string, string>): void {
    for (const { spec } of [this.input.pod]) {
      const volume = spec.volumes.find((each) => each.secret?.secretName === secret)!;
      const mount = spec.containers.flatMap((each) => each.volumeMounts).find(({ name }) => name === volume.name)!;
      this.project(mount.mountPath, values);
    }
  }

  /** Runs a program as somebody in the same network, who knows the pod by its name. */
  public async ask(command: string[], env: Record<string, string> = {}): Promise<string> {
    return new Promise((done, failed) => {
      const options = { env: { PATH: process.env.PATH, HOME: this.root, ...env }, timeout: 60_000 };
      execFile('nsenter', [...this.inside, ...command], options, (error, stdout, stderr) =>
        error ? failed(new Error(`${error.message}\n${stderr}`)) : done(stdout),
      );
    });
  }

  /** Whether something takes connections. */
  public async listens(address: string, port: number): Promise<boolean> {
    return this.ask(['bash', '-c', `exec 3<>/dev/tcp/${address}/${port}`]).then(
      () => true,
      () => false,
    );
  }

  public async stop(): Promise<void> {
    const running = this.children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
    for (const child of running.reverse()) {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGKILL');
      await ended;
    }
    fs.rmSync(this.root, { recursive: true, force: true });
  }

  private container(name: string): Container {
    return this.input.pod.spec.containers.find((container) => container.name === name)!;
  }

  private logFile(name: string): string {
    return path.join(this.root, `${name}.log`);
  }

  private valueOf({ value, valueFrom }: Variable): string {
    if (valueFrom?.secretKeyRef) return this.input.secrets[valueFrom.secretKeyRef.name][valueFrom.secretKeyRef.key];
    return valueFrom?.fieldRef ? ADDRESS : value!;
  }

  /** Debian's has the module as a file; and it runs as the pod's user, who may write where the pod lets him. */
  private nginx(args: string[]): string[] {
    const user = ['--reuid', '185', '--regid', '185', '--clear-groups'];
    return ['setpriv', ...user, '/opt/nginx/nginx', ...args, '-g', 'load_module /opt/nginx/stream.so;'];
  }

  private write(folder: string, files: Record<string, string>): void {
    const target = path.join(this.root, folder.replace(/^\/var\/run\//, '/run/'));
    fs.mkdirSync(target, { recursive: true });
    for (const [name, content] of Object.entries(files)) fs.writeFileSync(path.join(target, name), content);
  }

  /** Files that are links into a folder which is another one, all at once, when they change. */
  private project(folder: string, files: Record<string, string>): void {
    const version = `..${++this.versions}`;
    this.write(path.join(folder, version), files);
    const inRoot = (name: string) => path.join(this.root, folder.replace(/^\/var\/run\//, '/run/'), name);
    fs.symlinkSync(version, inRoot('..new'));
    fs.renameSync(inRoot('..new'), inRoot('..data'));
    for (const name of Object.keys(files)) {
      if (!fs.existsSync(inRoot(name))) fs.symlinkSync(path.join('..data', name), inRoot(name));
    }
  }

  private async place(): Promise<void> {
    const { pod, spark, nginx, configMaps, secrets, host } = this.input;
    fs.chmodSync(this.root, 0o755);
    for (const folder of OWN) fs.mkdirSync(path.join(this.root, folder));
    fs.cpSync('/etc', path.join(this.root, 'etc'), { recursive: true, verbatimSymlinks: true });
    this.write('/etc', { hosts: `127.0.0.1 localhost\n${ADDRESS} ${host} ${os.hostname()}\n` });
    const home = fs.realpathSync(spark.home);
    const [links, own] = [
      { '': home, sbin: path.join(home, 'sbin'), jars: path.join(home, 'jars') },
      ['sbin', 'jars', 'conf'],
    ];
    for (const [folder, from] of [...Object.entries(links), ['jars', spark.cloud]]) {
      this.write(`/opt/spark/${folder}`, {});
      for (const name of fs.readdirSync(from).filter((each) => !own.includes(each))) {
        fs.symlinkSync(path.join(from, name), path.join(this.root, 'opt/spark', folder, name));
      }
    }
    this.write('/opt/spark/sbin', { 'start-connect-server.sh': START });
    fs.chmodSync(path.join(this.root, 'opt/spark/sbin/start-connect-server.sh'), 0o755);
    this.write('/opt/nginx', {});
    fs.copyFileSync(nginx.program, path.join(this.root, 'opt/nginx/nginx'));
    fs.copyFileSync(nginx.stream, path.join(this.root, 'opt/nginx/stream.so'));
    for (const container of pod.spec.containers) {
      for (const { name, mountPath } of container.volumeMounts) {
        const volume = pod.spec.volumes.find((each) => each.name === name)!;
        if (!OWN.some((folder) => mountPath.replace('/var/run', '/run').startsWith(`/${folder}/`))) continue;
        if (volume.configMap) this.write(mountPath, configMaps[volume.configMap.name]);
        if (volume.secret) this.project(mountPath, secrets[volume.secret.secretName]);
        if (volume.emptyDir) this.write(mountPath, {});
        if (volume.emptyDir) fs.chmodSync(path.join(this.root, mountPath.replace('/var/run', '/run')), 0o777);
      }
    }
    const script = [
      'ip link set lo up',
      `ip address add ${ADDRESS}/32 dev lo`,
      ...OWN.map((folder) => `mount --bind ${this.root}/${folder} /${folder}`),
      // Of the pod alone, too.
      'mount -t tmpfs tmpfs /var && ln -s /run /var/run && mkdir -m 1777 /var/tmp /var/spark-local',
      'echo ready',
      'read -r',
    ];
    const holder = spawn('unshare', ['--net', '--mount', 'bash', '-ec', script.join('\n')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.children.push(holder);
    this.holder = holder.pid!;
    let ready = false;
    holder.stdout.once('data', () => (ready = true));
    await until(() => Promise.resolve(ready || holder.exitCode !== null));
    if (!ready) throw new Error('the pod has no network');
  }
}
