import { Duration } from 'cdk8s';
import { AlertProps, Comparison, Severity } from '../../../monitoring';
import { backupAlert, downAlert, of, volumeAlerts } from '../../../monitoring/internal';
import { TITLE } from '../components';
import { CLUSTER, MONITOR } from '../metrics';

/** What the alerts depend on. */
export interface AlertsInput {
  /** The cluster. */
  readonly name: string;
  /** Whether a process may be lost. */
  readonly highAvailability: boolean;
  /** The CronJob that looks after the backup. Default: there is none. */
  readonly backupJob?: string;
}

/** One of the states of a cluster, of the first metric. */
export const statusOf = (name: string, type: string): string => `$1{name="${name}",status_type="${type}"}`;

/** What is known to go wrong with a FoundationDB. */
export function foundationDbAlerts(input: AlertsInput): AlertProps[] {
  const { name, backupJob } = input;
  return [
    ...clusterAlerts(name),
    ...processAlerts(input),
    ...volumeAlerts({
      title: TITLE,
      claims: `${name}-(storage|log)-[0-9]+-data`,
      description: 'With less than five percent free FoundationDB slows every client down until nothing is written.',
    }),
    ...(backupJob
      ? [
          backupAlert({
            title: TITLE,
            job: backupJob,
            what: 'the last look at the backup',
            description: 'What was written since may not be restored, or what is expired stays and costs money.',
          }),
        ]
      : []),
  ];
}

function clusterAlerts(name: string): AlertProps[] {
  const status = (type: string) => of(`max(${statusOf(name, type)})`, CLUSTER.status);
  return [
    {
      name: `${TITLE}Unavailable`,
      severity: Severity.PAGE,
      value: status('available'),
      comparison: Comparison.BELOW,
      threshold: 1,
      holdFor: Duration.minutes(3),
      summary: 'the database takes no reads and writes',
      description: 'Whoever keeps metadata in it stands still: of Doris, every load and every change of a table.',
    },
    {
      name: `${TITLE}ReplicationLow`,
      severity: Severity.PAGE,
      value: status('replication'),
      comparison: Comparison.BELOW,
      threshold: 1,
      // A pod that moves to another node is back before, with its volume.
      holdFor: Duration.hours(1),
      summary: 'some data has fewer copies than it should have',
      description: 'The next loss may be one of data. Copies are made anew while there is room for them.',
    },
    {
      name: `${TITLE}Unhealthy`,
      severity: Severity.TICKET,
      value: status('health'),
      comparison: Comparison.BELOW,
      threshold: 1,
      holdFor: Duration.hours(2),
      summary: 'the database does not become healthy',
      description: 'Data moves for hours, or a process is missing that nobody replaces.',
    },
    {
      name: `${TITLE}NotReconciled`,
      severity: Severity.TICKET,
      value: of(`max($1{name="${name}"})`, CLUSTER.reconciled),
      comparison: Comparison.BELOW,
      threshold: 1,
      holdFor: Duration.hours(4),
      summary: 'the operator has not carried out what was changed',
      description:
        'It waits for something: a pod that finds no node, an exclusion that does not end, or a client without the library of the next line.',
    },
    {
      name: `${TITLE}CoordinatorsChange`,
      severity: Severity.TICKET,
      value: of(`sum(increase($1{name="${name}"}[1h]))`, CLUSTER.coordinatorChanges),
      comparison: Comparison.ABOVE,
      threshold: 3,
      holdFor: Duration.minutes(0),
      summary: 'coordinators were chosen anew {{ $value | humanize }} times within an hour',
      description: 'The cluster file changes with them, and clients that read it when they start may hold an old one.',
    },
  ];
}

function processAlerts({ name, highAvailability }: AlertsInput): AlertProps[] {
  return [
    downAlert({
      name: `${TITLE}Down`,
      up: MONITOR.up,
      severity: highAvailability ? Severity.TICKET : Severity.PAGE,
      description: 'The monitor of a process does not answer. The operator replaces what is gone for two hours.',
      holdFor: Duration.minutes(10),
    }),
    {
      name: `${TITLE}ProcessesMissing`,
      severity: Severity.TICKET,
      value: of(
        `sum by (process_class) ($1{name="${name}",condition=~"MissingProcesses|PodFailing|PodPending|MissingPod"})`,
        CLUSTER.processGroups,
      ),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.minutes(30),
      summary: '{{ $value }} processes of the class {{ $labels.process_class }} are missing',
      description: 'The database does not see them, or their pods do not run.',
    },
    {
      name: `${TITLE}ProcessRestarts`,
      severity: Severity.TICKET,
      value: of('sum by (pod) (increase($1[1h]))', MONITOR.restarts),
      comparison: Comparison.ABOVE,
      threshold: 3,
      holdFor: Duration.minutes(0),
      summary: 'the process of {{ $labels.pod }} ended {{ $value | humanize }} times within an hour',
      description: 'Each end of a log process, or of one without data, stops all transactions for seconds.',
    },
  ];
}
