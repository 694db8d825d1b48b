import { Duration, Size } from 'cdk8s';
import { AlertProps, Comparison, Severity } from '../../monitoring';
import { downAlert, of } from '../../monitoring/internal';
import { FLOOD_PERCENT, HIGH_PERCENT } from '../config/watermarks';
import { BACKEND, FRONTEND, PLATFORM } from '../metrics';
import { memoryAlert } from './memory-alert';
import { onMaster } from './on-master';

/** What backends should be. */
export interface BackendAlertsInput {
  readonly backends: number;
  /** All frontends. */
  readonly members: number;
  /** How many replicas a tablet has by default. */
  readonly replication: number;
  /** The StatefulSets. */
  readonly sets: { readonly frontends: string; readonly backends: string };
  /** What a backend's process may use. */
  readonly memoryLimit: Size;
}

/** What goes wrong with backends, and with what they keep. */
export function backendAlerts(input: BackendAlertsInput): AlertProps[] {
  const { sets, members, backends } = input;
  const wanted = { [sets.frontends]: members, [sets.backends]: backends };
  return [...presenceAlerts(input), ...diskAlerts(input), ...processAlerts(input), notAppliedAlert(wanted)];
}

const alone = ({ replication }: BackendAlertsInput) => replication === 1;

/** A backend whose pod has no address is no target, and has no series that could be wrong. */
function presenceAlerts(input: BackendAlertsInput): AlertProps[] {
  const { backends } = input;
  return [
    downAlert({
      name: 'DorisBackendDown',
      severity: alone(input) ? Severity.PAGE : Severity.TICKET,
      up: BACKEND.up,
      description: alone(input)
        ? 'The backend does not answer. What it holds has no other replica.'
        : 'The backend does not answer. Its tablets have one replica fewer, and are copied from the others after a while.',
    }),
    {
      name: 'DorisBackendsMissing',
      severity: alone(input) ? Severity.PAGE : Severity.TICKET,
      value: of('count($1)', BACKEND.up),
      comparison: Comparison.BELOW,
      threshold: backends,
      // A node that comes for one has come by then.
      holdFor: Duration.minutes(15),
      summary: `{{ $value }} of ${backends} backends are there`,
      description: 'The pods of the others have no node or do not start.',
    },
    {
      name: 'DorisBackendsDead',
      severity: Severity.TICKET,
      value: onMaster(
        '($1{type="be_node_num",state="total"} - on (pod) $1{type="be_node_num",state="alive"})',
        FRONTEND.nodes,
      ),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.hours(1),
      // Of what does not live the master does not know whether it held data.
      summary: '{{ $value }} backends or compute nodes are members and do not report to the master',
      description: 'They are down, cannot reach the master, or are gone for good and were never dropped.',
    },
  ];
}

function diskAlerts(input: BackendAlertsInput): AlertProps[] {
  return [
    {
      name: 'DorisDiskBad',
      severity: alone(input) ? Severity.PAGE : Severity.TICKET,
      value: of('min by (pod, path) ($1)', BACKEND.diskState),
      comparison: Comparison.BELOW,
      threshold: 1,
      summary: '{{ $labels.pod }} cannot read and write {{ $labels.path }}',
      description: alone(input)
        ? 'What lies there has no other replica.'
        : 'The backend goes on without it. What lies there is copied from the other replicas.',
    },
    {
      name: 'DorisStorageDiskFull',
      severity: Severity.PAGE,
      value: of('min by (pod, path) ($1 / ($2 > 0))', BACKEND.diskFree, BACKEND.diskTotal),
      comparison: Comparison.BELOW,
      threshold: (100 - HIGH_PERCENT) / 100,
      summary: '{{ $labels.pod }} has {{ $value | humanizePercentage }} of {{ $labels.path }} left',
      description: `No replica is moved there any more. From ${FLOOD_PERCENT} % in use on, loads are refused.`,
    },
  ];
}

function processAlerts({ sets, memoryLimit }: BackendAlertsInput): AlertProps[] {
  return [
    memoryAlert({ name: 'DorisBackendMemoryHigh', memory: BACKEND.memory, limits: [{ limit: memoryLimit }] }),
    filesAlert(),
    {
      name: 'DorisBackendTasksFail',
      severity: Severity.TICKET,
      value: of('sum by (pod, type) (increase($1{status="failed"}[15m]))', BACKEND.tasks),
      comparison: Comparison.ABOVE,
      threshold: 10,
      holdFor: Duration.minutes(15),
      summary: '{{ $labels.pod }} failed at {{ $labels.type }} {{ $value | humanize }} times in a quarter of an hour',
      description:
        'Work on tablets fails again and again: compaction, copies, new tablets, or versions that become visible.',
    },
    restartsAlert(sets.backends),
  ];
}

/** Files of a backend, wherever the data lies. */
export function filesAlert(): AlertProps {
  return {
    name: 'DorisBackendFilesExhausted',
    severity: Severity.TICKET,
    value: of('max by (pod) ($1 / ($2 > 0))', BACKEND.openFiles, BACKEND.maxFiles),
    comparison: Comparison.ABOVE,
    threshold: 0.8,
    summary: '{{ $labels.pod }} has {{ $value | humanizePercentage }} of its file descriptors open',
    description: 'At the limit it opens neither files nor connections: queries, loads and compaction fail.',
  };
}

/**
 * Backends that end, wherever the data lies.
 *
 * @param set their StatefulSets, as a regular expression
 */
export function restartsAlert(set: string): AlertProps {
  return {
    name: 'DorisBackendRestarts',
    severity: Severity.TICKET,
    value: of(`sum by (pod) (increase($1{pod=~"${set}-[0-9]+"}[1h]))`, PLATFORM.restarts),
    comparison: Comparison.ABOVE,
    threshold: 0,
    holdFor: Duration.minutes(0),
    summary: '{{ $labels.pod }} was started again',
    description:
      'It ran out of memory, crashed, or stopped to answer. Queries and loads that it had a part in have failed.',
  };
}

/** The operator refuses by events alone, which nobody counts: what shows is a set that stays as it was. */
export function notAppliedAlert(wanted: Record<string, number>): AlertProps {
  const off = Object.entries(wanted).map(([set, members]) => `abs(max($1{statefulset="${set}"}) - ${members})`);
  return {
    name: 'DorisNotApplied',
    severity: Severity.TICKET,
    value: of(off.join(' + '), PLATFORM.wanted),
    comparison: Comparison.ABOVE,
    threshold: 0,
    holdFor: Duration.minutes(30),
    summary: 'the operator has {{ $value }} members more or fewer than it was told',
    description: 'It refuses the change, fails at it, or does not run. Its events say which; its status does not.',
  };
}
