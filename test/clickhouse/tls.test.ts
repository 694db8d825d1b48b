import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { clickhouse } from 'bigdata-constructs';
import { describeWithClickHouse } from '../helpers/authorities';
import { find } from '../helpers/synth';
import { configurationOf } from './ask-clickhouse';
import { cluster, everything, releases, store } from './clusters';

describe.each(releases)('with certificates of its own, ClickHouse %s', (line, version) => {
  describeWithClickHouse(line, 'itself', (python) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tls-'));
    const at = (file: string) => path.join(folder, file);

    beforeAll(() => {
      for (const authority of ['own', 'public']) {
        const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
        const files = ['-keyout', at(`${authority}.key`), '-out', at(`${authority}.crt`)];
        const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...files, ...names]);
        if (made.status !== 0) throw new Error(String(made.stderr));
      }
    });
    afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

    /** Has ClickHouse, configured as a server of the cluster, read from who proves itself by the authority. */
    const readFrom = (authority: string, props: Partial<clickhouse.ClickHouseClusterProps>) => {
      const made = cluster({ tls: everything.tls, version, ...props });
      const { files } = configurationOf(find(made.objects(), 'ClickHouseInstallation'));
      const [, client] = /<client>([^]*)<\/client>/.exec(files['config.d/02-tls.xml']) ?? [];
      const trust = client.replace('/etc/clickhouse-server/tls/ca.crt', at('own.crt'));
      fs.writeFileSync(at('config.xml'), `<clickhouse><openSSL><client>${trust}</client></openSSL></clickhouse>`);
      const data = fs.mkdtempSync(at('data-'));
      const program = path.join(__dirname, 'fetch-over-tls.py');
      const server = [at(`${authority}.crt`), at(`${authority}.key`)];
      // What a machine trusts without being told is the file that this variable names.
      const env = { ...process.env, SSL_CERT_FILE: at('public.crt') };
      const run = spawnSync(python, [program, ...server, data, at('config.xml')], { encoding: 'utf8', env });
      return run.stdout.trim();
    };

    test.each<[string, Partial<clickhouse.ClickHouseClusterProps>]>([
      ['backups', { backup: { store } }],
      ['cold data', { tieredStorage: everything.tieredStorage }],
    ])('reads from its own, and from the object store of its %s', (_, props) => {
      expect(readFrom('own', props)).toBe('answer 42');
      expect(readFrom('public', props)).toBe('answer 42');
    });

    test('reads from its own alone where there is no store', () => {
      expect(readFrom('own', {})).toBe('answer 42');
      expect(readFrom('public', {})).toMatch(/^refused .*SSL/);
    });
  });
});
