import { AddressInfo, Server } from 'node:net';
import { Connection, createServer, OkPacketParams } from 'mysql2';
import { knowsPassword } from './accounts';
import { Answer, Refusal } from './answer';
import type { Doris, Session } from './doris';
import { SyntaxError } from './lexer';
import { Frontend } from './nodes';

/** What of a connection of mysql2's server we use. Its own types are of clients. */
interface ServerConnection {
  sequenceId: number;
  readonly stream: { destroy(): void };
  serverHandshake(options: object): void;
  on(event: 'query' | 'stmt_prepare' | 'init_db', listener: (text: string) => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  writeOk(packet?: OkPacketParams): void;
  writeError(packet: { code: number; message: string }): void;
  writeColumns(columns: object[]): void;
  writeTextRow(row: (string | null)[]): void;
  writeEof(): void;
}

interface Credentials {
  readonly user: string;
  readonly database: string;
  readonly authPluginData1: Buffer;
  readonly authPluginData2: Buffer;
  readonly authToken: Buffer;
}

/** Everything that clients of the 4.1 protocol may ask for, but TLS. */
const CAPABILITIES = 0xffffff & ~0x800;
const UTF8 = 33;
const VAR_STRING = 253;

/** When a connection is cut off: with the statement of a number, counted over all frontends, before it is carried out or before it is answered. */
export interface Cut {
  readonly at: number;
  readonly when: 'before' | 'after';
  /** What happens then, besides. */
  readonly then: () => void;
}

/** One frontend of a cluster, as clients of MySQL see it. */
export class MysqlServer {
  private readonly server = createServer((connection) => this.accept(connection as Connection & ServerConnection));
  private readonly connections = new Set<ServerConnection>();

  public constructor(
    private readonly doris: Doris,
    private readonly frontend: Frontend,
    private readonly cut: () => Cut | undefined,
  ) {}

  public async listen(): Promise<number> {
    // What listens is inside of what mysql2 gives.
    const { _server: inner } = this.server as unknown as { _server: Server };
    await new Promise<void>((done) => inner.listen(0, '127.0.0.1', done));
    return (inner.address() as AddressInfo).port;
  }

  /** Cuts every connection off. */
  public disconnect(): void {
    for (const connection of this.connections) connection.stream.destroy();
    this.connections.clear();
  }

  public async close(): Promise<void> {
    this.disconnect();
    await new Promise<void>((done) => this.server.close(() => done()));
  }

  private accept(connection: ServerConnection): void {
    connection.on('error', () => this.connections.delete(connection));
    if (!this.frontend.alive) {
      connection.stream.destroy();
      return;
    }
    this.connections.add(connection);
    let session: Session | undefined;
    connection.serverHandshake({
      ...{ protocolVersion: 10, serverVersion: '5.7.99', connectionId: this.connections.size, statusFlags: 2 },
      ...{ characterSet: UTF8, capabilityFlags: CAPABILITIES },
      authCallback: (given: Credentials, answer: (error: null, refusal?: object) => void) => {
        session = this.signIn(given);
        const message = `Access denied for user '${given.user}@127.0.0.1' (using password: ${given.authToken.length > 0 ? 'YES' : 'NO'})`;
        answer(null, session ? undefined : { code: 1045, message });
        awaitNext(connection);
      },
    });
    const handle = (text: string) => {
      if (session) this.answer(connection, session, text);
      awaitNext(connection);
    };
    connection.on('query', handle);
    // As which mysql2 takes SET.
    connection.on('stmt_prepare', handle);
    connection.on('init_db', (name) => handle(useOf(name)));
  }

  private signIn({ user, database, authPluginData1, authPluginData2, authToken }: Credentials): Session | undefined {
    const found = this.doris.accounts.signingIn(user);
    const seed = Buffer.concat([authPluginData1, authPluginData2]);
    if (!found || !knowsPassword(found.hash, seed, authToken)) return undefined;
    return { user: found, frontend: this.frontend, ...(database ? { database } : {}) };
  }

  private answer(connection: ServerConnection, session: Session, statement: string): void {
    connection.sequenceId = 1;
    const cut = this.cut();
    const isCut = cut?.at === this.doris.sent.length + 1;
    if (isCut && cut.when === 'before') {
      // Who comes back is not cut off here again.
      this.doris.sent.push({ user: session.user.name, frontend: this.frontend.host, statement, refused: 'cut off' });
      cut.then();
      connection.stream.destroy();
      return;
    }
    let answer: Answer | Error;
    try {
      answer = this.doris.execute(session, statement);
    } catch (error) {
      answer = error as Error;
    }
    if (isCut) {
      cut.then();
      connection.stream.destroy();
      return;
    }
    if (!(answer instanceof Error)) {
      write(connection, answer);
      return;
    }
    if (!(answer instanceof Refusal || answer instanceof SyntaxError)) throw answer;
    connection.writeError({ code: answer instanceof Refusal ? answer.code : 1105, message: answer.message });
  }
}

/**
 * What a change of the database says, `sales`, `sales@etl` or `@etl`: clients take USE as that, and not as a statement.
 *
 * @see https://github.com/apache/doris/blob/4.0.1-rc02/fe/fe-core/src/main/java/org/apache/doris/qe/ConnectProcessor.java (handleInitDb)
 */
function useOf(name: string): string {
  const [database, group] = name.split('@');
  return `USE ${database && `\`${database}\``}${group ? ` @ \`${group}\`` : ''}`;
}

/** Packets are counted anew with each statement, and mysql2 counts on. */
function awaitNext(connection: ServerConnection): void {
  connection.sequenceId = 0;
}

function write(connection: ServerConnection, { columns, rows = [] }: Answer): void {
  if (!columns) {
    connection.writeOk();
    return;
  }
  const empty = { catalog: 'def', schema: '', table: '', orgTable: '' };
  const described = { ...empty, characterSet: UTF8, columnLength: 1024, columnType: VAR_STRING, flags: 0, decimals: 0 };
  connection.writeColumns(columns.map((name) => ({ ...described, name, orgName: name })));
  for (const row of rows) connection.writeTextRow([...row]);
  connection.writeEof();
}
