import { Cpu, kubernetes, scaling, spark } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { queuedRules, teamQueueRules, yuniKornRules } from '../../lib/spark/parts/queue-rules';
import { reportedByConstruct, rulesSuite } from '../helpers/rules-suite';
import { Given, platform, scheduled, store } from './clusters';

const { Queueing, SparkShape, SparkZones } = spark;
const { Scaling } = scaling;

const size = (cores: number, gibibytes: number) => ({ cpu: Cpu.units(cores), memory: Size.gibibytes(gibibytes) });

rulesSuite('checks on queues of teams of Spark', {
  rules: teamQueueRules,
  reported: reportedByConstruct((given: Partial<spark.SparkTeamProps>) => {
    const { app } = platform({ namespaceName: 'others' });
    return new spark.SparkTeam(new kubernetes.NamespaceChart(app, 'etl'), 'team', {
      name: 'etl',
      platform: platform().platform,
      capacity: size(64, 256),
      ...given,
    });
  }),
  cases: {
    SP120: {
      refused: { queueing: Queueing.kueue(), capacity: undefined },
      given: 'none',
      passes: { queueing: Queueing.volcano(), capacity: undefined },
    },
    SP121: {
      refused: { queueing: Queueing.kueue({ memoryOverhead: -0.1 }) },
      given: '-0.1',
      passes: { queueing: Queueing.kueue({ memoryOverhead: 0 }) },
    },
    SP122: {
      refused: { name: 'a'.repeat(40), queueing: Queueing.kueue({ priorities: { ['b'.repeat(20)]: 1 } }) },
      given: `'etl-${'a'.repeat(40)}-${'b'.repeat(20)}' (65)`,
      passes: { name: 'a'.repeat(40), queueing: Queueing.kueue({ priorities: { ['b'.repeat(18)]: 1 } }) },
    },
    SP123: [
      {
        refused: { queueing: Queueing.kueue({ priorities: { Urgent: 1 } }) },
        given: "'Urgent'",
        passes: { queueing: Queueing.kueue({ priorities: { urgent: 1 } }) },
      },
      {
        refused: { queueing: Queueing.kueue({ priorities: { urgent: 2 ** 31 } }) },
        given: '2147483648 for urgent',
        passes: { queueing: Queueing.kueue({ priorities: { urgent: 2 ** 31 - 1 } }) },
      },
    ],
    SP124: {
      refused: { queueing: Queueing.kueue({ cohort: 'Spark' }) },
      given: "'Spark'",
      passes: { queueing: Queueing.kueue({ cohort: 'spark.batch' }) },
    },
    SP125: [
      {
        refused: { queueing: Queueing.kueue({ borrowingLimit: size(1, 1) }) },
        given: "'borrowingLimit'",
        passes: { queueing: Queueing.kueue({ borrowingLimit: size(1, 1), cohort: 'spark' }) },
      },
      {
        refused: { queueing: Queueing.kueue({ reclaim: spark.KueueReclaim.ANY }) },
        given: "'reclaim'",
        passes: { queueing: Queueing.kueue({ reclaim: spark.KueueReclaim.NEVER }) },
      },
    ],
    SP126: [
      {
        refused: { queueing: Queueing.kueue({ cohort: 'spark', lendingLimit: size(65, 256) }) },
        given: '65 CPUs and 256Gi',
        passes: { queueing: Queueing.kueue({ cohort: 'spark', lendingLimit: size(64, 256) }) },
      },
      {
        refused: { queueing: Queueing.yunikorn({ guaranteed: size(64, 257) }) },
        given: '64 CPUs and 257Gi',
        passes: { queueing: Queueing.yunikorn({ guaranteed: size(64, 256) }) },
      },
    ],
    SP127: {
      refused: { queueing: Queueing.kueue(), platform: imported() },
      given: 'none',
      passes: { queueing: Queueing.kueue({ flavor: 'spark-spark' }), platform: imported() },
    },
    SP128: [
      {
        refused: { queueing: Queueing.yunikorn({ queue: 'batch.etl' }) },
        given: "'batch.etl'",
        passes: { queueing: Queueing.yunikorn({ queue: 'root.batch.etl' }) },
      },
      {
        refused: { queueing: Queueing.yunikorn({ queue: `root.${'a'.repeat(59)}` }) },
        given: "'root.aaa",
        passes: { queueing: Queueing.yunikorn({ queue: `root.${'a'.repeat(58)}` }) },
      },
      {
        refused: { queueing: Queueing.yunikorn({ queue: 'root.a/b' }) },
        given: "'root.a/b'",
        passes: { queueing: Queueing.yunikorn({ queue: 'root.a_b' }) },
      },
    ],
    SP129: {
      refused: { queueing: Queueing.yunikorn({ gangScheduling: false }) },
      given: 'none',
      passes: { queueing: Queueing.yunikorn({ gangScheduling: false, maxApplications: 4 }) },
    },
    SP130: {
      refused: { queueing: Queueing.yunikorn({ maxApplications: 0 }) },
      given: '0',
      passes: { queueing: Queueing.yunikorn({ maxApplications: 1 }) },
    },
    SP131: {
      refused: { queueing: Queueing.volcano({ weight: 65536 }) },
      given: '65536',
      passes: { queueing: Queueing.volcano({ weight: 65535 }) },
    },
  },
});

