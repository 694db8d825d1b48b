import { spawnSync, SpawnSyncReturns } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';
import { RenderedUser, userOf, usersFile } from './client-as';

/** The program of a job, as the ConfigMap has it. */
export function scriptOf(objects: KubeObject[], component: string): string {
  return (find(objects, 'ConfigMap', `events-${component}`).data as Record<string, string>)[`${component}.sh`];
}

/** The cluster, as the operator defines it, of one shard: the embedded server itself. */
const CLUSTER = `
  <tcp_port>9000</tcp_port>
  <remote_servers><main><shard><replica><host>localhost</host><port>9000</port></replica></shard></main></remote_servers>`;

/** An embedded ClickHouse with data of its own. Programs of jobs reach it as `clickhouse-client`, and as the user that they run as. */
export class EmbeddedServer {
  public readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'embedded-'));

  /**
   * @param user as whom programs run: the one that is rendered for the job
   */
  public constructor(
    python: string,
    private readonly objects: KubeObject[],
    private readonly component: string,
    user: RenderedUser = userOf(objects, component),
  ) {
    this.configure();
    fs.writeFileSync(path.join(this.folder, 'users.xml'), usersFile(objects, user));
    const client = path.join(__dirname, 'clickhouse-client.py');
    fs.writeFileSync(path.join(this.folder, 'clickhouse-client'), `#!/bin/sh\nexec '${python}' '${client}' "$@"\n`, {
      mode: 0o755,
    });
  }

  /** Makes it read its configuration anew, where backups may go to a disk or may not. */
  public configure({ backups = true } = {}): void {
    const disks = `
      <storage_configuration><disks><backups><type>local</type><path>${this.folder}/backups/</path></backups></disks></storage_configuration>
      <backups><allowed_disk>backups</allowed_disk></backups>`;
    const common = `${CLUSTER}${backups ? disks : ''}`;
    const users = `<users_config>${this.folder}/users.xml</users_config>`;
    fs.writeFileSync(path.join(this.folder, 'administrator.xml'), `<clickhouse>${common}</clickhouse>`);
    fs.writeFileSync(path.join(this.folder, 'user.xml'), `<clickhouse>${users}${common}</clickhouse>`);
  }

  /** Runs the job's program once, as its user. */
  public runJob(change = (script: string): string => script): SpawnSyncReturns<string> {
    return this.run(change(scriptOf(this.objects, this.component)), 'user');
  }

  /** The administrator's answer to one statement. */
  public query(sql: string): string {
    const { status, stdout, stderr } = this.run(`clickhouse-client --query "${sql}"`, 'administrator');
    if (status !== 0) throw new Error(stderr);
    return stdout.trim();
  }

  public remove(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  private run(script: string, as: 'user' | 'administrator'): SpawnSyncReturns<string> {
    const env = {
      ...process.env,
      PATH: `${this.folder}${path.delimiter}${process.env.PATH}`,
      CHDB_CONNECTION: `${this.folder}/data?config-file=${this.folder}/${as}.xml`,
    };
    return spawnSync('/bin/sh', ['-c', script], { env, encoding: 'utf8' });
  }
}
