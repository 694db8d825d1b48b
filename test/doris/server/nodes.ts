import { Refusal } from './answer';

export interface Frontend {
  readonly name: string;
  host: string;
  readonly editLogPort: number;
  role: 'FOLLOWER' | 'OBSERVER';
  master: boolean;
  alive: boolean;
  version: string;
  /** What was set while it runs: gone when it starts anew. */
  config: Map<string, string>;
}

export interface Backend {
  readonly id: number;
  host: string;
  readonly heartbeatPort: number;
  alive: boolean;
  decommissioned: boolean;
  tablets: number;
  /** What starts there: a node of the computation role keeps nothing. */
  readonly role: 'mix' | 'computation';
  readonly tags: Record<string, string>;
  version: string;
  /** `disable_query` and `disable_load`. */
  readonly status: Record<string, string>;
}

/** Settings of frontends: how they come, and whether they change while a frontend runs, on the master alone or on each. */
const SETTINGS: Record<string, { value: string; mutable: boolean; masterOnly: boolean }> = {
  disable_balance: { value: 'false', mutable: true, masterOnly: true },
  disable_colocate_balance: { value: 'false', mutable: true, masterOnly: true },
  disable_tablet_scheduler: { value: 'false', mutable: true, masterOnly: true },
  drop_backend_after_decommission: { value: 'true', mutable: true, masterOnly: true },
  backup_job_default_timeout_ms: { value: '86400000', mutable: true, masterOnly: true },
  max_backup_restore_job_num_per_db: { value: '10', mutable: true, masterOnly: false },
  http_port: { value: '8030', mutable: false, masterOnly: false },
};

/** Frontends and backends. */
export class Nodes {
  public readonly frontends: Frontend[] = [];
  public backends: Backend[] = [];
  /** Whether tablets of backends that leave stay where they are. */
  public stalled = false;
  /** How many of them move while a statement is answered. */
  public pace = 10;
  /** Pods of backends that run, whether they are registered or not. */
  public readonly pods = new Set<string>();
  private nextId = 10_001;

  public get master(): Frontend {
    const master = this.frontends.find((frontend) => frontend.master && frontend.alive);
    if (!master) throw new Refusal('There is no master frontend', 1105);
    return master;
  }

  /** Those that keep tablets and are not about to leave. */
  public get available(): Backend[] {
    return this.backends.filter(({ alive, decommissioned, role }) => alive && !decommissioned && role === 'mix');
  }

  /** The master from now on: what was set in the one before does not come along. */
  public elect(frontend: Frontend): void {
    for (const each of this.frontends) each.master = each === frontend;
  }

  public addFrontend(host: string, editLogPort: number, role: Frontend['role'], version: string): Frontend {
    if (this.frontends.some((each) => each.host === host))
      throw new Refusal(`frontend already exists ${host}:${editLogPort}`);
    const name = `fe_${this.frontends.length + 1}`;
    const frontend = { name, host, editLogPort, role, version, master: this.frontends.length === 0, alive: true };
    const added = { ...frontend, config: new Map<string, string>() };
    this.frontends.push(added);
    return added;
  }

  public dropFrontend(host: string, editLogPort: number, role: string): void {
    const found = this.frontends.find((each) => each.host === host && each.editLogPort === editLogPort);
    if (found?.role !== role) throw new Refusal(`${role} does not exist[${host}:${editLogPort}]`);
    if (found.master) throw new Refusal(`can not drop current master node.`);
    this.frontends.splice(this.frontends.indexOf(found), 1);
  }

