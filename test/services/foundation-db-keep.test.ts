import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { keepProgram } from '../../lib/services/foundation-db/programs/keep-program';
import { scratchFolder } from '../helpers/offline-terraform';

describe('the program that looks after a backup', () => {
  const folder = scratchFolder('foundationdb-keep-');
  const DAY = 86_400;

  /** Runs it with a `fdbbackup` that answers as its sources say, and notes what it is asked. */
  function run(described: string, expire = 0): { status: number | null; stderr: string; asked: string[] } {
    const bin = path.join(folder, 'bin');
    fs.mkdirSync(bin, { recursive: true });
    fs.writeFileSync(path.join(folder, 'cluster-file'), 'meta:x@10.0.0.1:4501');
    const log = path.join(folder, 'asked');
    fs.writeFileSync(log, '');
    fs.writeFileSync(path.join(folder, 'described'), described);
    fs.writeFileSync(
      path.join(bin, 'fdbbackup'),
      `#!/bin/bash\necho "$*" >>${log}\nif [ "$1" = describe ]; then cat ${folder}/described; else exit ${expire}; fi\n`,
      { mode: 0o755 },
    );
    const program = keepProgram({
      url: 'blobstore://@s3/ns/meta?bucket=b',
      options: ['--knob_x=true'],
      mostBehind: 6 * 3600,
      retention: 14 * DAY,
      expiredBefore: 16 * DAY,
    })
      .replaceAll('/etc/foundationdb-cluster', folder)
      .replaceAll('/tmp/fdb.cluster', path.join(folder, 'fdb.cluster'));
    const { status, stderr } = spawnSync('bash', ['-c', program], {
      encoding: 'utf8',
      env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
    });
    return { status, stderr, asked: fs.readFileSync(log, 'utf8').trim().split('\n') };
  }

  /** What `describe` prints of a moment so many seconds ago. */
  const moment = (name: string, ago: number) => {
    const [date, time] = new Date(Date.now() - ago * 1000).toISOString().slice(0, 19).split('T');
    return `${name}:    123456 (${date.replaceAll('-', '/')}.${time}+0000)\n`;
  };
  const described = (first: number, last: number) =>
    `URL: blobstore://@s3\nRestorable: true\n${moment('MinRestorableVersion', first)}${moment('MaxRestorableVersion', last)}`;

  test('expires what is older than snapshots may begin, and asks that the retention stays whole', () => {
    const { status, asked, stderr } = run(described(30 * DAY, 60));
    expect([status, stderr]).toEqual([0, '']);
    expect(asked).toHaveLength(2);
    const stamp = (option: string) => {
      const [, date, time] = new RegExp(`--${option} ([0-9/]+)\\.([0-9:]+)\\+0000`).exec(asked[1])!;
      return (Date.now() - Date.parse(`${date.replaceAll('/', '-')}T${time}Z`)) / 1000;
    };
    expect(Math.round(stamp('expire-before-timestamp') / 3600)).toBe(16 * 24);
    expect(Math.round(stamp('restorable-after-timestamp') / 3600)).toBe(14 * 24);
    expect(asked[1]).toContain('-d blobstore://@s3/ns/meta?bucket=b --knob_x=true');
    expect(asked[1]).not.toContain('force');
  });

  test('expires nothing of a backup that is younger than its retention', () => {
    const { status, asked } = run(described(3 * DAY, 60));
    expect([status, asked.length]).toEqual([0, 1]);
  });

  test.each([
    ['no snapshot is complete', 'URL: blobstore://@s3\nRestorable: false\n', 'nothing can be restored yet'],
    ['the last moment is a day old', described(30 * DAY, DAY), 'the agents do not copy'],
    ['the answer has another form', 'MaxRestorableVersion: 12 (unknown)\n', 'another form'],
  ])('fails, and expires nothing, where %s', (_, answer, why) => {
    const { status, stderr, asked } = run(answer);
    expect(status).not.toBe(0);
    expect(stderr).toContain(why);
    expect(asked).toHaveLength(1);
  });

  test('fails where FoundationDB refuses to expire', () => {
    expect(run(described(30 * DAY, 60), 1).status).not.toBe(0);
  });
});
