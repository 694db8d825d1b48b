import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { clickhouse } from 'bigdata-constructs';
import { checkout } from '../gate/matching';
import { describeWithClickHouse } from '../helpers/authorities';
import { find } from '../helpers/synth';
import { userOf, without } from './client-as';
import { cluster, releases, store } from './clusters';
import { EmbeddedServer } from './embedded-server';

const objects = () => cluster({ backup: { store, schedule: '30 4 * * *' } }).objects();

test('a backup runs when it is asked to', () => {
  expect(find(objects(), 'CronJob', 'events-backup').spec).toMatchObject({
    schedule: '30 4 * * *',
    timeZone: 'Etc/UTC',
    concurrencyPolicy: 'Forbid',
  });
});

/** What the README tells to restore with, in its order. */
const readme = fs.readFileSync(path.join(checkout, 'lib', 'clickhouse', 'README.md'), 'utf8');
const statements = [...readme.matchAll(/```sql\n([^]*?)```/g)].flatMap(([, block]) => block.split(/;\n/));
const documented = (pattern: RegExp) => statements.find((sql) => pattern.test(sql))!;

describe.each(releases)('the program of backups with ClickHouse %s', (line) => {
  describeWithClickHouse(line, 'itself', (python) => {
    const servers: EmbeddedServer[] = [];
    const start = (props: Partial<clickhouse.ClickHouseClusterProps> = {}, component = 'backup', stores?: string) => {
      const rendered = cluster({ backup: { store }, ...props }).objects();
      servers.push(new EmbeddedServer(python, rendered, component, userOf(rendered, component), stores));
      return servers[servers.length - 1];
    };
    const backups = (server: EmbeddedServer) =>
      path.join(server.stores, 'test-bucket', 'clickhouse', 'events', 'backups');
    const named = (server: EmbeddedServer, kind: string) =>
      fs.readdirSync(backups(server)).filter((name) => name.startsWith(kind));
    const created = { status: 0, stdout: expect.stringMatching(/: BACKUP_CREATED/) as string };

    /** A statement of the README, with the names of the backups that are there, and what came of it. */
    const restore = (server: EmbeddedServer, sql: string, from: EmbeddedServer = server) => {
      const [full] = named(from, 'full-');
      const [incremental] = named(from, 'incremental-');
      const asked = sql.replace(/full-[\w-]+/, full).replace(/incremental-[\w-]+/, incremental);
      return server.restore(asked);
    };

    afterEach(() => servers.splice(0).forEach((server) => server.remove()));

    test('writes a full backup, then what has changed, and what is documented restores it', () => {
      const server = start();
      server.query(`
        CREATE DATABASE shop;
        CREATE TABLE shop.orders (id Int32, PROJECTION total (SELECT sum(id))) ENGINE = MergeTree ORDER BY id;
        CREATE TABLE shop.latest (id Int32) ENGINE = MergeTree ORDER BY id;
        CREATE MATERIALIZED VIEW shop.copy TO shop.latest AS SELECT id FROM shop.orders;
        CREATE VIEW shop.large AS SELECT id FROM shop.orders WHERE id > 1;
        CREATE DICTIONARY shop.known (id UInt64) PRIMARY KEY id SOURCE(CLICKHOUSE(TABLE 'orders' DB 'shop')) LAYOUT(FLAT()) LIFETIME(0);
        INSERT INTO shop.orders VALUES (1);
        CREATE DATABASE probe;
        CREATE TABLE probe.local (id Int32) ENGINE = MergeTree ORDER BY id;
        INSERT INTO probe.local VALUES (1)`);
      expect(server.runJob()).toMatchObject(created);
      expect([named(server, 'full-'), named(server, 'incremental-')]).toEqual([[expect.anything()], []]);
      server.query('INSERT INTO shop.orders VALUES (2)');
      expect(server.runJob()).toMatchObject(created);
      expect([named(server, 'full-'), named(server, 'incremental-')]).toEqual([
        [expect.anything()],
        [expect.anything()],
      ]);
      // The second one holds the new part alone.
      const parts = path.join(backups(server), named(server, 'incremental-')[0], 'data', 'shop', 'orders');
      expect(fs.readdirSync(parts)).toEqual(['all_2_2_0']);

      // Beside what is there.
      expect(restore(server, documented(/^RESTORE TABLE/))).toContain('RESTORED');
      expect(server.query('SELECT sum(id) FROM shop.orders_restored')).toBe('3');
      // One that is gone, in the cluster that goes on.
      server.query('DROP DATABASE shop');
      expect(restore(server, documented(/^RESTORE DATABASE/))).toContain('RESTORED');
      const all = `SELECT (SELECT sum(id) FROM shop.orders), (SELECT sum(id) FROM shop.latest), (SELECT count() FROM shop.large),
        dictHas('shop.known', 2), (SELECT count() FROM system.projections WHERE database = 'shop')`;
      expect(server.query(all)).toBe('3\t3\t1\t1\t1');
      // The whole cluster, where probes have begun.
      server.query('DROP DATABASE shop');
      expect(restore(server, documented(/^RESTORE ALL .*'backups'/))).toContain('RESTORED');
      expect(server.query(all)).toBe('3\t3\t1\t1\t1');

      // A new one of the same name; one of another; each with a probe.
      const again = start({}, 'probe', server.stores);
      const other = start(
        { name: 'olap2', restoreFrom: { store, prefix: 'clickhouse/events/backups' } },
        'probe',
        server.stores,
      );
      expect([again.runJob().status, other.runJob().status]).toEqual([0, 0]);
      expect(restore(again, documented(/^RESTORE ALL .*'backups'/), server)).toContain('RESTORED');
      expect(restore(other, documented(/^RESTORE ALL .*'restore'/), server)).toContain('RESTORED');
      expect([again.query(all), other.query(all)]).toEqual(['3\t3\t1\t1\t1', '3\t3\t1\t1\t1']);
      // It has none of its own yet.
      expect(restore(other, documented(/^RESTORE ALL .*'backups'/), server)).toContain('BACKUP_NOT_FOUND');
    });

    test('says how it ended, however long a client waits for an answer', () => {
      const outcomeOf = (change: (script: string) => string) => {
        const server = start({ profiles: { default: { max_backup_bandwidth: 5000 } } });
        server.query(`
          CREATE TABLE long (text String) ENGINE = MergeTree ORDER BY tuple();
          INSERT INTO long SELECT randomString(100) FROM numbers(200)`);
        return server.runJob(change, { RECEIVE_TIMEOUT: '1' });
      };
      expect(outcomeOf((script) => script)).toMatchObject(created);
      // That a client does not wait for it.
      expect(outcomeOf((script) => script.replace(' ASYNC', '').replace(/ follow /, ' echo ')).stdout).toContain(
        'Timeout exceeded',
      );
    });

    test('fails, and says why, where the server refuses', () => {
      const server = start();
      server.configure({ backups: false });
      expect(server.runJob()).toMatchObject({
        status: 1,
        stdout: expect.stringMatching(/^full-.*Exception/) as string,
      });
    });

    test('fails where the server is started anew meanwhile', () => {
      const forgotten = (script: string) => script.replace("WHERE id = '$id'", "WHERE id = 'another'");
      expect(start().runJob(forgotten)).toMatchObject({
        status: 1,
        stdout: expect.stringContaining('chi-events-main-0-0.olap.svc.cluster.local started anew') as string,
      });
    });

    test('fails where the server does not answer any more', () => {
      const gone = (script: string) => script.replace(/sleep 0.2/, 'CLICKHOUSE_SOCKET=/none');
      expect(start().runJob(gone)).toMatchObject({
        status: 1,
        stdout: expect.stringContaining('chi-events-main-0-0.olap.svc.cluster.local does not answer') as string,
      });
    });

    test.each([/BACKUP/, /CLUSTER/, /system.backups/])('could not do it without each of its grants: %s', (grant) => {
      const rendered = objects();
      servers.push(new EmbeddedServer(python, rendered, 'backup', without(userOf(rendered, 'backup'), grant)));
      const { status, stdout, stderr } = servers[0].runJob();
      expect(status).toBe(1);
      expect(stdout + stderr).toContain('ACCESS_DENIED');
    });

    test('fails where the full backup of the week never ended', () => {
      const server = start();
      const full = spawnSync('/bin/sh', ['-c', 'date -u +full-%G-W%V'], { encoding: 'utf8' }).stdout.trim();
      fs.mkdirSync(path.join(backups(server), full), { recursive: true });
      fs.writeFileSync(path.join(backups(server), full, '.lock'), 'lost');
      const { status, stdout } = server.runJob();
      expect(status).toBe(1);
      expect(stdout).toContain('BACKUP_NOT_FOUND');
    });
  });
});
