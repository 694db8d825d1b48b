import { Checks, Rule } from '../core/internal';
import { parseCidr } from './cidr';

/** What the checks of a cluster look at. */
export interface ClusterInput {
  readonly retained: boolean;
  readonly version: string;
  readonly endOfStandardSupport: string;
  readonly asOf: string;
  readonly pastSupportReason?: string;
  readonly hasAccess: boolean;
  readonly publicCidrs: string[];
  readonly administrators: string[];
  readonly viewers: string[];
  readonly minimumNodes: number;
  readonly zones: number;
}

const PRINCIPAL = /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/.+$/;

const PRINCIPALS = 'be roles or users of IAM';

const check = new Checks<ClusterInput>();
const unsupported = ({ version, endOfStandardSupport }: ClusterInput) =>
  `${version}, whose standard support ended on ${endOfStandardSupport}`;

/** Checks on the props of a DataCluster. */
export const clusterRules: ReadonlyArray<Rule<ClusterInput>> = [
  {
    code: 'AWS201',
    prop: 'access',
    remedy:
      'choose Access.privateVia(WayIn.sessionManagerHost()), or Access.publicFrom([...]) with the addresses of your offices and runners',
    ...check.needed(
      'where the environment retains data',
      ({ hasAccess }) => hasAccess || undefined,
      ({ retained }) => retained,
    ),
  },
  {
    code: 'AWS202',
    prop: 'Access.publicFrom',
    remedy: 'name the addresses of your offices and runners, or make the API private',
    ...check.each(
      ({ publicCidrs }) => publicCidrs,
      'name blocks of IPv4 addresses, none of them the whole internet',
      (cidr) => (parseCidr(cidr)?.prefix ?? 0) >= 8,
    ),
  },
  {
    code: 'AWS203',
    prop: 'version',
    must: 'be under standard support of AWS where the environment retains data',
    remedy:
      "upgrade: another version costs six times as much and ends on its own day; or say why it must be with 'pastSupportReason'",
    violation: (input) => (past(input) && input.retained && !input.pastSupportReason ? unsupported(input) : undefined),
  },
  {
    code: 'AWS204',
    prop: 'version',
    must: 'be under standard support of AWS',
    remedy: 'upgrade, one minor version at a time',
    severity: 'warning',
    violation: (input) =>
      past(input) && (!input.retained || input.pastSupportReason) ? unsupported(input) : undefined,
  },
  {
    code: 'AWS205',
    prop: 'administrators',
    remedy: 'write their ARNs: who creates a cluster has no access to it just by that',
    ...check.all(
      check.some(({ administrators }) => administrators.length),
      check.pattern(({ administrators }) => administrators, PRINCIPAL, PRINCIPALS),
    ),
  },
  {
    code: 'AWS206',
    prop: 'viewers',
    remedy: 'write their ARNs',
    ...check.pattern(({ viewers }) => viewers, PRINCIPAL, PRINCIPALS),
  },
  {
    code: 'AWS207',
    prop: 'systemNodes.count',
    remedy: 'DNS and Karpenter run on them: the loss of one must not take both',
    ...check.atLeast(({ minimumNodes }) => minimumNodes, 2),
  },
  {
    code: 'AWS208',
    prop: 'systemNodes.count',
    must: 'be at least one for each zone where the environment retains data',
    remedy: 'set it to the number of zones',
    violation: ({ retained, minimumNodes, zones }) =>
      retained && minimumNodes < zones ? `${minimumNodes} in ${zones} zones` : undefined,
  },
];

function past({ asOf, endOfStandardSupport }: ClusterInput): boolean {
  return endOfStandardSupport < asOf;
}
