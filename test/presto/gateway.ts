import { ChildProcess, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import { AddressInfo } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { TLSSocket } from 'node:tls';
import { gatewayConfig } from '../../lib/presto/config/gateway-config';
import { CERTIFICATES } from '../../lib/presto/paths';
import { PORTS } from '../../lib/presto/ports';
import { selfSigned } from '../helpers/certificate';
import { freePort, until } from '../helpers/process';

/** What a coordinator or the gateway said. */
export interface Said {
  readonly status: number;
  readonly body: string;
  /** The certificate that was shown. */
  readonly certificate?: string;
}

/** What clients call the cluster. */
const NAME = 'query-coordinator.sql.svc.cluster.local';

/** Stands in for a coordinator: it answers as one does for queries that it has, and for those that it has not. */
export class FakeCoordinator {
  public readonly host: string;
  /** Ids of its queries. */
  public readonly queries = new Set<string>();
  /** What it was asked, with whom it was called. */
  public readonly asked: string[] = [];
  /** What it says of itself to strangers. */
  public infoStatus = 200;
  public certificate: { key: string; cert: string };
  private server?: http.Server;
  private readonly open: http.ServerResponse[] = [];
  private taken = 0;

  public constructor(
    public readonly name: string,
    private readonly tls: boolean,
  ) {
    this.host = `query-coordinator-${name}.sql.svc.cluster.local`;
    this.certificate = selfSigned(this.host);
  }

  public get port(): number {
    return this.taken;
  }

  /** Listens, on the port that it had if it listened before. */
  public async start(certificate = this.certificate): Promise<void> {
    const options = { maxHeaderSize: 2 ** 17 };
    const answer: http.RequestListener = (request, response) => this.answer(request, response);
    this.server = this.tls
      ? https.createServer({ ...options, ...certificate }, answer)
      : http.createServer(options, answer);
    this.server.listen(this.taken, '127.0.0.1');
    await new Promise((done) => this.server!.once('listening', done));
    this.taken = (this.server.address() as AddressInfo).port;
  }

  public async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((done) => this.server?.close(done) ?? done(undefined));
    this.server = undefined;
  }

  /** Ends answers of which the first half was sent. */
  public finish(): void {
    for (const response of this.open.splice(0)) response.end('second');
  }

  private answer({ method, url = '', headers }: http.IncomingMessage, response: http.ServerResponse): void {
    this.asked.push(`${method} ${url} ${headers.host}`);
    const say = (status: number, text = this.name) => response.writeHead(status).end(text);
    const [, id] = /^\/(?:v1\/statement\/executing|v1\/query|ui\/api\/query)\/([^/?]+)/.exec(url) ?? [];
    if (url === '/v1/info') say(this.infoStatus);
    else if (url === '/slow') this.open.push((response.write('first'), response));
    else if (id === undefined) say(200, `${this.name} ${String(headers['x-presto-prepared-statement'] ?? '').length}`);
    else say(this.queries.has(id) ? 200 : 404);
  }
}

/** What is rendered, run by nginx: only ports, folders and where names lead are otherwise. */
export class RunningGateway {
  public static async start(
    program: string,
    active: FakeCoordinator,
    other: FakeCoordinator,
    tls: boolean,
  ): Promise<RunningGateway> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gateway-'));
    const [port, health] = [await freePort(), await freePort()];
    const certificate = selfSigned(NAME);
    const gateway = new RunningGateway(folder, port, health, tls);
    fs.writeFileSync(path.join(folder, 'ca.crt'), [active, other].map((each) => each.certificate.cert).join(''));
    gateway.show(certificate);
    let config = gatewayConfig({ active, other, port: PORTS.http.port, tls })
      .replace(`listen ${PORTS.http.port}`, `listen 127.0.0.1:${port}`)
      .replace(`listen ${PORTS.health.port}`, `listen 127.0.0.1:${health}`)
      .replaceAll(/\/tmp\b/g, folder)
      .replaceAll(CERTIFICATES, folder);
    for (const { host, port: own } of [active, other]) {
      config = config.replace(`server ${host}:${PORTS.http.port}`, `server 127.0.0.1:${own}`);
    }
    fs.writeFileSync(path.join(folder, 'nginx.conf'), config);
    await gateway.begin(program);
    return gateway;
  }

  private child?: ChildProcess;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
    private readonly health: number,
    private readonly tls: boolean,
  ) {}

  /** The certificate that it is to show from now on. */
  public show({ key, cert }: { key: string; cert: string }): void {
    fs.writeFileSync(path.join(this.folder, 'tls.crt'), cert);
    fs.writeFileSync(path.join(this.folder, 'tls.key'), key);
  }

  /** Asks it, as a client does. */
  public async ask(method: string, url: string, headers: Record<string, string> = {}): Promise<Said> {
    const response = await this.request(method, url, headers);
    const certificate = (response.socket as Partial<TLSSocket>).getPeerX509Certificate?.()?.toString();
    let body = '';
    for await (const chunk of response) body += String(chunk);
    return { status: response.statusCode!, body, certificate };
  }

  /** Asks it, and gives what comes as it comes. */
  public request(method: string, url: string, headers: Record<string, string> = {}): Promise<http.IncomingMessage> {
    const options = { host: '127.0.0.1', port: this.port, method, path: url, headers: { Host: NAME, ...headers } };
    return new Promise((done, failed) => {
      const sent = this.tls
        ? https.request({ ...options, servername: NAME, rejectUnauthorized: false, agent: false }, done)
        : http.request({ ...options, agent: false }, done);
      sent.once('error', failed);
      sent.end(method === 'POST' ? 'SELECT 1' : undefined);
    });
  }

  /** What the kubelet gets. */
  public async probe(url: string): Promise<number> {
    return (await fetch(`http://127.0.0.1:${this.health}${url}`)).status;
  }

  public async stop(): Promise<void> {
    const { child } = this;
    if (child && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await ended;
    }
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  private async begin(program: string): Promise<void> {
    const log = path.join(this.folder, 'log');
    const output = fs.openSync(log, 'w');
    // In a pod nginx is one user, and so it is here where that is root.
    const args = ['-e', 'stderr', '-g', 'user root;', '-c', path.join(this.folder, 'nginx.conf')];
    this.child = spawn(program, args, { stdio: ['ignore', output, output] });
    const { child } = this;
    await until(async () => child.exitCode !== null || (await this.probe('/alive').catch(() => 0)) === 204);
    if (child.exitCode !== null) throw new Error(fs.readFileSync(log, 'utf8'));
  }
}
