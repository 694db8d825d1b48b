import { IFileSystem, security, services, spark } from 'bigdata-constructs';
import { find } from '../helpers/synth';
import { Given, scheduled } from './clusters';

const hdfs: IFileSystem = {
  uri: 'hdfs://lake',
  networkPeer: security.Peer.pods('lake', { app: 'hdfs' }).networkPeer,
  clientFilesIn: () => 'lake-client',
};

/** A team that has nothing in an object store. */
const inFileSystem: Given = { platform: { eventLog: spark.SparkLocation.inFileSystem(hdfs, '/spark/events') } };

/** What drivers and executors may reach. */
function egressOf(props: Parameters<typeof scheduled>[0], given: Given = {}): object[][] {
  const objects = scheduled(props, given).objects();
  return ['driver', 'executor'].map(
    (part) => (find(objects, 'NetworkPolicy', `nightly-${part}`).spec as { egress: object[] }).egress,
  );
}

const identity = { to: [{ ipBlock: { cidr: '169.254.170.23/32' } }, { ipBlock: { cidr: 'fd00:ec2::23/128' } }] };

test('who is known to Glue by the identity of the cloud reaches who hands it out, without a store too', () => {
  const glue = services.Catalog.icebergGlue({
    region: 'eu-central-1',
    peer: security.Peer.cidr('10.1.2.3/32'),
    warehouse: 'hdfs://lake/warehouse',
  });
  const without = egressOf({}, inFileSystem);
  const allowed = egressOf({}, { ...inFileSystem, team: { catalogs: { aws: glue } } });
  for (const rules of without) expect(rules).not.toContainEqual(expect.objectContaining(identity));
  for (const rules of allowed) expect(rules).toContainEqual(expect.objectContaining(identity));
});

test('driver and executors reach what keeps their shuffles, on whichever ports it listens', () => {
  const remoteShuffle = spark.RemoteShuffle.celeborn(['celeborn-0.shuffle:9097'], {
    peer: security.Peer.pods('shuffle', { app: 'celeborn' }),
  });
  for (const rules of egressOf({ remoteShuffle })) {
    expect(rules).toContainEqual({
      to: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shuffle' } },
          podSelector: { matchLabels: { app: 'celeborn' } },
        },
      ],
    });
  }
});

test('what is said, and what is on disks, is encrypted where the platform says so', () => {
  const { spec } = find(scheduled({}, { platform: { encryption: true } }).objects(), 'ScheduledSparkApplication');
  expect(spec).toMatchObject({
    template: {
      sparkConf: {
        'spark.network.crypto.enabled': 'true',
        'spark.network.crypto.authEngineVersion': '2',
        'spark.io.encryption.enabled': 'true',
      },
    },
  });
});

test('drivers and executors are the team to a file system, whoever submits them', () => {
  const templateOf = (given: Given) => {
    const { spec } = find(scheduled({}, given).objects(), 'ScheduledSparkApplication');
    return (spec as { template: { sparkConf: Record<string, string> } }).template;
  };
  const user = 'spark.kubernetes.driverEnv.SPARK_USER';
  expect(templateOf(inFileSystem).sparkConf).toMatchObject({ [user]: 'etl' });
  expect(JSON.stringify(templateOf(inFileSystem))).toContain('{"name":"HADOOP_USER_NAME","value":"etl"}');
  expect(templateOf({}).sparkConf).not.toHaveProperty([user]);
});
