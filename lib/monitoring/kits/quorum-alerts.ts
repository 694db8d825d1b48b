import { Duration } from 'cdk8s';
import { majority } from '../../core/internal';
import { AlertProps, Comparison, Severity } from '../alert';
import { Metric } from '../metric';
import { of } from '../of';
import { downAlert } from './down-alert';

/** Members of which a majority must run. */
export interface Quorum {
  /** How many there are. */
  readonly members: number;
  /** One of them: `A member of Keeper`. */
  readonly one: string;
  /** All of them: `members of Keeper`. */
  readonly all: string;
  /** What is lost with the majority: `nothing can be inserted anywhere`. */
  readonly without: string;
  /** Their metric `up`. */
  readonly up: Metric;
  /** The pods that vote, as a regular expression, where others show `up` too. Default: all of them vote. */
  readonly voters?: string;
  /** The names of the alerts: `ClickHouseKeeperDown`, `ClickHouseKeeperQuorumAtRisk`. */
  readonly names: { readonly down: string; readonly atRisk: string };
}

/** A member that is down, and a quorum that the next one would cost: one alone is its own quorum. */
export function quorumAlerts({ members, one, all, without, up, voters, names }: Quorum): AlertProps[] {
  const needed = majority(members);
  return [
    downAlert({
      name: names.down,
      up,
      severity: members > 1 ? Severity.TICKET : Severity.PAGE,
      description: `${one} does not answer. ${needed} of ${members} must run.`,
    }),
    {
      name: names.atRisk,
      severity: Severity.PAGE,
      value: of(voters === undefined ? 'sum($1)' : `sum($1{pod=~"${voters}"})`, up),
      comparison: Comparison.BELOW,
      threshold: Math.min(needed + 1, members),
      holdFor: Duration.minutes(10),
      summary: `{{ $value }} ${all} are left`,
      description: `Without ${needed} of ${members} ${without}, and there is none to spare.`,
    },
  ];
}

/** What a leader says of those that follow it. */
export interface Followers {
  /** The alert's name: `ClickHouseKeeperFollowersBehind`. */
  readonly name: string;
  /** How many members there are, the leader too. */
  readonly members: number;
  /** Whose followers: `Keeper`. */
  readonly of: string;
  /** How many of them are in step. */
  readonly synced: Metric;
}

/** Followers that are not in step; none where there is one member alone. */
export function followersAlerts({ name, members, of: whose, synced }: Followers): AlertProps[] {
  if (members === 1) return [];
  return [
    {
      name,
      severity: Severity.TICKET,
      value: of('max($1)', synced),
      comparison: Comparison.BELOW,
      threshold: members - 1,
      holdFor: Duration.minutes(10),
      summary: `{{ $value }} of ${members - 1} followers of ${whose} are in step`,
      description: 'The loss of the leader now can cost the quorum.',
    },
  ];
}

/** Members that do not keep up with what they are asked. */
export function waitingAlert(name: string, outstanding: Metric): AlertProps {
  return {
    name,
    severity: Severity.TICKET,
    value: of('max by (pod) ($1)', outstanding),
    comparison: Comparison.ABOVE,
    threshold: 100,
    holdFor: Duration.minutes(10),
    summary: '{{ $labels.pod }} has {{ $value }} requests waiting',
    description: 'The member does not keep up. Clients lose their sessions next.',
  };
}
