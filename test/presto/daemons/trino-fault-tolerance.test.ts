import { presto } from 'bigdata-constructs';
import { Duration } from 'cdk8s';
import { describeWithTrino } from '../../helpers/authorities';
import { OBJECT_STORE, OBJECT_STORE_ENVIRONMENT, ObjectStore, startObjectStore } from '../../lab/object-store';
import { scenariosOn } from '../../lab/scenarios';
import { asExpected } from './leaving';
import { Answer, PrestoLab } from './presto-lab';

const [BUCKET, LAKE] = ['exchange', 'lake'];
/** Where tasks write what others read of them. */
const WRITTEN = `${BUCKET}/sql/query/exchange`;

/** Tables in the store, so that whichever worker there is can read them: those of tpch are bound to workers. */
const lake = presto.PrestoCatalog.custom({
  connector: 'hive',
  properties: {
    'hive.metastore': 'file',
    'hive.metastore.catalog.dir': `s3://${LAKE}/warehouse`,
    'fs.native-s3.enabled': 'true',
    's3.endpoint': OBJECT_STORE,
    's3.region': 'us-east-1',
    's3.path-style-access': 'true',
  },
});

/** Runs for a while: the specification of the benchmark says how many orders there are. */
const LONG = {
  sql: 'SELECT count(*), count(DISTINCT orderkey % 1000) FROM lake.lab.orders CROSS JOIN UNNEST(sequence(1, 6))',
  rows: [[6 * 1_500_000, 1000]],
};

describeWithTrino('476', 'tasks of Trino that run again, with what is rendered', () => {
  let store: ObjectStore;
  const scenario = scenariosOn(() =>
    PrestoLab.start(
      {
        version: presto.PrestoVersion.TRINO_476,
        shutdownGrace: Duration.seconds(30),
        catalogs: { tpch: presto.PrestoCatalog.tpch(), lake },
        faultTolerance: presto.PrestoFaultTolerance.task({
          exchange: { bucketName: BUCKET, region: 'us-east-1', endpoint: OBJECT_STORE },
        }),
      },
      {
        environment: OBJECT_STORE_ENVIRONMENT,
        before: async (lab) => {
          store = startObjectStore(lab);
          for (const bucket of [BUCKET, LAKE]) {
            await lab.until(`the store has ${bucket}`, () =>
              Promise.resolve(void lab.network.run(`curl -fsS -X PUT ${OBJECT_STORE}/${bucket}`)),
            );
          }
        },
      },
    ),
  );

  /** Asks a few queries, and waits until a worker runs tasks of them: what happens to one without is no proof. */
  async function askedOn(running: PrestoLab, worker: string): Promise<Promise<Answer>[]> {
    const asked = Array.from({ length: 3 }, () => running.ask(LONG.sql));
    await running.lab.until(`${worker} runs tasks`, async () => (await running.tasksOn(worker)) > 0);
    return asked;
  }

  scenario('lose no query when one of two workers is killed in the middle of it', async (running) => {
    await running.rows('CREATE SCHEMA lake.lab');
    await running.rows('CREATE TABLE lake.lab.orders AS SELECT orderkey FROM tpch.sf1.orders');
    const lost = running.workers.pods.at(-1)!;
    const asked = await askedOn(running, lost.name);
    await lost.kill();
    asExpected(await Promise.all(asked), LONG);
  });

  scenario('lose no query when a worker leaves', async (running) => {
    const { workers } = running;
    // In the place of the one that was killed.
    workers.forget(workers.pods.at(-1)!.name);
    await workers.scale(2);
    await running.isFormed();
    const pod = workers.pods.at(-1)!;
    const asked = await askedOn(running, pod.name);
    await running.lab.until('tasks have written', () => Promise.resolve(store.keys(WRITTEN).length > 0));
    const leaves = workers.scale(1);
    asExpected(await Promise.all(asked), LONG);
    await leaves;
    expect(await pod.container().ended).toBe(0);
    await running.isFormed();
  });

  scenario('leave nothing in the store of queries that have ended', async (running) => {
    await running.lab.until('the store is empty', () => Promise.resolve(store.keys(WRITTEN).length === 0));
  });
});
