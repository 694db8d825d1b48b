import { Duration } from 'cdk8s';
import { AlertProps, Comparison, Severity } from '../../monitoring';
import { CERTIFICATE, downAlert, heapAlert, of } from '../../monitoring/internal';
import { activeWorkers, COORDINATOR, MANAGED, PLATFORM, RESOURCE_MANAGER, WORKER } from '../metrics';

/** What the alerts depend on. */
export interface NodeAlertsInput {
  /** The Deployment of workers. */
  readonly workers: string;
  /** How many coordinators and resource managers there are. Default: one coordinator, and none of these. */
  readonly managed?: { readonly coordinators: number; readonly resourceManagers: number };
  /** That of the coordinator. */
  readonly coordinator: string;
  /** After which time without an answer of a worker its queries fail. */
  readonly workerLossTimeout: Duration;
  /** Whether the use of heap and code cache is known. */
  readonly memoryOfJvm: boolean;
  /** The Secret of a certificate that servers read when they start, and not again. Default: there is none. */
  readonly certificate?: string;
}

/** Ten characters at most of the ReplicaSet, and five of the pod. */
const podsOf = (...deployments: string[]) => `pod=~"(${deployments.join('|')})-[a-z0-9]+-[a-z0-9]{5}"`;

/** What goes wrong with nodes. */
export function nodeAlerts(input: NodeAlertsInput): AlertProps[] {
  const { managed } = input;
  return [
    ...workerAlerts(input),
    ...(managed ? managedAlerts(managed.coordinators, managed.resourceManagers) : []),
    ...jvmAlerts(input),
    restarts(input),
    ...certificateAlerts(input),
  ];
}

function workerAlerts({ workers, managed }: NodeAlertsInput): AlertProps[] {
  const active = activeWorkers(managed !== undefined);
  return [
    {
      name: 'PrestoNoWorkers',
      severity: Severity.PAGE,
      value: of(active.text.slice(1, -1), ...active.metrics),
      comparison: Comparison.BELOW,
      threshold: 1,
      summary: 'the coordinator has no worker',
      description: 'Every query waits for one, and fails after some minutes.',
    },
    {
      name: 'PrestoWorkersMissing',
      severity: Severity.TICKET,
      value: of(
        `1 - ${active.text} / (max($${active.metrics.length + 1}{deployment="${workers}"}) > 0)`,
        ...active.metrics,
        PLATFORM.wanted,
      ),
      comparison: Comparison.ABOVE,
      threshold: 0.2,
      // One that is added needs a node.
      holdFor: Duration.minutes(15),
      summary: '{{ $value | humanizePercentage }} of the workers that should be there are not',
      description: 'They have no node, do not start, or do not reach the coordinator. Queries take that much longer.',
    },
    downAlert({
      name: 'PrestoWorkerDown',
      severity: Severity.TICKET,
      up: WORKER.up,
      holdFor: Duration.minutes(10),
      description: 'The worker does not answer. What it worked on has failed.',
    }),
    {
      name: 'PrestoWorkerLeavesTooSlowly',
      severity: Severity.TICKET,
      // The time of the kill is there from the beginning of the leave on. Half a minute before it even the longest query is over.
      value: of(`max by (pod) (max_over_time((time() - $1{${podsOf(workers)}})[15m:15s]))`, PLATFORM.killedAt),
      comparison: Comparison.ABOVE,
      threshold: -30,
      holdFor: Duration.minutes(0),
      summary: '{{ $labels.pod }} has not left within its time',
      description: 'It is killed, or was: what it still had to do for queries is lost, and they fail.',
    },
  ];
}

/** What coordinators that know one another find missing. */
function managedAlerts(coordinators: number, resourceManagers: number): AlertProps[] {
  const common = { severity: Severity.TICKET, comparison: Comparison.BELOW, holdFor: Duration.minutes(15) };
  return [
    {
      ...common,
      name: 'PrestoCoordinatorsMissing',
      value: of('max($1)', MANAGED.activeCoordinators),
      threshold: coordinators,
      summary: `of ${coordinators} coordinators there are {{ $value }}`,
      description:
        'Clients are led to the others, which have that much more to do. What the one that is gone ran has failed.',
    },
    {
      ...common,
      name: 'PrestoResourceManagersMissing',
      value: of('max($1)', MANAGED.activeResourceManagers),
      threshold: resourceManagers,
      summary: `of ${resourceManagers} resource managers there are {{ $value }}`,
      description:
        'One is enough. Without any, coordinators find no nodes that come, and do not know of one another’s queries.',
    },
  ];
}

