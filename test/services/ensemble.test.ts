import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { monitoring } from 'bigdata-constructs';
import { zooKeeperMetrics } from '../../lib/services/zookeeper/metrics';
import { describeWithZooKeeper } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';
import { Lab } from '../lab/lab';
import { StatefulSetManifest } from '../lab/manifest';
import { LabPod } from '../lab/pod';
import { filesOf, settingsOf, zooKeeper } from './zookeepers';

const made = zooKeeper();
const objects = made.objects();

/** The ensemble as it was rendered, with the heaps of a small machine. */
const start = (rendered: KubeObject[] = objects) => Lab.start({ configMaps: { 'lake-zookeeper': filesOf(rendered) } });
const setOf = (rendered: KubeObject[]) => find<StatefulSetManifest>(rendered, 'StatefulSet');

const word = async (pod: LabPod, text: string) =>
  (await pod.exec(`exec 3<>/dev/tcp/localhost/2181; printf ${text} >&3; timeout 5 cat <&3`)).output;
const mode = async (pod: LabPod) => /Mode: (\w+)/.exec(await word(pod, 'srvr'))?.[1];
const ready = (pod: LabPod) => pod.probe('readinessProbe');
const allReady = async (pods: LabPod[]) => (await Promise.all(pods.map(ready))).every(Boolean);

/** ZooKeeper's own client, with all members to choose from. */
const client = (pod: LabPod, ...command: string[]) =>
  pod.exec([
    'bash',
    '-c',
    'exec java -Xmx64m -cp "/conf:$(dirname "$(command -v zkServer.sh)")/../lib/*" org.apache.zookeeper.ZooKeeperMain "$@" 2>&1',
    'client',
    '-waitforconnection',
    '-server',
    made.zooKeeper.connectString,
    ...command,
  ]);

/** The names and types of an exposition. */
function exposed(text: string): Map<string, string> {
  const types = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [name, type] as const));
  const samples = [...text.matchAll(/^([a-z_0-9]+)(?:\{[^}]*\})? /gm)].map(([, name]) => name);
  return new Map(
    samples.map((name) => {
      const family = name.replace(/_(sum|count)$/, '');
      return [name, types.get(name) ?? (types.get(family) === 'summary' ? 'counter' : 'unknown')] as const;
    }),
  );
}

