import { spark } from 'bigdata-constructs';
import { describeWithSpark } from '../../helpers/authorities';
import { find } from '../../helpers/synth';
import { Lab } from '../../lab/lab';
import { OBJECT_STORE, OBJECT_STORE_ENVIRONMENT, ObjectStore, startObjectStore } from '../../lab/object-store';
import { LabPod } from '../../lab/pod';
import { scenariosOn } from '../../lab/scenarios';
import { scheduled } from '../clusters';

/** What both programs begin with. A table has four files: each is an upload that the commit of its job completes. */
const COMMON = `
import os, threading, time
from pyspark.sql import SparkSession
from pyspark.sql.functions import lit

spark = SparkSession.builder.getOrCreate()
table = lambda name: "s3a://lake/tables/" + name

def wait_for(step):
    while not os.path.exists("/tmp/" + step):
        time.sleep(0.1)

def write(name, mode, rows, part):
    frame = spark.range(rows).repartition(4).withColumn("part", lit(part))
    frame.write.partitionBy("part").mode(mode).parquet(table(name))

def at_once(*writes):
    threads = [threading.Thread(target=write, args=each) for each in writes]
    for thread in threads:
        thread.start()
    return lambda: [thread.join() for thread in threads]

def seen(name):
    frame = spark.read.parquet(table(name))
    print(name, frame.count(), frame.select("id", "part").distinct().count(), flush=True)
`;

/** Two write below one folder, and then it is to be killed before two jobs have committed. */
const BEFORE = `${COMMON}
joined = at_once(("shared", "append", 1000, "a"))
wait_for("second")
write("shared", "append", 1000, "b")
print("second has committed", flush=True)
joined()
seen("shared")
write("replaced", "overwrite", 10, "a")
seen("replaced")
wait_for("replace")
at_once(("replaced", "overwrite", 1000, "a"), ("fresh", "errorifexists", 1000, "a"))()
`;

/** It is to be killed while two jobs commit, and then to run again. */
const DURING = `${COMMON}
at_once(("overwritten", "overwrite", 1000, "a"), ("shared", "append", 1000, "c"))()
seen("overwritten")
seen("shared")
`;

const STORE = { bucketName: 'lake', region: 'eu-central-1', endpoint: OBJECT_STORE };
const inTable = (name: string) => `lake/tables/${name}`;
const FILES = Array.from({ length: 4 }, () => expect.stringMatching(/\.parquet$/) as string);

/** What an application of a team with that store is rendered with for it. */
function storeConf(): [string, string][] {
  const { objects } = scheduled({}, { team: { stores: [{ store: STORE }] } });
  const { spec } = find(objects(), 'ScheduledSparkApplication', 'nightly');
  const { sparkConf } = (spec as { template: { sparkConf: Record<string, string> } }).template;
  return Object.entries(sparkConf).filter(([key]) => /^spark\.(hadoop|sql)\./.test(key));
}

/** A store, and drivers that write to it, each with its own tasks: what commits is the driver alone. */
class Stored {
  public static async start(): Promise<Stored> {
    const programs = { 'before.py': BEFORE, 'during.py': DURING };
    const lab = await Lab.start({ configMaps: { programs }, environment: OBJECT_STORE_ENVIRONMENT });
    const store = startObjectStore(lab);
    await lab.until('there is a store', () => {
      lab.network.run(`curl -fsS -X PUT ${OBJECT_STORE}/${STORE.bucketName}`);
      return Promise.resolve();
    });
    return new Stored(lab, store);
  }

  private constructor(
    public readonly lab: Lab,
    public readonly store: ObjectStore,
  ) {}

  public driver(name: string, program: string): LabPod {
    const conf = storeConf().flatMap(([key, value]) => ['--conf', `${key}=${value}`]);
    return this.lab.startPod({
      name,
      namespace: 'etl',
      spec: {
        restartPolicy: 'Never',
        volumes: [{ name: 'programs', configMap: { name: 'programs' } }],
        containers: [
          {
            name: 'driver',
            image: 'registry.example.com/spark-cloud:4.1.2',
            command: ['/opt/spark/bin/spark-submit', '--master', 'local[2]', ...conf, `/programs/${program}`],
            volumeMounts: [{ name: 'programs', mountPath: '/programs' }],
          },
        ],
      },
    });
  }

