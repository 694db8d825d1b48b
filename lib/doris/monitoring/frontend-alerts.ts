import { Duration } from 'cdk8s';
import { majority } from '../../core/internal';
import { AlertProps, Comparison, Severity } from '../../monitoring';
import { of, quorumAlerts } from '../../monitoring/internal';
import { FRONTEND, PLATFORM } from '../metrics';
import { ALL_USERS } from './slos';

/** What frontends should be. */
export interface FrontendAlertsInput {
  readonly followers: number;
  /** Followers and observers. */
  readonly members: number;
  /** Their StatefulSet. */
  readonly set: string;
  /** How many connections each takes. */
  readonly maxConnections: number;
}

/** What goes wrong with frontends as processes, and with their quorum. */
export function frontendAlerts(input: FrontendAlertsInput): AlertProps[] {
  return [...presenceAlerts(input), ...electionAlerts(input), ...processAlerts(input)];
}

/** The first ordinals are followers, by which the image tells them from observers. */
function followersOf({ set, followers }: FrontendAlertsInput): string {
  return `${set}-(${Array.from({ length: followers }, (_, ordinal) => ordinal).join('|')})`;
}

/** A frontend whose pod has no address is no target, and has no series that could be wrong. */
function presenceAlerts({ members }: FrontendAlertsInput): AlertProps[] {
  return [
    {
      name: 'DorisFrontendsMissing',
      severity: Severity.TICKET,
      value: of('count($1)', FRONTEND.up),
      comparison: Comparison.BELOW,
      threshold: members,
      // A node that comes for one has come by then.
      holdFor: Duration.minutes(15),
      summary: `{{ $value }} of ${members} frontends are there`,
      description: 'The pods of the others have no node or do not start.',
    },
  ];
}

function electionAlerts(input: FrontendAlertsInput): AlertProps[] {
  const { followers } = input;
  const voters = followersOf(input);
  const needed = majority(followers);
  return [
    ...quorumAlerts({
      members: followers,
      one: 'A frontend',
      all: 'followers',
      without: 'nothing is loaded and no table changes',
      up: FRONTEND.up,
      voters,
      names: { down: 'DorisFrontendDown', atRisk: 'DorisFrontendQuorumAtRisk' },
    }),
    {
      name: 'DorisFrontendQuorumLost',
      severity: Severity.PAGE,
      value: of(`sum($1{pod=~"${voters}"})`, FRONTEND.up),
      comparison: Comparison.BELOW,
      threshold: needed,
      holdFor: Duration.minutes(3),
      summary: `{{ $value }} of ${followers} followers answer, where ${needed} must`,
      description:
        'The metadata cannot be written: loads fail, tables stay as they are, and frontends that start wait.',
    },
    {
      name: 'DorisNoMaster',
      severity: Severity.PAGE,
      value: of('sum($1{type="is_master"}) or 0 * sum($2)', FRONTEND.nodes, FRONTEND.up),
      comparison: Comparison.BELOW,
      threshold: 1,
      // An election takes seconds.
      holdFor: Duration.minutes(3),
      summary: 'no frontend is master',
      description: 'Loads fail and tables stay as they are, though frontends may still answer queries.',
    },
  ];
}

function processAlerts({ set, maxConnections }: FrontendAlertsInput): AlertProps[] {
  return [
    {
      name: 'DorisFrontendHeapFull',
      severity: Severity.TICKET,
      value: of('max by (pod) ($1{type="used"}) / (max by (pod) ($1{type="max"}) > 0)', FRONTEND.heap),
      comparison: Comparison.ABOVE,
      threshold: 0.85,
      holdFor: Duration.minutes(15),
      summary: '{{ $labels.pod }} uses {{ $value | humanizePercentage }} of its heap',
      description:
        'Collecting garbage frees little any more. A pause that is too long costs the master its place, and a start that replays the log needs more.',
    },
    {
      name: 'DorisFrontendRestarts',
      severity: Severity.TICKET,
      value: of(`sum by (pod) (increase($1{pod=~"${set}-[0-9]+"}[1h]))`, PLATFORM.restarts),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.minutes(0),
      summary: '{{ $labels.pod }} was started again',
      description:
        'It ran out of memory, met metadata that it cannot replay, lost touch with the majority, or stopped to answer.',
    },
    {
      name: 'DorisConnectionsNearLimit',
      severity: Severity.TICKET,
      value: of(`max by (pod) ($1{${ALL_USERS}}) / ${maxConnections}`, FRONTEND.connections),
      comparison: Comparison.ABOVE,
      threshold: 0.8,
      holdFor: Duration.minutes(10),
      summary: `{{ $labels.pod }} has {{ $value | humanizePercentage }} of its ${maxConnections} connections open`,
      description: 'At the limit it refuses clients, and the operator and new members with them.',
    },
  ];
}