function jvmAlerts({ workerLossTimeout, memoryOfJvm, managed }: NodeAlertsInput): AlertProps[] {
  const nodes = [COORDINATOR, WORKER];
  const seconds = workerLossTimeout.toSeconds();
  // Counted are those of one second and more, and those of ten and more.
  const long = seconds >= 30 ? 10 : 1;
  const pauses = nodes.flatMap((node) => [
    ...(long === 1 ? [node.pausesOfSeconds] : []),
    node.pausesOfTensOfSeconds,
    node.pausesOfMinutes,
  ]);
  const each = pauses.length / 2;
  const sum = (from: number) =>
    Array.from({ length: each }, (_, index) => `increase($${from + index}[1h])`).join(' + ');
  return [
    ...(memoryOfJvm
      ? [heapAlert('PrestoHeapFull', managed ? [...nodes, RESOURCE_MANAGER] : nodes), codeCacheAlert()]
      : []),
    {
      name: 'PrestoGarbageCollection',
      severity: Severity.TICKET,
      value: of(
        `sum by (pod) (rate($1[10m])) / 1000 or sum by (pod) (rate($2[10m])) / 1000`,
        COORDINATOR.gcTime,
        WORKER.gcTime,
      ),
      comparison: Comparison.ABOVE,
      threshold: 0.2,
      holdFor: Duration.minutes(15),
      summary: '{{ $labels.pod }} spends {{ $value | humanizePercentage }} of its time on collecting garbage',
      description:
        'It has too little heap for what it does. Queries are that much slower, and it ends when nothing is free any more.',
    },
    {
      name: 'PrestoPauses',
      severity: Severity.TICKET,
      value: of(`sum by (pod) (${sum(1)}) or sum by (pod) (${sum(1 + each)})`, ...pauses),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.minutes(0),
      summary: `{{ $labels.pod }} stood still for more than ${long} s`,
      description: `Its JVM collected garbage, or the node took its processor away. Without an answer for ${seconds} s queries fail.`,
    },
  ];
}

function codeCacheAlert(): AlertProps {
  const share = (first: number) => `sum by (pod) ($${first}) / sum by (pod) ($${first + 1})`;
  return {
    name: 'PrestoCodeCacheFull',
    severity: Severity.TICKET,
    value: of(
      `${share(1)} or ${share(3)}`,
      ...[COORDINATOR, WORKER].flatMap(({ codeUsed, codeMax }) => [codeUsed, codeMax]),
    ),
    comparison: Comparison.ABOVE,
    threshold: 0.9,
    holdFor: Duration.minutes(15),
    summary: '{{ $labels.pod }} has {{ $value | humanizePercentage }} of its code cache full',
    description:
      'When it is full, nothing more is compiled: from then on queries are many times slower, with no error.',
  };
}

function restarts({ workers, coordinator }: NodeAlertsInput): AlertProps {
  return {
    name: 'PrestoRestarts',
    severity: Severity.TICKET,
    value: of(`sum by (pod) (increase($1{${podsOf(coordinator, workers)}}[1h]))`, PLATFORM.restarts),
    comparison: Comparison.ABOVE,
    threshold: 0,
    holdFor: Duration.minutes(0),
    summary: '{{ $labels.pod }} was started again',
    description:
      'It ran out of memory, or stopped to answer. Queries that it had a part in have failed: of the coordinator all.',
  };
}

/** Whoever watches the certificate alone sees it renewed in time, while servers show the one before until it ends. */
function certificateAlerts({ workers, coordinator, certificate }: NodeAlertsInput): AlertProps[] {
  if (certificate === undefined) return [];
  return [
    {
      name: 'PrestoCertificateNotRead',
      severity: Severity.TICKET,
      value: of(
        `max($1{name="${certificate}"}) - on () group_right () max by (pod) ($2{${podsOf(coordinator, workers)}})`,
        CERTIFICATE.issued,
        PLATFORM.started,
      ),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.hours(1),
      summary: '{{ $labels.pod }} has not read the certificate that was renewed',
      description: 'It shows the one before until it is started again. When that one ends, nobody can connect to it.',
    },
  ];
}
