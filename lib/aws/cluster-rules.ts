import { Rule } from '../core/internal';
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

/** Checks on the props of a DataCluster. */
export const clusterRules: ReadonlyArray<Rule<ClusterInput>> = [
  {
    code: 'AWS201',
    prop: 'access',
    must: 'be given where the environment retains data',
    remedy:
      'choose Access.privateVia(WayIn.sessionManagerHost()), or Access.publicFrom([...]) with the addresses of your offices and runners',
    violation: ({ retained, hasAccess }) => (retained && !hasAccess ? 'nothing' : undefined),
  },
  {
    code: 'AWS202',
    prop: 'Access.publicFrom',
    must: 'name blocks of IPv4 addresses, none of them the whole internet',
    remedy: 'name the addresses of your offices and runners, or make the API private',
    violation: ({ publicCidrs }) =>
      publicCidrs.filter((cidr) => (parseCidr(cidr)?.prefix ?? 0) < 8).map((cidr) => `'${cidr}'`),
  },
  {
    code: 'AWS203',
    prop: 'version',
    must: 'be under standard support of AWS where the environment retains data',
    remedy:
      "upgrade: another version costs six times as much and ends on its own day; or say why it must be with 'pastSupportReason'",
    violation: (input) =>
      past(input) && input.retained && !input.pastSupportReason
        ? `${input.version}, whose standard support ended on ${input.endOfStandardSupport}`
        : undefined,
  },
  {
    code: 'AWS204',
    prop: 'version',
    must: 'be under standard support of AWS',
    remedy: 'upgrade, one minor version at a time',
    severity: 'warning',
    violation: (input) =>
      past(input) && (!input.retained || input.pastSupportReason)
        ? `${input.version}, whose standard support ended on ${input.endOfStandardSupport}`
        : undefined,
  },
  {
    code: 'AWS205',
    prop: 'administrators',
    must: 'be roles or users of IAM, at least one of them',
    remedy: 'write their ARNs: who creates a cluster has no access to it just by that',
    violation: ({ administrators }) => (administrators.length === 0 ? 'none' : badPrincipals(administrators)),
  },
  {
    code: 'AWS206',
    prop: 'viewers',
    must: 'be roles or users of IAM',
    remedy: 'write their ARNs',
    violation: ({ viewers }) => badPrincipals(viewers),
  },
  {
    code: 'AWS207',
    prop: 'systemNodes',
    must: 'be at least two',
    remedy: 'DNS and Karpenter run on them: the loss of one must not take both',
    violation: ({ minimumNodes }) => (minimumNodes < 2 ? String(minimumNodes) : undefined),
  },
  {
    code: 'AWS208',
    prop: 'systemNodes',
    must: 'be at least one for each zone where the environment retains data',
    remedy: 'set systemNodes.count to the number of zones',
    violation: ({ retained, minimumNodes, zones }) =>
      retained && minimumNodes < zones ? `${minimumNodes} in ${zones} zones` : undefined,
  },
];

function past({ asOf, endOfStandardSupport }: ClusterInput): boolean {
  return endOfStandardSupport < asOf;
}

function badPrincipals(arns: string[]): string[] {
  return arns.filter((arn) => !PRINCIPAL.test(arn)).map((arn) => `'${arn}'`);
}
