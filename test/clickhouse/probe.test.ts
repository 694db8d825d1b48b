import { monitoring } from 'bigdata-constructs';
import { describeWithClickHouse } from '../helpers/authorities';
import { find } from '../helpers/synth';
import { cluster, releases } from './clusters';
import { EmbeddedServer, scriptOf } from './embedded-server';

test('a probe runs every five minutes, unless it or all monitoring is turned off', () => {
  expect(find(cluster().objects(), 'CronJob', 'events-probe').spec).toMatchObject({ schedule: '*/5 * * * *' });
  for (const off of [monitoring.Monitoring.none(), monitoring.Monitoring.standard({ probe: false })]) {
    const names = cluster({ monitoring: off })
      .objects()
      .map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    expect(names.filter((name) => name.includes('probe'))).toEqual([]);
  }
});

describe.each(releases)('the program of the probe with ClickHouse %s', (line) => {
  describeWithClickHouse(line, 'itself', (python) => {
    test('makes its tables, writes a row for every shard, and finds them', () => {
      const server = new EmbeddedServer(python);
      try {
        const probe = scriptOf(cluster({ shards: 3 }).objects(), 'probe');
        expect(server.run(probe)).toMatchObject({ status: 0 });
        expect(server.run(probe)).toMatchObject({ status: 0 });
        expect(server.query('SELECT count(), uniqExact(id % 3) FROM probe.local')).toBe('6,3');
      } finally {
        server.remove();
      }
    });

    test('fails where rows are written and do not come back', () => {
      const server = new EmbeddedServer(python);
      try {
        server.query('CREATE DATABASE probe');
        server.query('CREATE TABLE probe.everywhere (id UInt64, at DateTime DEFAULT now()) ENGINE = Null');
        const impatient = scriptOf(cluster().objects(), 'probe').replace('sleep 3', 'sleep 0');
        expect(server.run(impatient)).toMatchObject({
          status: 1,
          stderr: expect.stringContaining('of 2 rows, one into each shard, 0 came back') as string,
        });
      } finally {
        server.remove();
      }
    });
  });
});