  public addBackend(
    host: string,
    heartbeatPort: number,
    given: Partial<Pick<Backend, 'role' | 'tags' | 'tablets' | 'version'>> = {},
  ): Backend {
    if (this.backends.some((each) => each.host === host && each.heartbeatPort === heartbeatPort)) {
      throw new Refusal(`Same backend already exists[${host}:${heartbeatPort}]`);
    }
    const {
      role = 'mix',
      tags = {},
      tablets = 0,
      version = this.backends.at(0)?.version ?? 'doris-4.0.1-rc02-0000000',
    } = given;
    const backend: Backend = {
      ...{ id: this.nextId++, host, heartbeatPort, role, tablets, version },
      ...{ alive: true, decommissioned: false, status: {}, tags: { location: 'default', ...tags } },
    };
    this.backends.push(backend);
    this.pods.add(host);
    return backend;
  }

  public backend(address: string): Backend {
    const found = this.backends.find((each) =>
      address.includes(':') ? `${each.host}:${each.heartbeatPort}` === address : String(each.id) === address,
    );
    if (!found) throw new Refusal(`Backend does not exist[${address}]`);
    return found;
  }

  /** Refused as a whole, where one is not known, or where those left are too few for some partition. */
  public decommission(addresses: string[], replicas: number): void {
    const leaving = addresses.map((address) => this.backend(address)).filter(({ decommissioned }) => !decommissioned);
    const locations = new Set(leaving.map(({ tags }) => tags.location));
    for (const location of locations) {
      const left = this.available.filter((each) => each.tags.location === location && !leaving.includes(each));
      if (left.length < replicas) {
        throw new Refusal(
          `It will cause insufficient BE number if these BEs are decommissioned: ${left.length} are left, and a table has ${replicas} replicas`,
        );
      }
    }
    for (const backend of leaving) backend.decommissioned = true;
  }

  public dropBackend(backend: Backend): void {
    this.backends = this.backends.filter((each) => each !== backend);
  }

  /** The pod of a backend starts anew: where nobody knows it, it registers as one that keeps nothing. */
  public restartPod(host: string, heartbeatPort = 9050): void {
    this.pods.add(host);
    const known = this.backends.find((each) => each.host === host);
    if (known) known.alive = true;
    else this.addBackend(host, heartbeatPort);
  }

  /** The pod of a backend is gone. */
  public removePod(host: string): void {
    this.pods.delete(host);
    for (const backend of this.backends) if (backend.host === host) backend.alive = false;
  }

  /** A frontend ends and starts: it has the settings of its file again. */
  public restartFrontend(frontend: Frontend): void {
    frontend.config.clear();
  }

  public setting(frontend: Frontend, key: string): string {
    return frontend.config.get(key) ?? SETTINGS[key].value;
  }

  public settings(frontend: Frontend) {
    return Object.entries(SETTINGS).map(([Key, { mutable, masterOnly }]) => ({
      ...{ Key, Value: this.setting(SETTINGS[Key].masterOnly ? this.master : frontend, Key), Type: 'String' },
      ...{ IsMutable: mutable, MasterOnly: masterOnly, Comment: '' },
    }));
  }

  public set(frontends: Frontend[], properties: [string, string][]): void {
    if (properties.length !== 1) throw new Refusal('config parameter size is not equal to 1');
    const [[key, value]] = properties;
    if (!(key in SETTINGS) || !SETTINGS[key].mutable)
      throw new Refusal(`Config '${key}' does not exist or is not mutable`);
    const setOn = SETTINGS[key].masterOnly ? [this.master] : frontends;
    for (const frontend of setOn) frontend.config.set(key, value);
  }

  /** Time goes on: tablets leave backends that are decommissioned. */
  public advance(): void {
    if (this.stalled) return;
    for (const backend of this.backends.filter(({ decommissioned, alive }) => decommissioned && alive)) {
      const takers = this.available.filter(({ tags }) => tags.location === backend.tags.location);
      if (takers.length === 0) continue;
      const moved = Math.min(this.pace, backend.tablets);
      backend.tablets -= moved;
      takers[0].tablets += moved;
      if (backend.tablets === 0 && this.setting(this.master, 'drop_backend_after_decommission') === 'true') {
        this.dropBackend(backend);
      }
    }
  }
}
