import { spawnSync, SpawnSyncReturns } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';
import { configurationOf } from './ask-clickhouse';
import { RenderedUser, userOf, usersFile } from './client-as';

/** The program of a job, as the ConfigMap has it. */
export function scriptOf(objects: KubeObject[], component: string): string {
  const maps = objects.filter(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.endsWith(`-${component}`));
  return (maps[0].data as Record<string, string>)[`${component}.sh`];
}

/** The cluster, as the operator defines it, of one shard: the embedded server itself. */
const CLUSTER = `
  <tcp_port>9000</tcp_port>
  <remote_servers><main><shard><replica><host>localhost</host><port>9000</port></replica></shard></main></remote_servers>
  <macros><shard>0</shard><replica>chi-events-main-0-0</replica></macros>`;

/** How the server is called that answers. */
const HOSTS = {
  CLICKHOUSE_HOST: 'clickhouse-events.olap.svc.cluster.local',
  REPLICA_HOST: 'chi-events-main-0-0.olap.svc.cluster.local',
};

/** An embedded ClickHouse with data of its own. Programs of jobs reach it as `clickhouse-client`, and as the user that they run as. */
export class EmbeddedServer {
  public readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'embedded-'));

  /**
   * @param user as whom programs run: the one that is rendered for the job
   * @param stores the folder that stands for the object stores, a folder a bucket
   */
  public constructor(
    private readonly python: string,
    private readonly objects: KubeObject[],
    private readonly component: string,
    user: RenderedUser = userOf(objects, component),
    public readonly stores = path.join(this.folder, 'stores'),
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
    const common = `${CLUSTER}${backups ? this.disks() : ''}`;
    const users = `<users_config>${this.folder}/users.xml</users_config>`;
    fs.writeFileSync(path.join(this.folder, 'administrator.xml'), `<clickhouse>${common}</clickhouse>`);
    fs.writeFileSync(path.join(this.folder, 'user.xml'), `<clickhouse>${users}${common}</clickhouse>`);
  }

  /** Runs the job's program once, as its user, without waiting for long. */
  public runJob(
    change = (script: string): string => script,
    variables: Record<string, string> = {},
  ): SpawnSyncReturns<string> {
    const script = scriptOf(this.objects, this.component).replace('sleep 10', 'sleep 0.2');
    return this.run(change(script), 'user', variables);
  }

  /** The administrator's answer to statements. */
  public query(sql: string): string {
    return this.administer('clickhouse-client --query "$SQL"', sql);
  }

  /** What came of a restore that the administrator asked for. */
  public restore(sql: string): string {
    const outcome = 'clickhouse-client --query "SELECT status, error FROM system.backups"';
    return this.administer(
      `set -e
      clickhouse-client --query "$SQL"
      for attempt in $(seq 50); do ${outcome} | grep RESTOR | grep -v RESTORING && exit; sleep 0.2; done; exit 1`,
      sql,
    );
  }

  public remove(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  private administer(script: string, sql: string): string {
    const { status, stdout, stderr } = this.run(script, 'administrator', {
      SQL: sql,
      // In the server's own pod.
      CLICKHOUSE_HOST: HOSTS.REPLICA_HOST,
    });
    if (status !== 0) throw new Error(stderr);
    return stdout.trim();
  }

  /** The disks that are rendered, with folders in the place of buckets. */
  private disks(): string {
    const { files } = configurationOf(find(this.objects, 'ClickHouseInstallation'));
    const rendered = files['config.d/02-storage.xml'] ?? '';
    return rendered
      .replace(/<\/?clickhouse>/g, '')
      .replace(
        /<type>s3_plain<\/type>\s*<endpoint>https:\/\/[^/]+\/([^<]*)<\/endpoint>[^]*?(?=<\/(?:backups|restore)>)/g,
        `<type>local</type><path>${this.stores}/$1</path>`,
      );
  }

  private run(
    script: string,
    as: 'user' | 'administrator',
    variables: Record<string, string>,
  ): SpawnSyncReturns<string> {
    const env = {
      ...process.env,
      ...HOSTS,
      ...variables,
      PATH: `${this.folder}${path.delimiter}${process.env.PATH}`,
      CLICKHOUSE_SOCKET: `${this.folder}/socket`,
    };
    const server = path.join(__dirname, 'clickhouse-server.py');
    const connection = `${this.folder}/data?config-file=${this.folder}/${as}.xml`;
    return spawnSync(this.python, [server, connection, env.CLICKHOUSE_SOCKET, script], { env, encoding: 'utf8' });
  }
}