/** A platform that something else runs. */
function imported(): spark.ISparkPlatform {
  const { chart, platform: own } = platform();
  return spark.SparkPlatform.fromAttributes(chart, 'imported', {
    name: 'spark',
    namespaceName: 'spark',
    endpoints: own.endpoints,
    eventLog: spark.SparkLocation.inStore(store, 'spark/events'),
    peer: own,
  });
}

type Queued = Partial<spark.ScheduledSparkApplicationProps> & { readonly queueing?: spark.Queueing; platform?: object };
const held = { queueing: Queueing.kueue({ priorities: { urgent: 1 } }) };
const gang = { queueing: Queueing.yunikorn() };
const dynamic = (enabled: string) => ({
  overrides: { sparkConf: { 'spark.dynamicAllocation.enabled': enabled } },
  acknowledge: { riskySettings: ['spark.dynamicAllocation.enabled'] },
});
const sidecar: kubernetes.ContainerProps = {
  name: 'proxy',
  image: 'registry.example.com/proxy:1',
  resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(64) },
};

rulesSuite<Queued>('checks on applications of Spark that queue', {
  rules: queuedRules,
  reported: reportedByConstruct(
    ({ queueing, platform: given, ...props }: Queued) =>
      scheduled(props, { platform: given, team: queueing && { queueing, capacity: size(20, 100) } }).application,
  ),
  cases: {
    SP135: [
      {
        refused: { ...held, executors: Scaling.between(0, 4) },
        given: '0 to 4',
        passes: { ...held, executors: Scaling.exactly(4) },
      },
      {
        refused: { ...gang, executors: Scaling.between(1, 2) },
        given: '1 to 2',
        passes: {
          queueing: Queueing.yunikorn({ gangScheduling: false, maxApplications: 1 }),
          executors: Scaling.between(1, 2),
        },
      },
    ],
    // A platform has no such key: SP150.
    SP136: { refused: { ...held, ...dynamic('true') }, given: "'true'", passes: { ...held, ...dynamic('false') } },
    SP137: [
      {
        refused: { ...held, priority: 'idle' },
        given: "'idle' where there is urgent",
        passes: { ...held, priority: 'urgent' },
      },
      { refused: { ...gang, priority: 'urgent' }, given: "'urgent' where there is none", passes: gang },
    ],
    SP138: {
      refused: { ...gang, zones: SparkZones.one() },
      given: 'SparkZones.one()',
      passes: { ...gang, zones: SparkZones.named('a') },
    },
    SP139: {
      refused: { ...held, overrides: { pods: { executor: { sidecars: [sidecar] } } } },
      given: "'proxy' for executor",
      passes: { queueing: Queueing.volcano(), overrides: { pods: { executor: { sidecars: [sidecar] } } } },
    },
    SP140: {
      refused: {
        ...held,
        executor: SparkShape.of({ cores: 4, memory: Size.gibibytes(10), offHeap: Size.gibibytes(4) }),
      },
      given: '0.79 of the heaps',
      passes: {
        queueing: Queueing.kueue({ memoryOverhead: 1 }),
        executor: SparkShape.of({ cores: 4, memory: Size.gibibytes(10), offHeap: Size.gibibytes(4) }),
        executors: Scaling.exactly(2),
      },
    },
    SP141: [
      // A driver of one core and executors of four, heaps of 2 and of 16 Gi.
      {
        refused: { ...held, executors: Scaling.exactly(5) },
        given: '21 CPUs and 82Gi where there are 20 CPUs and 73142Mi',
        passes: { ...held, executors: Scaling.exactly(4) },
      },
      // Heaps of 82 Gi are within 100, with what Python has besides they are not.
      {
        refused: {
          queueing: Queueing.volcano(),
          executors: Scaling.exactly(5),
          executor: SparkShape.of({ cores: 1, memory: Size.gibibytes(16) }),
        },
        given: '6 CPUs and ',
        passes: {
          queueing: Queueing.volcano(),
          executors: Scaling.exactly(4),
          executor: SparkShape.of({ cores: 1, memory: Size.gibibytes(16) }),
        },
      },
      {
        refused: {
          queueing: Queueing.kueue({ cohort: 'spark', borrowingLimit: size(4, 20) }),
          executors: Scaling.exactly(6),
          executor: SparkShape.of({ cores: 4, memory: Size.gibibytes(4) }),
        },
        given: '25 CPUs',
        passes: {
          queueing: Queueing.kueue({ cohort: 'spark' }),
          executors: Scaling.exactly(6),
          executor: SparkShape.of({ cores: 4, memory: Size.gibibytes(4) }),
        },
      },
    ],
  },
});

