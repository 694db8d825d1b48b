import { monitoring } from 'bigdata-constructs';
import { describeWithClickHouse } from '../helpers/authorities';
import { find } from '../helpers/synth';
import { userOf, without } from './client-as';
import { cluster, releases } from './clusters';
import { EmbeddedServer } from './embedded-server';

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
    test('makes its tables, writes a row for every shard, and finds them, as its own user', () => {
      const server = new EmbeddedServer(python, cluster({ shards: 3 }).objects(), 'probe');
      try {
        expect(server.runJob()).toMatchObject({ status: 0 });
        expect(server.runJob()).toMatchObject({ status: 0 });
        expect(server.query('SELECT count(), uniqExact(id % 3) FROM probe.local')).toBe('6\t3');
      } finally {
        server.remove();
      }
    });

    test.each([/ON probe/, /CLUSTER/, /REMOTE/])('could not do it without each of its grants: %s', (grant) => {
      const objects = cluster().objects();
      const server = new EmbeddedServer(python, objects, 'probe', without(userOf(objects, 'probe'), grant));
      try {
        expect(server.runJob()).toMatchObject({
          status: 1,
          stderr: expect.stringContaining('ACCESS_DENIED') as string,
        });
      } finally {
        server.remove();
      }
    });

    test('fails where rows are written and do not come back', () => {
      const server = new EmbeddedServer(python, cluster().objects(), 'probe');
      try {
        server.query('CREATE DATABASE probe');
        server.query('CREATE TABLE probe.everywhere (id UInt64, at DateTime DEFAULT now()) ENGINE = Null');
        expect(server.runJob((script) => script.replace('sleep 3', 'sleep 0'))).toMatchObject({
          status: 1,
          stderr: expect.stringContaining('of 2 rows, one into each shard, 0 came back') as string,
        });
      } finally {
        server.remove();
      }
    });
  });
});
