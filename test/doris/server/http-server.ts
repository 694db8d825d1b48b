import * as http from 'node:http';
import { AddressInfo } from 'node:net';
import { twoStageHash, User } from './accounts';
import type { Doris } from './doris';
import { Table } from './tables';

const LOAD_PATH = /^\/api\/([^/]+)\/([^/]+)\/_stream_load$/;

/** A load, as it is answered: by status 200, whatever became of it. */
interface LoadAnswer {
  readonly Status: 'Success' | 'Publish Timeout' | 'Label Already Exists' | 'Fail';
  readonly Message: string;
  readonly NumberLoadedRows?: number;
  readonly ExistingJobStatus?: string;
}

/** What frontends and backends serve by HTTP: health, metrics, and loads, which a frontend sends on to a backend. */
export class HttpServer {
  public static portOf(server: http.Server): number {
    return (server.address() as AddressInfo).port;
  }

  public readonly frontend: http.Server;
  public readonly backend: http.Server;
  /** Whether loaded rows are seen later only. */
  public publishesLate = false;
  private unpublished: (() => void)[] = [];

  public constructor(private readonly doris: Doris) {
    this.frontend = this.server((request, response) => this.asFrontend(request, response));
    this.backend = this.server((request, response) => this.asBackend(request, response));
  }

  /** How many parts of queries run on a backend, each time that it is asked. */
  public running: () => number = () => 0;

  public async listen(): Promise<void> {
    for (const server of [this.frontend, this.backend]) {
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    }
  }

  public async close(): Promise<void> {
    for (const server of [this.frontend, this.backend]) {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    }
  }

  /** Rows that were loaded before are seen from now on. */
  public publish(): void {
    for (const put of this.unpublished) put();
    this.unpublished = [];
  }

  private server(handle: http.RequestListener): http.Server {
    // Who asks first whether to send is answered by what is decided, and not by Node.
    return http.createServer(handle).on('checkContinue', handle);
  }

  private asFrontend(request: http.IncomingMessage, response: http.ServerResponse): void {
    if (request.url === '/api/health') {
      const { backends } = this.doris.nodes;
      const data = {
        online_backend_num: backends.filter(({ alive }) => alive).length,
        total_backend_num: backends.length,
      };
      send(response, 200, { msg: 'success', code: 0, data, count: 0 });
      return;
    }
    if (request.url === '/metrics') {
      this.metrics(request, response, 'doris_fe_query_total 1\n');
      return;
    }
    if (!LOAD_PATH.test(request.url ?? '')) {
      send(response, 404, { msg: 'not found' });
      return;
    }
    const user = this.userOf(request);
    if (!user) {
      denied(response);
      return;
    }
    if (request.headers.expect !== '100-continue') {
      send(response, 200, { status: 'FAILED', msg: 'There is no 100-continue header' });
      return;
    }
    const msg = this.unsent(user, request.headers);
    if (msg !== undefined) {
      send(response, 200, { status: 'FAILED', msg });
      return;
    }
    const to = `http://127.0.0.1:${HttpServer.portOf(this.backend)}${request.url}`;
    response.writeHead(307, { Location: to, 'Content-Length': 0, Connection: 'close' }).end();
  }

  private asBackend(request: http.IncomingMessage, response: http.ServerResponse): void {
    if (request.url === '/api/health') {
      send(response, 200, { status: 'OK', msg: 'To Be Added' });
      return;
    }
    if (request.url === '/metrics') {
      this.metrics(request, response, `doris_be_load_rows 1\ndoris_be_fragment_instance_count ${this.running()}\n`);
      return;
    }
    const [, database, name] = LOAD_PATH.exec(request.url ?? '') ?? [];
    if (!database || request.method !== 'PUT') {
      send(response, 404, { msg: 'not found' });
      return;
    }
    const user = this.userOf(request);
    if (!user) {
      denied(response);
      return;
    }
    response.writeContinue();
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      send(response, 200, {
        TxnId: 1,
        Label: request.headers.label ?? '',
        ...this.load(user, database, name, request.headers, body),
      });
    });
  }

  /**
   * Why a frontend knows nobody to send a load on to.
   *
   * @see https://github.com/apache/doris/blob/4.0.1-rc02/fe/fe-core/src/main/java/org/apache/doris/httpv2/rest/LoadAction.java (getCloudClusterName)
   */
  private unsent(user: User, headers: http.IncomingHttpHeaders): string | undefined {
    if (!this.doris.decoupled) return undefined;
    const { compute_group: group = headers.cloud_cluster } = headers;
    try {
      this.doris.runningOn(user, group?.toString());
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  }

  private load(
    user: User,
    database: string,
    name: string,
    headers: http.IncomingHttpHeaders,
    body: string,
  ): LoadAnswer {
    const fail = (Message: string): LoadAnswer => ({ Status: 'Fail', Message });
    if (!this.doris.accounts.may(user, 'LOAD_PRIV', `internal.${database}.${name}`)) {
      return fail(`Access denied; you need (at least one of) the (LOAD_PRIV) privilege(s) for table ${name}`);
    }
    const table = this.doris.tables.databases.get(database)?.get(name);
    if (!table) return fail(`unknown table, tableName=${name}`);
    const { label } = headers;
    if (typeof label === 'string') {
      if (this.doris.tables.labels.has(label)) {
        const Message = `Label [${label}] has already been used`;
        return { Status: 'Label Already Exists', Message, ExistingJobStatus: 'FINISHED' };
      }
    }
    const rows = rowsIn(table, headers, body);
    if (!rows) return fail('too many filtered rows');
    // Most copies must be written.
    const { available } = this.doris.nodes;
    if (available.length < Math.floor(table.replicas / 2) + 1) return fail('failed to write enough replicas');
    if (typeof label === 'string') this.doris.tables.labels.add(label);
    const put = () => this.doris.tables.insert(table, rows);
    if (this.publishesLate) this.unpublished.push(put);
    else put();
    const Status = this.publishesLate ? 'Publish Timeout' : 'Success';
    return { Status, Message: 'OK', NumberLoadedRows: rows.length };
  }

  private metrics(request: http.IncomingMessage, response: http.ServerResponse, text: string): void {
    // Whoever has a password: no privilege is asked for.
    if (!this.userOf(request)) {
      denied(response);
      return;
    }
    response.writeHead(200, { 'Content-Type': 'text/plain' }).end(text);
  }

  private userOf(request: http.IncomingMessage): User | undefined {
    const [, encoded] = /^Basic (.*)$/.exec(request.headers.authorization ?? '') ?? [];
    const [, name, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString()) ?? [];
    const user = name ? this.doris.accounts.signingIn(name) : undefined;
    return user?.hash === twoStageHash(password ?? '') ? user : undefined;
  }
}

/** The rows of a load, or nothing where one does not fit. */
function rowsIn(table: Table, headers: http.IncomingHttpHeaders, body: string): Record<string, string>[] | undefined {
  const separator = typeof headers.column_separator === 'string' ? headers.column_separator : '\t';
  const columns = typeof headers.columns === 'string' ? headers.columns.split(/\s*,\s*/) : table.columns;
  const rows = body
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(separator));
  if (rows.some((values) => values.length !== columns.length)) return undefined;
  return rows.map((values) => Object.fromEntries(columns.map((column, index) => [column, values[index]])));
}

function send(response: http.ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

function denied(response: http.ServerResponse): void {
  response.writeHead(401, { 'WWW-Authenticate': 'Basic realm=""', Connection: 'close' }).end('Access denied\n');
}
