import { Doris, DorisOptions } from './doris';
import { HttpServer } from './http-server';
import { Cut, MysqlServer } from './mysql-server';
import { Frontend } from './nodes';

const VERSION = 'doris-4.0.1-rc02-0000000';

/** How a cluster that listens comes. */
export interface DorisServerOptions extends DorisOptions {
  /**
   * Hosts of the frontends. The first is the master.
   * @default - one
   */
  readonly frontends?: string[];
  /**
   * Hosts of the backends.
   * @default - three
   */
  readonly backends?: string[];
  /**
   * Hosts of the members of compute groups, where storage and compute are apart.
   * @default - none
   */
  readonly computeGroups?: Record<string, string[]>;
}

/** Frontends and backends that listen on this machine, each on a port of its own, with one state behind them. */
export class DorisServer {
  public static async start(options: DorisServerOptions = {}): Promise<DorisServer> {
    const started = new DorisServer(options);
    await started.http.listen();
    for (const frontend of started.doris.nodes.frontends) {
      const server = new MysqlServer(started.doris, frontend, () => started.cut);
      started.servers.set(frontend, server);
      started.ports.set(frontend.host, await server.listen());
    }
    return started;
  }

  public readonly doris: Doris;
  public readonly http: HttpServer;
  /** Where each frontend listens for clients of MySQL, by its host. */
  public readonly ports = new Map<string, number>();
  /** When the next connection is cut off. */
  public cut?: Cut;
  private readonly servers = new Map<Frontend, MysqlServer>();

  private constructor(options: DorisServerOptions) {
    this.doris = new Doris(options);
    this.http = new HttpServer(this.doris);
    const { frontends = ['fe-0'], computeGroups } = options;
    const { backends = computeGroups ? [] : ['be-0', 'be-1', 'be-2'] } = options;
    for (const host of frontends) this.doris.nodes.addFrontend(host, 9010, 'FOLLOWER', VERSION);
    for (const host of backends) this.doris.nodes.addBackend(host, 9050, { tablets: 40, version: VERSION });
    for (const [group, hosts] of Object.entries(computeGroups ?? {})) {
      this.doris.computeGroups.create(group, {}, false);
      const tags = { compute_group_name: group };
      for (const host of hosts) this.doris.nodes.addBackend(host, 9050, { tags, version: VERSION });
    }
  }

  /** The port of a frontend. */
  public port(host = 'fe-0'): number {
    const port = this.ports.get(host);
    if (port === undefined) throw new Error(`no frontend is ${host}`);
    return port;
  }

  /** A frontend's process ends and starts: connections are lost, and what was set while it ran. */
  public restartFrontend(host: string): void {
    const frontend = this.doris.nodes.frontends.find((each) => each.host === host);
    if (!frontend) throw new Error(`no frontend is ${host}`);
    this.doris.nodes.restartFrontend(frontend);
    this.servers.get(frontend)?.disconnect();
  }

  public async stop(): Promise<void> {
    for (const server of this.servers.values()) await server.close();
    await this.http.close();
  }
}
