import { aws, Cpu, NodeClass } from 'bigdata-constructs';
import { Duration, Size } from 'cdk8s';
import { ciRolesRules, roleRules, workloadAccessRules } from '../../lib/aws/access-rules';
import { bucketRules, catalogRules } from '../../lib/aws/bucket-rules';
import { ClusterInput, clusterRules } from '../../lib/aws/cluster-rules';
import { anomalyRules, costRules } from '../../lib/aws/cost-rules';
import { networkRules } from '../../lib/aws/network-rules';
import { nodePoolRules, NodePoolsInput } from '../../lib/aws/node-pool-rules';
import { ProfileInput, profileRules } from '../../lib/aws/profile-rules';
import { tableSuite } from '../helpers/rules-suite';

tableSuite<ProfileInput>(
  'the rules of an AwsProfile',
  profileRules,
  { accountId: '111122223333', region: 'eu-central-1' },
  {
    AWS001: { refused: { accountId: '11112222333' }, given: "'11112222333'", passes: { accountId: '011122223333' } },
    AWS002: { refused: { region: 'eu-central-1a' }, given: "'eu-central-1a'", passes: { region: 'us-gov-west-1' } },
    AWS003: [
      { refused: { namePrefix: 'a'.repeat(17) }, given: "'aaaa", passes: { namePrefix: 'a'.repeat(16) } },
      { refused: { namePrefix: '1data' }, given: "'1data'", passes: { namePrefix: 'data-1' } },
    ],
    AWS004: { refused: { logRetentionDays: 366 }, given: '366', passes: { logRetentionDays: 365 } },
  },
);

