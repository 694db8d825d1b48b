import {
  BACKUP_GRANTS,
  backupProgram,
  BackupRepository,
  repositoryProgram,
  restoreProgram,
} from '../../lib/doris/programs/backup-programs';
import { describeWithCommand } from '../helpers/authorities';
import { expectSameEnd, run } from './programs';
import { twoStageHash } from './server/accounts';
import { ObjectStore } from './server/backups';
import { DorisServer } from './server/doris-server';

const place: BackupRepository = {
  name: 'store',
  location: 's3://backups/olap',
  properties: { 's3.region': 'eu-central-1', 's3.credentials_provider_type': 'INSTANCE_PROFILE' },
  readOnly: false,
  keys: false,
};
/** Of a Job of a CronJob, which was to begin at half past four on the first of January 2026. */
const env = { DORIS_USER: 'backup', DORIS_PASSWORD: 'b', BACKUP_RUN: 'olap-backup-29454030' };
const RUN = '202601010430';

let server: DorisServer;
/** What clusters leave behind. */
let store: ObjectStore;

/** A cluster with databases, a repository, and a user that may back up, and nothing else. */
async function cluster(): Promise<DorisServer> {
  store = new Map();
  server = await DorisServer.start({ rootPassword: 'p', store });
  const { tables, accounts, backups } = server.doris;
  backups.pace = 3;
  for (const name of ['sales', 'hr', 'empty', 'probe']) tables.createDatabase(name, false);
  tables.createTable('sales', 'orders', { rows: [{ id: '1' }], replicas: 2 });
  tables.createTable('sales', 'cold', { storagePolicy: 'to-s3' });
  tables.createTable('sales', 'by_day', { kind: 'asynchronous view' });
  tables.createTable('hr', 'people', { rows: [{ id: '2' }] });
  tables.createTable('probe', 'heartbeat', {});
  accounts.create('backup', '%', twoStageHash('b'));
  const grants = BACKUP_GRANTS.map(({ privilege, on }) => ({ privilege, kind: 'LEVEL', target: on }));
  accounts.grant(accounts.user('backup'), grants);
  backups.create({ ...place, properties: { ...place.properties } });
  return server;
}

const kept = () =>
  [...(store.get(place.location) ?? [])].map(({ label, tables }) => `${label}: ${[...tables.keys()].join()}`).sort();