  /** Waits until a driver has printed something. */
  public async says(driver: LabPod, text: string): Promise<void> {
    await this.lab.until(`${driver.name} says ${text}`, () => {
      const output = driver.container().output();
      expect(output.includes(text) ? text : output.slice(-3000)).toBe(text);
      return Promise.resolve();
    });
  }

  /** Waits until so many uploads of each table are asked to be completed, and are not. */
  public async commitsWait(waiting: Record<string, number>): Promise<void> {
    await this.lab.until('commits are held up', () => {
      const found = Object.keys(waiting).map((table) => [table, this.store.waiting(inTable(table))]);
      expect(Object.fromEntries(found)).toEqual(waiting);
      return Promise.resolve();
    });
  }

  /** Kills a driver, without a word to it. */
  public async kill(driver: LabPod): Promise<void> {
    await driver.container().signal('KILL');
    await driver.container().ended;
  }

  /** The files that readers of a table look at, and the mark of a job that has committed. */
  public visible(table: string): string[] {
    return this.store.keys(inTable(table)).filter((key) => !key.includes('/__magic') && !key.endsWith('/'));
  }

  /** What was uploaded to a table, and is seen by nobody. */
  public pending(table: string): string[] {
    return this.store.pendingUploads(inTable(table));
  }
}

describeWithSpark('4.1', 'plain tables in an object store, by the committer that is rendered', () => {
  let driver: LabPod;
  const scenario = scenariosOn(() => Stored.start());

  scenario('keep the work of two who write below one folder at once', async (stored) => {
    stored.store.hold({ [inTable('shared/part=a')]: 0 });
    driver = stored.driver('before', 'before.py');
    await stored.commitsWait({ 'shared/part=a': 4 });
    await driver.exec('touch /tmp/second');
    await stored.says(driver, 'second has committed\n');
    expect(stored.pending('shared')).toHaveLength(4);
    stored.store.hold({});
    await stored.says(driver, 'shared 2000 2000\n');
    expect(stored.visible('shared')).toContain('tables/shared/_SUCCESS');
  });

  scenario('show nothing of a job that is killed before it commits, nor of what it overwrites', async (stored) => {
    await stored.says(driver, 'replaced 10 10\n');
    stored.store.hold({ [inTable('replaced')]: 0, [inTable('fresh')]: 0 });
    await driver.exec('touch /tmp/replace');
    await stored.commitsWait({ replaced: 4, fresh: 4 });
    await stored.kill(driver);
    for (const table of ['replaced', 'fresh']) {
      expect([stored.visible(table), stored.pending(table)]).toEqual([[], FILES]);
    }
  });

  scenario('show a part of a job that is killed while it commits, without its mark', async (stored) => {
    stored.store.hold({ [inTable('overwritten')]: 2, [inTable('shared/part=c')]: 2 });
    driver = stored.driver('during', 'during.py');
    await stored.commitsWait({ overwritten: 2, 'shared/part=c': 2 });
    await stored.kill(driver);
    for (const table of ['overwritten', 'shared/part=c']) {
      expect([stored.visible(table), stored.pending(table)]).toEqual([FILES.slice(2), FILES.slice(2)]);
    }
    // What said that the jobs before had committed is gone, too.
    expect(stored.visible('shared').filter((key) => key.endsWith('/_SUCCESS'))).toEqual([]);
  });

  scenario(
    'are right when that job runs again and overwrites, and have rows twice where it appends',
    async (stored) => {
      stored.store.hold({});
      driver = stored.driver('again', 'during.py');
      await stored.says(driver, 'overwritten 1000 1000\n');
      await stored.says(driver, 'shared 3500 3000\n');
      expect(stored.visible('overwritten')).toEqual([expect.stringMatching(/_SUCCESS$/), ...FILES]);
    },
  );
});

test('who is killed is not started again unless that is asked for', () => {
  const policyOf = (props: Partial<spark.ScheduledSparkApplicationProps>) => {
    const { spec } = find(scheduled(props).objects(), 'ScheduledSparkApplication', 'nightly');
    return (spec as { template: { restartPolicy: object } }).template.restartPolicy;
  };
  expect(policyOf({})).toMatchObject({ type: 'OnFailure', onFailureRetries: 0 });
  expect(policyOf({ retries: 2 })).toMatchObject({ type: 'OnFailure', onFailureRetries: 2 });
});
