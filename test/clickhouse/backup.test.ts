import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
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

describe.each(releases)('the program of backups with ClickHouse %s', (line) => {
  describeWithClickHouse(line, 'itself', (python) => {
    let server: EmbeddedServer;
    const clickHouse = (sql: string) => server.query(sql);
    const backUp = () => server.runJob();
    const backups = () => fs.readdirSync(path.join(server.folder, 'backups'));
    const named = (kind: string) => backups().filter((name) => name.startsWith(kind));

    beforeEach(() => {
      server = new EmbeddedServer(python, objects(), 'backup');
    });
    afterEach(() => server.remove());

    test('writes a full backup, then what has changed, and the last one restores everything', () => {
      clickHouse('CREATE DATABASE shop');
      clickHouse('CREATE TABLE shop.orders (id Int32) ENGINE = MergeTree ORDER BY id');
      clickHouse('INSERT INTO shop.orders VALUES (1)');
      expect(backUp()).toMatchObject({ status: 0, stdout: expect.stringContaining('BACKUP_CREATED') as string });
      expect([named('full-'), named('incremental-')]).toEqual([[expect.anything()], []]);
      clickHouse('INSERT INTO shop.orders VALUES (2)');
      expect(backUp()).toMatchObject({ status: 0, stdout: expect.stringContaining('BACKUP_CREATED') as string });
      expect([named('full-'), named('incremental-')]).toEqual([[expect.anything()], [expect.anything()]]);
      // The second one holds the new part alone.
      const parts = path.join(server.folder, 'backups', named('incremental-')[0], 'data', 'shop', 'orders');
      expect(fs.readdirSync(parts)).toEqual(['all_2_2_0']);
      clickHouse('DROP DATABASE shop');
      clickHouse(`RESTORE ALL FROM Disk('backups', '${named('incremental-')[0]}')`);
      expect(clickHouse('SELECT sum(id) FROM shop.orders')).toBe('3');
    });

    test('fails, and says why, where the server refuses', () => {
      server.configure({ backups: false });
      expect(backUp()).toMatchObject({ status: 1, stderr: expect.stringContaining('full-') as string });
    });

    test.each([/BACKUP/, /CLUSTER/])('could not do it without each of its grants: %s', (grant) => {
      const denied = new EmbeddedServer(python, objects(), 'backup', without(userOf(objects(), 'backup'), grant));
      try {
        expect(denied.runJob()).toMatchObject({
          status: 1,
          stderr: expect.stringContaining('ACCESS_DENIED') as string,
        });
      } finally {
        denied.remove();
      }
    });

    test('fails where the full backup of the week never ended', () => {
      const full = spawnSync('/bin/sh', ['-c', 'date -u +full-%G-W%V'], { encoding: 'utf8' }).stdout.trim();
      fs.mkdirSync(path.join(server.folder, 'backups', full), { recursive: true });
      fs.writeFileSync(path.join(server.folder, 'backups', full, '.lock'), 'lost');
      const { status, stdout } = backUp();
      expect(status).not.toBe(0);
      expect(stdout).toContain('BACKUP_NOT_FOUND');
    });
  });
});
