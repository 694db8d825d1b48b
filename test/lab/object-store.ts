import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as http from 'node:http';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Lab } from './lab';
import { HOST_ADDRESS } from './network';

const PORT = 5000;
/** Where the store itself is, behind what holds requests up. */
const BEHIND = 5001;

/** Where pods of a lab find the object store. */
export const OBJECT_STORE = `http://${HOST_ADDRESS}:${PORT}`;

/** Who asks does not matter to the store; the client wants to know it all the same. */
export const OBJECT_STORE_ENVIRONMENT = { AWS_ACCESS_KEY_ID: 'lab', AWS_SECRET_ACCESS_KEY: 'lab' };

/** Starts a server of S3's API on the machine of the lab's pods. */
export function startObjectStore(lab: Lab): ObjectStore {
  const store = new ObjectStore(lab, path.join(lab.folder, 'held-uploads.json'));
  store.hold({});
  const start = (program: string, ...args: string[]) => {
    const [command, ...rest] = lab.network.command(program, ...args);
    spawn(command, rest, { stdio: ['ignore', 'ignore', program === process.execPath ? 'inherit' : 'ignore'] });
  };
  start('moto_server', '-H', HOST_ADDRESS, '-p', String(BEHIND));
  start(process.execPath, '-r', require.resolve('tsx/cjs'), __filename, store.holding);
  return store;
}

/** How many uploads are completed before all others wait, by what `/bucket/key` begins with. */
type Held = Record<string, number>;

/** What the store of a lab has. */
export class ObjectStore {
  public constructor(
    private readonly lab: Lab,
    /** The file that says what is held. */
    public readonly holding: string,
  ) {}

  /**
   * Lets so many uploads of several parts be completed below a folder, from now on, and holds up who asks for more until another call no longer names that
   * folder. Who has gone away by then has asked for nothing.
   *
   * @param folders by `bucket/folder`
   */
  public hold(folders: Held): void {
    fs.writeFileSync(`${this.holding}.new`, JSON.stringify(folders));
    fs.renameSync(`${this.holding}.new`, this.holding);
  }

  /** How many wait below a folder. */
  public waiting(folder: string): number {
    const waiting = this.ask(`${OBJECT_STORE}/-/waiting`);
    return (JSON.parse(waiting) as Record<string, number>)[folder] ?? 0;
  }

  /** The keys of objects below a folder, without the name of their bucket. */
  public keys(folder: string): string[] {
    return this.list(folder, 'list-type=2');
  }

  /** The keys of what is uploaded in parts below a folder, and has not been completed. */
  public pendingUploads(folder: string): string[] {
    return this.list(folder, 'uploads');
  }

  private list(folder: string, query: string): string[] {
    const [bucket, ...rest] = folder.split('/');
    const prefix = `${rest.join('/')}/`;
    const listed = this.ask(`${OBJECT_STORE}/${bucket}?${query}&prefix=${encodeURIComponent(prefix)}`);
    // A server that does not look at the prefix lists the others, too.
    return [...listed.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key]) => key).filter((key) => key.startsWith(prefix));
  }

  private ask(url: string): string {
    return this.lab.network.run(`curl -fsS '${url}'`);
  }
}

/** Hands on what it is asked, but for what is held. */
class Gate {
  private held: Held = {};
  /** How many uploads were let through below each folder that is held. */
  private readonly completed: Held = {};
  private readonly waiting: Held = {};

  public constructor(private readonly holding: string) {}

  public listen(): void {
    http.createServer((request, response) => void this.handle(request, response)).listen(PORT, HOST_ADDRESS);
  }

  private async handle(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const { method, url = '/' } = request;
    if (url === '/-/waiting') {
      response.end(JSON.stringify(this.waiting));
      return;
    }
    const completes = method === 'POST' && /[?&]uploadId=/.test(url);
    // It goes away while it waits only where nothing of it is left to read.
    const body = completes ? Buffer.concat(await request.toArray()) : undefined;
    const folder = completes ? this.folderOf(decodeURIComponent(url)) : undefined;
    if (folder !== undefined && !(await this.passes(folder, response))) return;
    const { expect: _, ...headers } = request.headers;
    const options = { host: HOST_ADDRESS, port: BEHIND, method, path: url, headers };
    const onwards = http.request(options, (answer) => {
      response.writeHead(answer.statusCode!, answer.statusMessage, answer.rawHeaders);
      answer.pipe(response);
    });
    onwards.on('error', () => response.destroy());
    if (body) onwards.end(body);
    else request.pipe(onwards);
  }

  /** Which folder that is held it is in. */
  private folderOf(url: string): string | undefined {
    this.read();
    return Object.keys(this.held).find((folder) => url.startsWith(`/${folder}/`));
  }

  /** Waits as long as it must. Says whether whoever asked is still there. */
  private async passes(folder: string, response: http.ServerResponse): Promise<boolean> {
    if ((this.completed[folder] ??= 0) < this.held[folder]) {
      this.completed[folder]++;
      return true;
    }
    const change = (by: number) => (this.waiting[folder] = (this.waiting[folder] ?? 0) + by);
    change(1);
    while (folder in this.held && !response.destroyed) {
      await sleep(100);
      this.read();
    }
    change(-1);
    return !response.destroyed;
  }

  private read(): void {
    this.held = JSON.parse(fs.readFileSync(this.holding, 'utf8')) as Held;
    for (const folder of Object.keys(this.completed)) if (!(folder in this.held)) delete this.completed[folder];
  }
}

// A process of its own: the lab's network is reached from inside alone.
if (require.main === module) new Gate(process.argv[2]).listen();