rulesSuite('checks on the queues of YuniKorn', {
  rules: yuniKornRules,
  reported: reportedByConstruct((teams: (Given['team'] & { namespaceName?: string })[]) => {
    // Each in a program of its own: two in one namespace of one program are refused before.
    const chartOf = (name: string) => {
      const { app, platform: shared } = platform();
      return { chart: new kubernetes.NamespaceChart(app, name), shared };
    };
    const made = teams.map(({ namespaceName = 'first', ...given }, index) => {
      const name = `team-${index}`;
      const { chart, shared } = chartOf(namespaceName);
      return new spark.SparkTeam(chart, name, { name, platform: shared, ...given });
    });
    return new spark.YuniKornQueues(chartOf('yunikorn').chart, 'queues', { teams: made });
  }),
  cases: {
    SP145: { refused: [], given: 'none', passes: [gang] },
    SP146: [
      { refused: [{}], given: 'none for team-0', passes: [gang] },
      {
        refused: [{ queueing: Queueing.yunikorn({ queue: 'root.etl' }) }],
        given: 'the queue root.etl for team-0',
        passes: [gang],
      },
    ],
    SP147: { refused: [gang, gang], given: "'first' again", passes: [gang, { ...gang, namespaceName: 'second' }] },
    SP148: {
      refused: [
        gang,
        { queueing: Queueing.yunikorn({ gangScheduling: false, maxApplications: 1 }), namespaceName: 'b' },
      ],
      given: 'true for team-0 alone',
      passes: [gang, { queueing: Queueing.yunikorn({ maxApplications: 1 }), namespaceName: 'b' }],
    },
  },
});
