import { Duration } from 'cdk8s';
import { majority } from '../../core/internal';
import { AlertProps, Comparison, Severity } from '../../monitoring';
import { downAlert, of, quorumAlerts } from '../../monitoring/internal';
import { JOURNAL_NODE, NAME_NODE, PLATFORM } from '../metrics';
import { NAME_NODE_RPC } from './slos';

/** What the alerts depend on. */
export interface NameNodeAlertsInput {
  /** The StatefulSet of the NameNodes. */
  readonly set: string;
  readonly nameNodes: number;
  /** None without high availability. */
  readonly journalNodes: number;
  /** Calls that a NameNode answers at the same time. */
  readonly handlers: number;
}

/** What goes wrong with NameNodes, and with the JournalNodes that keep their edits. */
export function nameNodeAlerts(input: NameNodeAlertsInput): AlertProps[] {
  const { nameNodes, journalNodes } = input;
  return [
    ...stateAlerts(input),
    ...(nameNodes > 1 ? pairAlerts() : []),
    ...loadAlerts(input.handlers),
    ...(journalNodes > 0 ? journalAlerts(journalNodes) : []),
  ];
}

function stateAlerts({ set, nameNodes }: NameNodeAlertsInput): AlertProps[] {
  // While another one is active, nobody notices.
  const severity = nameNodes > 1 ? Severity.TICKET : Severity.PAGE;
  return [
    {
      name: 'HadoopNoActiveNameNode',
      severity: Severity.PAGE,
      value: of('count($1 == 1) or 0 * count($2)', NAME_NODE.state, NAME_NODE.up),
      comparison: Comparison.BELOW,
      threshold: 1,
      holdFor: Duration.minutes(2),
      summary: 'no NameNode is active',
      description: 'Nobody can read or write anything in HDFS, and what runs on it stops.',
    },
    downAlert({
      name: 'HadoopNameNodeDown',
      severity,
      up: NAME_NODE.up,
      description: `The NameNode does not answer. There ${nameNodes > 1 ? `should be ${nameNodes}: without a standby nobody takes over` : 'is no other'}.`,
    }),
    {
      name: 'HadoopNameNodeWithoutImage',
      severity,
      value: of(`max by (pod) ($1{pod=~"${set}-[0-9]+",container="bootstrap"})`, PLATFORM.initRunning),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.minutes(15),
      summary: '{{ $labels.pod }} has waited for an image of the namespace for a quarter of an hour',
      description:
        'There was a file system, this NameNode has no image of it, and nobody gives it one. Do not format anything: nobody would know any more which blocks are which file.',
    },
    {
      name: 'HadoopSafeMode',
      severity,
      value: of('min by (pod) ($1)', NAME_NODE.safeModeProgress),
      comparison: Comparison.BELOW,
      threshold: 1,
      holdFor: Duration.minutes(10),
      summary: '{{ $labels.pod }} is still in safe mode, with {{ $value | humanizePercentage }} of the blocks reported',
      description: 'Until DataNodes have reported nearly all blocks, nothing can be written.',
    },
  ];
}

function pairAlerts(): AlertProps[] {
  return [
    {
      name: 'HadoopTwoActiveNameNodes',
      severity: Severity.PAGE,
      value: of('count($1 == 1)', NAME_NODE.state),
      comparison: Comparison.ABOVE,
      threshold: 1,
      // One that has just handed over was scraped before that.
      holdFor: Duration.minutes(3),
      summary: '{{ $value }} NameNodes say that they are active',
      description: 'JournalNodes take edits from one alone. Clients of the other read a state of the past.',
    },
    {
      name: 'HadoopCheckpointTooOld',
      severity: Severity.TICKET,
      value: of('time() - max($1{hastate="active"}) / 1000', NAME_NODE.lastCheckpoint),
      comparison: Comparison.ABOVE,
      // A standby makes one every hour.
      threshold: 7200,
      holdFor: Duration.minutes(15),
      summary: 'the image of the namespace is {{ $value | humanizeDuration }} old',
      description: 'Edits pile up: the next start takes longer and longer, and backups of the image get old.',
    },
    {
      name: 'HadoopStandbyBehind',
      severity: Severity.TICKET,
      // It takes edits every two or three minutes, so in between it is always a little behind.
      value: of('max by (pod) ($1{hastate="standby"}) / 1000', NAME_NODE.standbyBehind),
      comparison: Comparison.ABOVE,
      threshold: 120,
      holdFor: Duration.minutes(10),
      summary: '{{ $labels.pod }} is {{ $value | humanizeDuration }} behind',
      description: 'The standby takes no edits. If it must take over, it has all of them to read first.',
    },
  ];
}

