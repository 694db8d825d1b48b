import { Cpu, presto, scaling } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { Scenario } from '../../lab/scenarios';
import { PrestoLab } from './presto-lab';

/** Held by one node: 1 GB, where one query may have 384 MiB of it. It can't be written to disk. */
const OF_ONE_NODE = `SELECT cardinality(array_agg(rpad(cast(n AS varchar), 10000, 'x')))
  FROM UNNEST(sequence(1, 10000)) AS t(n) CROSS JOIN UNNEST(sequence(1, 10)) AS u(m)`;

/** Held by both in equal parts: some 500 MB, where one query may have 390 MiB of all, and as much of one. It can be written to disk. */
const OF_ALL = {
  sql: `SELECT count(*), sum(length(text)) FROM (SELECT orderkey, max(rpad(comment, 280, 'x')) AS text FROM orders GROUP BY orderkey)`,
  rows: [[1_500_000, 280 * 1_500_000]],
};

/** A cluster of two workers with a disk, whose queries may have little memory. */
export function limitedLab(version: presto.PrestoVersion): Promise<PrestoLab> {
  const prefix = version.isTrino ? '' : 'experimental.';
  return PrestoLab.start({
    version,
    workers: {
      size: { cpu: Cpu.units(1), memory: Size.gibibytes(2) },
      scaling: scaling.Scaling.exactly(2),
      spill: Size.gibibytes(4),
    },
    queryMemory: Size.mebibytes(390),
    // As a node does whose memory many queries share.
    overrides: {
      workerConfig: { [`${prefix}memory-revoking-threshold`]: '0.2', [`${prefix}memory-revoking-target`]: '0.1' },
    },
  });
}

/** What becomes of queries that need more memory than they may have, whichever distribution it is. */
export function limits(scenario: Scenario<PrestoLab>): void {
  const inMemory = { user: 'someone', session: { spill_enabled: 'false' } };
  const isWhole = ({ pods }: PrestoLab) =>
    expect(pods.map(({ starts }) => Object.values(starts))).toEqual(pods.map(() => [1]));

  scenario('write to their disk what memory has no room for', async (running) => {
    const asked = running.ask(OF_ALL.sql);
    const [worker] = running.workers.pods;
    // Texts end with the same letter many times over.
    const found = async () =>
      (await worker.exec(`cat $(find /spill -type f -size +1M | head -1) | grep -c ${'x'.repeat(40)}`)).output;
    await running.lab.until('something is written', async () => expect(await found()).toMatch(/^\d+\n$/));
    const readable = await found();
    const { rows, error } = await asked;
    expect([rows, error]).toEqual([OF_ALL.rows, null]);
    const [, written] = /^\w*spilled_?bytes\S* (\S+)$/im.exec(running.exposition('worker'))!;
    expect(Number(written)).toBeGreaterThan(0);
    expect(readable).toBe('0\n');
    isWhole(running);
  });

  scenario('fail a query that needs more of all nodes than it may have, and live', async (running) => {
    expect((await running.ask(OF_ALL.sql, inMemory)).error).toBe('EXCEEDED_GLOBAL_MEMORY_LIMIT');
    await running.isFormed();
    isWhole(running);
  });

  scenario('fail a query that needs more of one node than it may have, and live', async (running) => {
    expect((await running.ask(OF_ONE_NODE, inMemory)).error).toBe('EXCEEDED_LOCAL_MEMORY_LIMIT');
    await running.isFormed();
    isWhole(running);
  });
}
