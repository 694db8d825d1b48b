import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { kubernetes, presto, security } from 'bigdata-constructs';
import { selfSigned } from '../../helpers/certificate';
import { mariaDb, postgres } from '../../lab/databases';
import { Lab } from '../../lab/lab';
import { Scenario } from '../../lab/scenarios';
import { ONE_WORKER, PrestoLab } from './presto-lab';

const { PrestoCatalog } = presto;

/** Databases, by the names that their certificates are good for, and by others. */
const HOSTS = { mariadb: 'mariadb.elsewhere', postgres: 'postgres.elsewhere' };
const OTHERS = { mariadb: 'other-mariadb.elsewhere', postgres: 'other-postgres.elsewhere' };
const certificates = { mariadb: selfSigned(HOSTS.mariadb), postgres: selfSigned(HOSTS.postgres) };

const PASSWORDS = { owner: 'a-password-of-owners', reader: 'a-password-of-readers' };
const AUTHORITIES = '/etc/authorities';
const authorities = {
  mounts: [{ volume: kubernetes.Volume.secret('authorities', 'authorities', ['store.p12']), path: AUTHORITIES }],
};

/** What differs between the engines. */
export interface DatabasesOptions {
  readonly version: presto.PrestoVersion;
  /** Whether its driver of MySQL verifies what is rendered for it. */
  readonly mysqlTls: boolean;
}

/** What JVMs read authorities from. */
function trustStore(lab: Lab): Buffer {
  const file = path.join(lab.folder, 'store.p12');
  const store = ['-storetype', 'PKCS12', '-keystore', file, '-storepass', 'no-secret'];
  for (const [name, { cert }] of Object.entries(certificates)) {
    execFileSync('keytool', ['-importcert', '-noprompt', '-alias', name, ...store], { input: cert, stdio: 'pipe' });
  }
  return fs.readFileSync(file);
}

/** Starts both databases, as something else runs them. */
async function startDatabases(lab: Lab, mysqlTls: boolean): Promise<void> {
  for (const [name, { cert, key }] of Object.entries(certificates)) {
    lab.secrets[name] = { 'tls.crt': cert, 'tls.key': key };
  }
  lab.secrets.authorities = { 'store.p12': trustStore(lab) };
  const password = PASSWORDS.owner;
  const secured = mysqlTls ? { tls: 'mariadb', options: ['--require-secure-transport=ON'] } : {};
  const maria = lab.startPod(mariaDb({ password, database: 'crm', ...secured }));
  const shop = lab.startPod(postgres({ password, database: 'shop', tls: 'postgres' }));
  lab.network.name('mariadb', maria.address, [HOSTS.mariadb, OTHERS.mariadb]);
  lab.network.name('postgres', shop.address, [HOSTS.postgres, OTHERS.postgres]);
  const statements = {
    mariadb: `CREATE OR REPLACE USER reader@'%' IDENTIFIED BY '${PASSWORDS.reader}'; GRANT SELECT ON crm.* TO reader@'%'`,
    postgres: `CREATE ROLE reader LOGIN PASSWORD '${PASSWORDS.reader}' IN ROLE pg_read_all_data`,
  };
  await lab.until('MariaDB is there', async () => {
    const login = ['mariadb', '-uroot', `-p${password}`, '-S/tmp/mariadb.sock', '-e'];
    return (await maria.exec([...login, statements.mariadb])).code === 0;
  });
  await lab.until('PostgreSQL is there', async () => {
    const login = ['psql', '-h', '/var/run/postgresql', '-U', 'root', '-c'];
    return (await shop.exec([...login, statements.postgres, 'shop'])).code === 0;
  });
}

/** Starts a cluster with catalogs of both: of who may do everything, of who may read, and by names that no certificate is good for. */
export function databasesLab({ version, mysqlTls }: DatabasesOptions): Promise<PrestoLab> {
  const by = (user: string, host: string, key: keyof typeof PASSWORDS) => ({
    ...{ host, user, password: { secretName: 'catalogs', key }, peer: security.Peer.pods('elsewhere') },
  });
  const shop = (...given: Parameters<typeof by>) => PrestoCatalog.postgresql({ ...by(...given), database: 'shop' });
  const crm = (...given: Parameters<typeof by>) => PrestoCatalog.mysql({ ...by(...given), tls: mysqlTls });
  return PrestoLab.start(
    {
      version,
      workers: ONE_WORKER,
      catalogs: {
        tpch: PrestoCatalog.tpch(),
        shop: shop('root', HOSTS.postgres, 'owner'),
        crm: crm('root', HOSTS.mariadb, 'owner'),
        shop_read: shop('reader', HOSTS.postgres, 'reader'),
        crm_read: crm('reader', HOSTS.mariadb, 'reader'),
        shop_other: shop('root', OTHERS.postgres, 'owner'),
        ...(mysqlTls && { crm_other: crm('root', OTHERS.mariadb, 'owner') }),
      },
      overrides: {
        jvm: [`-Djavax.net.ssl.trustStore=${AUTHORITIES}/store.p12`, '-Djavax.net.ssl.trustStorePassword=no-secret'],
        pods: { coordinator: authorities, worker: authorities },
      },
    },
    { secrets: { catalogs: PASSWORDS }, before: (lab) => startDatabases(lab, mysqlTls) },
  );
}

/** What tables of databases are, whichever distribution asks for them. */
export function databases(scenario: Scenario<PrestoLab>, { mysqlTls }: DatabasesOptions): void {
  const orders = 'SELECT orderkey, totalprice FROM tpch.tiny.orders WHERE orderkey < 8';

  scenario('are made and read', async (running) => {
    for (const made of ['shop.public.orders', 'crm.crm.orders']) {
      await running.rows(`CREATE TABLE ${made} AS ${orders}`);
      expect(await running.rows(`SELECT count(*), max(totalprice) FROM ${made}`)).toEqual(
        await running.rows(`SELECT count(*), max(totalprice) FROM (${orders})`),
      );
    }
    const join = 'SELECT count(*) FROM shop.public.orders s JOIN crm.crm.orders c ON s.orderkey = c.orderkey';
    expect(await running.rows(join)).toEqual([[7]]);
  });

  scenario('are read alone by who may do no more', async (running) => {
    for (const [read, denied] of [
      ['shop_read.public.orders', 'permission denied'],
      ['crm_read.crm.orders', 'denied'],
    ]) {
      expect(await running.rows(`SELECT count(*) FROM ${read}`)).toEqual([[7]]);
      expect((await running.ask(`INSERT INTO ${read} VALUES (1, 1.0)`)).message).toContain(denied);
    }
  });

  scenario('are not those of a server whose certificate is for another name', async (running) => {
    for (const catalog of ['shop_other', ...(mysqlTls ? ['crm_other'] : [])]) {
      expect((await running.ask(`SHOW SCHEMAS FROM ${catalog}`)).error).toBe('JDBC_ERROR');
    }
  });

  scenario('are told of without a password, which the environment alone has', (running) => {
    const told = running.objects.filter(({ kind }) => kind === 'ConfigMap').map((object) => JSON.stringify(object));
    expect(told.join('')).toContain('connection-password=${ENV:CATALOG_SHOP_CONNECTION_PASSWORD}');
    for (const password of Object.values(PASSWORDS)) expect(told.join('')).not.toContain(password);
    return Promise.resolve();
  });
}
