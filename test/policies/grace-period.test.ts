import { policies } from 'bigdata-constructs';
import { Duration } from 'cdk8s';
import { cluster } from '../clickhouse/clusters';

const findings = (maxGracePeriod: Duration) => {
  const nodeClasses = { stateful: { maxGracePeriod }, quorum: { maxGracePeriod: Duration.minutes(10) } };
  const { app } = cluster({ shards: 3 }, { name: 'test', zones: ['a', 'b', 'c'], nodeClasses });
  return new policies.GracePeriodPolicy().findings(app);
};

test('a pod that takes longer to end than its nodes wait is found, once for all that one construct brings', () => {
  expect(findings(Duration.seconds(60))).toEqual([
    {
      path: 'olap/events/Servers',
      text: 'the pod asks for 120 s to end where nodes of class stateful give 60 s',
    },
  ]);
  expect(findings(Duration.seconds(120))).toEqual([]);
});