describeWithCommand('mysql', 'the program that', () => {
  afterEach(() => server.stop());

  describe('makes a repository', () => {
    const none = async () => (server = await DorisServer.start({ rootPassword: 'p' }));
    const repositories = ({ doris }: DorisServer) => [...doris.backups.repositories.values()];

    test('ends with it, wherever it was cut off', async () => {
      await expectSameEnd({ cluster: none, program: repositoryProgram(place), state: repositories });
      expect(repositories(server)).toEqual([
        { name: 'store', location: place.location, readOnly: false, properties: place.properties },
      ]);
    });

    test('of another cluster takes no backups', async () => {
      const foreign = async () => {
        await (await cluster()).stop();
        return (server = await DorisServer.start({ rootPassword: 'p', store }));
      };
      await expectSameEnd({
        cluster: foreign,
        program: repositoryProgram({ ...place, readOnly: true }),
        state: repositories,
      });
      expect(repositories(server)).toMatchObject([{ location: place.location, readOnly: true }]);
    });

    test('brings new keys, and leaves one that is elsewhere alone', async () => {
      await none();
      const withKeys = repositoryProgram({ ...place, properties: { 's3.region': 'eu-central-1' }, keys: true });
      for (const secret of ['old', "n'ew\\"]) {
        const keys = { S3_ACCESS_KEY: 'access', S3_SECRET_KEY: secret };
        expect(await run(server, withKeys, { env: keys })).toMatchObject({ status: 0 });
        expect(repositories(server)[0].properties['s3.secret_key']).toBe(secret);
      }
      const elsewhere = await run(server, repositoryProgram({ ...place, location: 's3://others' }));
      expect(elsewhere).toMatchObject({
        status: 1,
        output: expect.stringContaining('is at s3://backups/olap, and not at') as string,
      });
    });
  });

  describe('backs up', () => {
    const program = backupProgram({ repository: 'store', without: ['probe'], patience: 300 });
    const whole = [`hr_${RUN}: people`, `sales_${RUN}: orders`];

    test('ends with each database once, wherever it was cut off, and lists what is in no backup', async () => {
      await expectSameEnd({ cluster, program, env, state: kept });
      expect(kept()).toEqual(whole);
      await cluster();
      expect((await run(server, program, { env })).output).not.toContain('failed');
      const { output } = await run(server, program, { env });
      expect(output).toContain('in no backup: the asynchronous view sales.by_day\n');
      expect(output).toContain('in no backup: the table sales.cold, which has a storage policy\n');
      expect(kept()).toEqual(whole);
      expect(server.doris.sent.map(({ statement }) => statement).join()).not.toMatch(/probe|empty`\./);
    });

    test('waits for a restore, and begins again what failed before', async () => {
      await cluster();
      server.doris.backups.start('backup', { database: 'hr', label: 'by-hand', repository: 'store', properties: {} });
      server.doris.backups.failures.push('no space left');
      expect(await run(server, program, { env })).toMatchObject({ status: 0 });
      expect(kept()).toEqual(whole);
    });

    test('says what went wrong with one, and backs the others up', async () => {
      await cluster();
      server.doris.backups.failures.push('no space left');
      const { status, output } = await run(server, program, { env });
      expect(status).toBe(1);
      expect(output).toContain(`hr: hr_${RUN} failed: no space left`);
      expect(output).toContain('there is no backup of: hr\n');
      expect(kept()).toEqual([whole[1]]);
      expect(await run(server, program, { env })).toMatchObject({ status: 0 });
      expect(kept()).toEqual(whole);
    });

    test('gives up a job that takes too long', async () => {
      await cluster();
      server.doris.backups.pace = 1;
      const hasty = backupProgram({ repository: 'store', without: ['probe', 'hr'], patience: 30 });
      const { status, output } = await run(server, hasty, { env });
      expect({ status, output }).toMatchObject({
        status: 1,
        output: expect.stringMatching(/not there in time: [A-Z_]+/) as string,
      });
    });
  });

  describe('restores', () => {
    const timestamp = '2026-01-01-04-31-00';
    /** Another cluster, after all was lost but the backups. */
    const anew = async () => {
      await (await cluster()).stop();
      const { tables } = server.doris;
      const backedUp = new Map([['orders', tables.table('sales', 'orders')]]);
      store.set(place.location, [{ label: `sales_${RUN}`, timestamp, database: 'sales', tables: backedUp }]);
      server = await DorisServer.start({ rootPassword: 'p', store });
      server.doris.backups.pace = 3;
      server.doris.backups.create({ ...place, properties: { ...place.properties } });
      return server;
    };
    const program = restoreProgram({
      repository: 'store',
      database: 'sales',
      snapshot: `sales_${RUN}`,
      timestamp,
      patience: 300,
    });
    const rows = ({ doris }: DorisServer) => {
      const { rows: found, replicas } = doris.tables.table('sales', 'orders');
      return { found, replicas, jobs: doris.backups.jobs.filter(({ state }) => state === 'FINISHED').length };
    };

    test('ends with what there was, wherever it was cut off, and is done once', async () => {
      await expectSameEnd({ cluster: anew, program, state: rows });
      expect(rows(server)).toEqual({ found: [{ id: '1' }], replicas: 2, jobs: 1 });
    });

    test('says who may sign in, and what went wrong', async () => {
      await anew();
      server.doris.backups.failures.push('checksums differ');
      const failed = await run(server, program);
      expect(failed).toMatchObject({
        status: 1,
        output: expect.stringContaining('the restore failed: checksums differ') as string,
      });
      const { status, output } = await run(server, program);
      expect({ status, output }).toMatchObject({
        status: 0,
        output: expect.stringContaining("may sign in, whatever the backup is of: 'root'@'%'") as string,
      });
      const wrong = await run(
        server,
        restoreProgram({ repository: 'store', database: 'hr', snapshot: 'x', timestamp: 'y', patience: 30 }),
      );
      expect(wrong).toMatchObject({ status: 1, output: expect.stringContaining('the restore was refused') as string });
    });
  });
});