function loadAlerts(handlers: number): AlertProps[] {
  const active = 'and on (pod) ($2 == 1)';
  return [
    {
      name: 'HadoopRpcSlow',
      severity: Severity.TICKET,
      value: of(`max by (pod) ($1${NAME_NODE_RPC} ${active})`, NAME_NODE.queueTime, NAME_NODE.state),
      comparison: Comparison.ABOVE,
      threshold: 100,
      holdFor: Duration.minutes(10),
      summary: 'calls wait {{ $value | humanize }} ms for {{ $labels.pod }}',
      description: 'Every opening, listing and closing of a file takes that much longer.',
    },
    {
      name: 'HadoopCallsPileUp',
      severity: Severity.PAGE,
      value: of(`max by (pod) ($1${NAME_NODE_RPC} ${active})`, NAME_NODE.callQueue, NAME_NODE.state),
      comparison: Comparison.ABOVE,
      // Half of the queue: ipc.server.handler.queue.size has room for a hundred calls a handler.
      threshold: 50 * handlers,
      summary: '{{ $value }} calls wait for {{ $labels.pod }}',
      description: 'The NameNode does not keep up, or stands still. When the queue is full, clients wait at the door.',
    },
    {
      name: 'HadoopLockContended',
      severity: Severity.TICKET,
      value: of('max by (pod) ($1{hastate="active"})', NAME_NODE.lockQueue),
      comparison: Comparison.ABOVE,
      threshold: Math.floor(handlers / 2),
      holdFor: Duration.minutes(10),
      summary: '{{ $value }} calls wait for the lock of the namespace in {{ $labels.pod }}',
      description: 'Half of the handlers wait for one call that changes or lists much.',
    },
    {
      name: 'HadoopNameNodePauses',
      severity: Severity.TICKET,
      value: of('sum by (pod) (increase($1[1h]))', NAME_NODE.longPauses),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.seconds(0),
      summary: '{{ $labels.pod }} stood still for more than ten seconds',
      description:
        'Its JVM collected garbage, or the node took its processor away. Three times as long costs a failover.',
    },
  ];
}

function journalAlerts(members: number): AlertProps[] {
  return [
    ...quorumAlerts({
      members,
      one: 'A JournalNode',
      all: 'JournalNodes',
      without: 'the active NameNode ends itself',
      up: JOURNAL_NODE.up,
      names: { down: 'HadoopJournalNodeDown', atRisk: 'HadoopJournalQuorumAtRisk' },
    }),
    {
      name: 'HadoopJournalNodeBehind',
      severity: Severity.TICKET,
      // Edits come at least every two minutes, when the standby has them rolled.
      value: of('(scalar(max($1)) - max by (pod) ($1)) / 1000', JOURNAL_NODE.lastWrite),
      comparison: Comparison.ABOVE,
      threshold: 300,
      holdFor: Duration.minutes(10),
      summary: '{{ $labels.pod }} has missed edits for {{ $value | humanizeDuration }}',
      description: `The JournalNode runs and takes no edits: it is not one of the ${majority(members)} that must have them.`,
    },
  ];
}
