import { spawnSync, SpawnSyncReturns } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';

/** The program of a job, as the ConfigMap has it. */
export function scriptOf(objects: KubeObject[], component: string): string {
  return (find(objects, 'ConfigMap', `events-${component}`).data as Record<string, string>)[`${component}.sh`];
}

/** An embedded ClickHouse with data of its own, which programs reach as `clickhouse-client`. */
export class EmbeddedServer {
  public readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'embedded-'));

  public constructor(python: string) {
    fs.writeFileSync(
      path.join(this.folder, 'config.xml'),
      `<clickhouse>
         <storage_configuration><disks><backups><type>local</type><path>${this.folder}/backups/</path></backups></disks></storage_configuration>
         <backups><allowed_disk>backups</allowed_disk></backups>
       </clickhouse>`,
    );
    const client = path.join(__dirname, 'clickhouse-client.py');
    fs.writeFileSync(path.join(this.folder, 'clickhouse-client'), `#!/bin/sh\nexec '${python}' '${client}' "$@"\n`, {
      mode: 0o755,
    });
  }

  /** Runs a program of the shell. */
  public run(script: string): SpawnSyncReturns<string> {
    const env = {
      ...process.env,
      PATH: `${this.folder}${path.delimiter}${process.env.PATH}`,
      CHDB_CONNECTION: `${this.folder}/data?config-file=${this.folder}/config.xml`,
    };
    return spawnSync('/bin/sh', ['-c', script], { env, encoding: 'utf8' });
  }

  /** The answer to one statement. */
  public query(sql: string): string {
    const { status, stdout, stderr } = this.run(`clickhouse-client --query "${sql}"`);
    if (status !== 0) throw new Error(stderr);
    return stdout.trim();
  }

  public remove(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