tableSuite(
  'the rules of a network',
  networkRules,
  {
    cidr: '10.0.0.0/16',
    podCidr: '100.64.0.0/16',
    zones: ['eu-central-1a', 'eu-central-1b'],
    natZone: 'eu-central-1a',
    blocks: [0, 1],
    region: 'eu-central-1',
    nat: true,
    interfaceEndpoints: true,
  },
  {
    AWS101: [
      { refused: { cidr: '10.0.0.1/16' }, given: "'10.0.0.1/16'", passes: { cidr: '10.1.0.0/16' } },
      { refused: { cidr: '10.0.0.0/19' }, given: "'10.0.0.0/19'", passes: { cidr: '10.0.0.0/18' } },
      { refused: { cidr: '100.64.0.0/16' }, given: "'100.64.0.0/16'", passes: { cidr: '172.16.0.0/16' } },
    ],
    AWS102: { refused: { podCidr: '8.8.0.0/16' }, given: "'8.8.0.0/16'", passes: { podCidr: '100.64.0.0/20' } },
    AWS103: [
      {
        refused: { zones: ['eu-central-1a', 'us-east-1b'] },
        given: "'us-east-1b' in eu-central-1",
        passes: { zones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'] },
      },
      { refused: { zones: ['eu-central-1a'] }, given: '1', passes: {} },
    ],
    AWS104: {
      refused: { nat: false, interfaceEndpoints: false },
      given: 'false',
      passes: { nat: true, interfaceEndpoints: false },
    },
    AWS105: { refused: { podCidr: '10.0.0.0/17' }, given: "'10.0.0.0/17'", passes: { podCidr: '10.1.0.0/17' } },
    AWS106: [
      { refused: { blocks: [0, 0] }, given: '0 for eu-central-1b', passes: { blocks: [3, 0] } },
      { refused: { blocks: [0, 4] }, given: '4 for eu-central-1b', passes: {} },
    ],
    AWS107: {
      refused: { natZone: 'eu-central-1c' },
      given: "'eu-central-1c'",
      passes: { natZone: 'eu-central-1b' },
    },
  },
);

const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;

tableSuite<ClusterInput>(
  'the rules of a cluster',
  clusterRules,
  {
    retained: true,
    version: '1.34',
    endOfStandardSupport: '2026-12-02',
    asOf: '2026-12-02',
    hasAccess: true,
    publicCidrs: [],
    administrators: [role('admin')],
    viewers: [],
    minimumNodes: 3,
    zones: 3,
  },
  {
    AWS201: { refused: { hasAccess: false }, given: 'none', passes: { hasAccess: false, retained: false } },
    AWS202: [
      { refused: { publicCidrs: ['0.0.0.0/0'] }, given: "'0.0.0.0/0'", passes: { publicCidrs: ['203.0.113.0/24'] } },
      { refused: { publicCidrs: ['office'] }, given: "'office'", passes: { publicCidrs: ['203.0.113.7/32'] } },
    ],
    AWS203: {
      refused: { asOf: '2026-12-03' },
      given: '1.34, whose standard support ended on 2026-12-02',
      passes: { asOf: '2026-12-03', pastSupportReason: 'the vendor of X is late' },
    },
    AWS204: {
      refused: { asOf: '2026-12-03', pastSupportReason: 'the vendor of X is late' },
      given: '1.34, whose standard support ended on 2026-12-02',
      passes: { pastSupportReason: 'the vendor of X is late' },
    },
    AWS205: [
      { refused: { administrators: [] }, given: 'none', passes: {} },
      { refused: { administrators: ['admin'] }, given: "'admin'", passes: { administrators: [role('teams/admin')] } },
    ],
    AWS206: { refused: { viewers: ['me'] }, given: "'me'", passes: { viewers: [role('me')] } },
    AWS207: { refused: { minimumNodes: 1 }, given: '1', passes: { minimumNodes: 2 } },
    AWS208: { refused: { minimumNodes: 2 }, given: '2 in 3 zones', passes: { minimumNodes: 2, retained: false } },
  },
);

const pool: aws.NodePoolSpec = {
  name: 'p',
  nodeClass: NodeClass.SYSTEM,
  capacity: { minCpus: 2, maxCpus: 4 },
  cpuLimit: Cpu.units(100),
  consolidation: aws.Consolidation.WHEN_EMPTY,
};
const pools = (...changes: Partial<aws.NodePoolSpec>[]): Partial<NodePoolsInput> => ({
  pools: changes.map((each) => ({ ...pool, ...each })),
});
const window = (schedule: string, hours: number): Partial<NodePoolsInput> =>
  pools({ replaceOnly: { schedule, duration: Duration.hours(hours) } });
const month = { expireAfter: Duration.days(30) };
const hour = { drainTimeout: Duration.hours(1) };
const huge = { capacity: { minCpus: 4, maxCpus: 4, minMemory: Size.tebibytes(4) } };
const raid = { localDisks: aws.LocalDisks.RAID0 };

tableSuite<NodePoolsInput>(
  'the rules of node pools',
  nodePoolRules,
  { pools: [pool], amiAlias: 'al2023@v20260930' },
  {
    AWS301: { refused: pools(month), given: "30 days for pool 'p'", passes: pools({ ...month, ...hour }) },
    AWS302: {
      refused: pools({ nodeClass: NodeClass.QUORUM, ...hour }),
      given: "1 hour for pool 'p'",
      passes: pools({ ...hour }),
    },
    AWS303: {
      refused: pools({
        nodeClass: NodeClass.QUORUM,
        consolidation: aws.Consolidation.WHEN_EMPTY_OR_UNDERUTILIZED,
      }),
      given: "'WhenEmptyOrUnderutilized' for pool 'p'",
      passes: pools({ nodeClass: NodeClass.QUORUM }),
    },
    AWS304: [
      {
        refused: pools({ nodeClass: NodeClass.STATEFUL }),
        given: "all for pool 'p'",
        passes: pools({ nodeClass: NodeClass.QUORUM }),
      },
      {
        refused: pools({ nodeClass: NodeClass.STATEFUL, zones: ['a', 'b'] }),
        given: "a, b for pool 'p'",
        passes: pools({ nodeClass: NodeClass.STATEFUL, zones: ['a'] }),
      },
    ],
    AWS305: {
      refused: pools({ nodeClass: NodeClass.DRIVER, spot: true }),
      given: "true for pool 'p'",
      passes: pools({ nodeClass: NodeClass.EXECUTOR, spot: true }),
    },
    AWS306: {
      refused: { amiAlias: 'al2023@latest' },
      given: "'al2023@latest'",
      passes: { amiAlias: 'al2023@v20261001' },
    },
    AWS307: {
      refused: pools(huge),
      given: "one that none meets for pool 'p'",
      passes: pools({ capacity: { minCpus: 4, maxCpus: 4 } }),
    },
    AWS308: {
      refused: pools({ spot: true, capacity: { minCpus: 4, maxCpus: 4, categories: ['c'] } }),
      given: '4 types for pool',
      passes: pools({ capacity: { minCpus: 4, maxCpus: 4, categories: ['c'] } }),
    },
    AWS309: {
      refused: pools(raid),
      given: "none for pool 'p'",
      passes: pools({ ...raid, capacity: { minCpus: 2, maxCpus: 4, minLocalStorage: Size.gibibytes(100) } }),
    },
    AWS310: { refused: pools({}, {}), given: "'p' again", passes: pools({}, { name: 'q' }) },
    AWS311: [
      { refused: window('0 2 * * *', 4), given: "'0 2 * * *' for 4 hours", passes: window('0 2 * * sun', 4) },
      { refused: window('0 2 * * sun', 24), given: "'0 2 * * sun' for 24 hours", passes: window('0 2 * * sun', 23) },
    ],
  },
);

tableSuite(
  'the rules of a bucket',
  bucketRules,
  { purpose: 'lake', name: 'bigdata-lake' },
  {
    AWS401: { refused: { purpose: 'Lake' }, given: "'Lake'", passes: { purpose: 'lake-2' } },
    AWS402: { refused: { name: 'x'.repeat(64) }, given: "'xxx", passes: { name: 'x'.repeat(63) } },
  },
);

tableSuite(
  'the rules of a GlueCatalog',
  catalogRules,
  { name: 'lake' },
  {
    AWS407: [
      { refused: { name: 'eu__lake' }, given: "'eu__lake'", passes: { name: 'eu_lake' } },
      { refused: { name: '_lake' }, given: "'_lake'", passes: { name: 'lake_2' } },
    ],
  },
);

tableSuite(
  'the rules of a CostGuard',
  costRules,
  { monthlyLimit: 100, emails: ['team@example.com'] },
  {
    AWS403: { refused: { monthlyLimit: 0 }, given: '0', passes: { monthlyLimit: 0.5 } },
    AWS404: [
      { refused: { emails: [] }, given: '0', passes: {} },
      { refused: { emails: ['me'] }, given: "'me'", passes: { emails: ['me@example.com'] } },
      {
        refused: { emails: Array.from({ length: 11 }, () => 'a@b.c') },
        given: '11',
        passes: { emails: Array.from({ length: 10 }, () => 'a@b.c') },
      },
    ],
  },
);

tableSuite(
  'the rules of the anomalies of AccountSingletons',
  anomalyRules,
  { threshold: 100, emails: ['team@example.com'] },
  {
    AWS405: { refused: { threshold: 0 }, given: '0', passes: { threshold: 1 } },
    AWS406: { refused: { emails: [] }, given: '0', passes: {} },
  },
);

tableSuite(
  'the rules of a role',
  roleRules,
  { roleName: 'bigdata-test-eu-central-1-lake-hdfs' },
  {
    AWS501: { refused: { roleName: 'r'.repeat(65) }, given: "'rrr", passes: { roleName: 'r'.repeat(64) } },
  },
);

tableSuite(
  'the rules of a WorkloadAccess',
  workloadAccessRules,
  { sdk: 'AWS SDK for Java 2 2.30.0', knowsPodIdentity: true, hasIssuer: false },
  {
    AWS502: {
      refused: { knowsPodIdentity: false, sdk: 'boto3 1.0.0' },
      given: 'none, for boto3 1.0.0',
      passes: { knowsPodIdentity: false, hasIssuer: true },
    },
  },
);

tableSuite(
  'the rules of CiRoles',
  ciRolesRules,
  { repository: 'acme/platform', applyEnvironment: 'production' },
  {
    AWS503: { refused: { repository: 'acme/*' }, given: "'acme/*'", passes: { repository: 'acme/data.platform' } },
    AWS504: { refused: { applyEnvironment: '*' }, given: "'*'", passes: { applyEnvironment: 'eu prod' } },
  },
);