/** Every text constant of the classes in some jars. */
function constantsOf(folder: string, ...jars: string[]): Set<string> {
  const target = fs.mkdtempSync(path.join(os.tmpdir(), 'classes-'));
  try {
    const lib = path.join(folder, 'lib');
    const files = fs.readdirSync(lib).filter((file) => jars.some((jar) => new RegExp(`^${jar}-\\d`).test(file)));
    for (const file of files) execFileSync('python3', ['-m', 'zipfile', '-e', path.join(lib, file), target]);
    const classes = fs.readdirSync(target, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.class'));
    return new Set(classes.flatMap((file) => textsOf(fs.readFileSync(path.join(target, file)))));
  } finally {
    fs.rmSync(target, { recursive: true });
  }
}

/** The pool of constants of a class: https://docs.oracle.com/javase/specs/jvms/se17/html/jvms-4.html#jvms-4.4 */
function textsOf(bytes: Buffer): string[] {
  const sizes: Record<number, number> = {
    3: 4,
    4: 4,
    5: 8,
    6: 8,
    7: 2,
    8: 2,
    9: 4,
    10: 4,
    11: 4,
    12: 4,
    15: 3,
    16: 2,
    17: 4,
    18: 4,
    19: 2,
    20: 2,
  };
  const texts: string[] = [];
  let at = 10;
  for (let index = 1; index < bytes.readUInt16BE(8); index++) {
    const tag = bytes[at];
    if (tag === 1) {
      const length = bytes.readUInt16BE(at + 1);
      texts.push(bytes.toString('utf8', at + 3, at + 3 + length));
      at += 3 + length;
    } else {
      at += 1 + sizes[tag];
      // Numbers of eight bytes take two places.
      if (tag === 5 || tag === 6) index++;
    }
  }
  return texts;
}

describeWithZooKeeper('a real ZooKeeper', (folder) => {
  test('knows every key of zoo.cfg', () => {
    const own = constantsOf(folder, 'zookeeper');
    const metrics = constantsOf(folder, 'zookeeper-prometheus-metrics');
    // What is not a setting of the ensemble becomes a system property of this name, which some class reads.
    const known = (key: string) =>
      /^server\.\d+$/.test(key) ||
      own.has(key) ||
      own.has(`zookeeper.${key}`) ||
      (key.startsWith('metricsProvider.') && metrics.has(key.slice('metricsProvider.'.length)));
    const keys = Object.keys(settingsOf(objects));
    expect(keys.length).toBeGreaterThan(15);
    expect(keys.filter((key) => !known(key))).toEqual([]);
    const typos = [
      'tickTimes',
      'autopurge.purgeIntervall',
      'admin.enable',
      'metricsProvider.httpport',
      'snapshot.trustEmpty',
    ];
    expect(typos.filter(known)).toEqual([]);
  });

  describe('of three members', () => {
    let lab: Lab;
    const pods = () => [0, 1, 2].map((ordinal) => lab.pod(`lake-zookeeper-${ordinal}`));

    beforeAll(async () => {
      lab = await start();
      lab.startMembers(setOf(objects), 0);
    });
    afterAll(async () => lab?.stop());

    test('is alive but not ready while there is no majority', async () => {
      const alone = lab.pod('lake-zookeeper-0');
      await lab.until('the first member is alive', () => alone.probe('livenessProbe'), 60);
      expect(await alone.probe('startupProbe')).toBe(true);
      expect(await ready(alone)).toBe(false);
    });

    test('elects one leader, under the numbers of the ordinals', async () => {
      lab.startMembers(setOf(objects), 1, 2);
      await lab.until('all are ready', () => allReady(pods()), 90);
      const modes = await Promise.all(pods().map(mode));
      expect(modes.sort()).toEqual(['follower', 'follower', 'leader']);
      const numbers = await Promise.all(pods().map(async (pod) => (await pod.exec('cat /data/myid')).output.trim()));
      expect(numbers).toEqual(['1', '2', '3']);
    });

    test('takes writes, and exposes every metric of the catalogue, of the kind that it says', async () => {
      const answer = await client(pods()[0], 'create', '/kept', 'before');
      expect(answer.output).toContain('Created /kept');
      const leader = (
        await Promise.all(pods().map(async (pod) => ((await mode(pod)) === 'leader' ? pod : [])))
      ).flat()[0];
      const { output } = await leader.exec(`curl -sf http://${leader.address}:7000/metrics`);
      const found = exposed(output);
      const catalogue: monitoring.Metric[] = Object.values(zooKeeperMetrics('zookeeper')).filter(
        ({ name }) => name !== 'up',
      );
      expect(
        catalogue.filter(({ name, metricType }) => found.get(name) !== metricType).map(({ name }) => name),
      ).toEqual([]);
      expect(output).toMatch(/^fsynctime_count [1-9]/m);
      expect(output).toMatch(/^jvm_memory_bytes_used\{area="heap",?\} /m);
    });

    test('answers the words of the list and no others, and has no other port open', async () => {
      const [pod] = pods();
      expect(await word(pod, 'ruok')).toBe('imok');
      expect(await word(pod, 'mntr')).toContain('zk_server_state');
      for (const other of ['stat', 'cons', 'dump', 'envi', 'wchs', 'conf', 'crst', 'stmk']) {
        expect(await word(pod, other)).toContain(`${other} is not executed because it is not in the whitelist`);
      }
      const { output } = await pod.exec('cat /proc/net/tcp /proc/net/tcp6 | awk \'$4 == "0A" { print $2 }\'');
      const open = output
        .trim()
        .split('\n')
        .map((address) => parseInt(address.split(':')[1], 16));
      const wanted = [2181, 3888, 7000, ...((await mode(pod)) === 'leader' ? [2888] : [])];
      expect([...new Set(open)].sort()).toEqual(wanted.sort());
      expect((await pod.exec(`curl -s --max-time 5 http://${pod.address}:8080/commands`)).code).not.toBe(0);
    });

    test('logs to the console, and writes nowhere but into its volumes', async () => {
      const [pod] = pods();
      expect(pod.container().output()).toMatch(
        /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} INFO +\[main\] o\.a\.z\.s\.q\.QuorumPeerConfig: Reading configuration/m,
      );
      for (const file of ['/x', '/conf/x', '/apache-zookeeper-bin/x'])
        expect((await pod.exec(`touch ${file}`)).code).not.toBe(0);
    });

    test('goes on without the leader, and loses nothing', async () => {
      const modes = await Promise.all(pods().map(mode));
      const lost = modes.indexOf('leader');
      const [left] = pods().filter((_, ordinal) => ordinal !== lost);
      const name = `lake-zookeeper-${lost}`;
      await lab.deletePod(name, 0);
      const started = Date.now();
      await lab.until(
        'another leads',
        async () => {
          const rest = await Promise.all([...lab.pods.values()].map(mode));
          return rest.includes('leader');
        },
        60,
      );
      const took = (Date.now() - started) / 1000;
      expect(took).toBeLessThan(30);
      expect((await client(left, 'get', '/kept')).output).toContain('before');
      expect((await client(left, 'set', '/kept', 'after')).code).toBe(0);
      // It comes back with another address, as a new pod of the same name.
      lab.startMembers(setOf(objects), lost);
      await lab.until('all are ready', () => allReady(pods()), 90);
      expect((await client(pods()[lost], 'get', '/kept')).output).toContain('after');
    }, 200_000);

    test('does not vote for an empty tree with a member that lost its snapshots', async () => {
      const lost = (await Promise.all(pods().map(mode))).indexOf('follower');
      const name = `lake-zookeeper-${lost}`;
      await lab.deletePod(name);
      fs.rmSync(path.join(lab.folder, 'claims', `data-${name}`), { recursive: true });
      const [again] = lab.startMembers(setOf(objects), lost);
      await lab.until(
        'it says so',
        () => Promise.resolve(again.container().output().includes('No snapshot found, but there are log entries')),
        60,
      );
      expect(await ready(again)).toBe(false);
      // With its log away too, it copies everything from the leader: what the runbook says.
      await lab.deletePod(name);
      for (const claim of ['data', 'log']) {
        fs.rmSync(path.join(lab.folder, 'claims', `${claim}-${name}`), { recursive: true });
      }
      const [empty] = lab.startMembers(setOf(objects), lost);
      await lab.until('it is ready', () => ready(empty), 90);
      expect((await client(empty, 'get', '/kept')).output).toContain('after');
    }, 200_000);

    test('ends within its grace period, and all of it starts again with what it had', async () => {
      const took = await Promise.all(pods().map(({ name }) => lab.deletePod(name)));
      expect(Math.max(...took)).toBeLessThan(10);
      lab.startMembers(setOf(objects), 0, 1, 2);
      await lab.until('all are ready', () => allReady(pods()), 90);
      expect((await client(pods()[1], 'get', '/kept')).output).toContain('after');
    }, 200_000);
  });

  test('of one member is a quorum too, with the same states', async () => {
    const rendered = zooKeeper({ members: 1 }).objects();
    const lab = await start(rendered);
    try {
      const [pod] = lab.startMembers(setOf(rendered), 0);
      await lab.until('it is ready', () => ready(pod), 90);
      expect(await mode(pod)).toBe('leader');
      const { output } = await pod.exec(`curl -sf http://${pod.address}:7000/metrics`);
      expect(output).toMatch(/^uptime /m);
    } finally {
      await lab.stop();
    }
  });
});
