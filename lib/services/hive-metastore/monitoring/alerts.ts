import { Duration } from 'cdk8s';
import { AlertProps, Comparison, Severity } from '../../../monitoring';
import { downAlert, heapAlert, of, probeAlert, volumeAlerts } from '../../../monitoring/internal';
import { TITLE } from '../components';
import { METASTORE, PLATFORM } from '../metrics';

/** What the alerts depend on. */
export interface AlertsInput {
  /** The Deployment of the replicas. */
  readonly deployment: string;
  readonly replicas: number;
  /** How many calls one replica answers at once. */
  readonly threads: number;
  /** The StatefulSet of the database. Default: something else runs it. */
  readonly database?: string;
  /** The CronJob that asks. Default: none does. */
  readonly probe?: string;
}

/** What is known to go wrong with a metastore. */
export function metastoreAlerts(input: AlertsInput): AlertProps[] {
  const { probe, database } = input;
  return [
    ...replicaAlerts(input),
    ...callAlerts(input.threads),
    ...(probe
      ? [
          probeAlert({
            title: TITLE,
            job: probe,
            what: 'nobody could ask for all databases',
            description: 'No query over its tables is planned: the metastore, or its database, does not answer.',
          }),
        ]
      : []),
    ...(database ? diskAlerts(database) : []),
  ];
}

function replicaAlerts({ deployment, replicas }: AlertsInput): AlertProps[] {
  const own = `{deployment="${deployment}"}`;
  return [
    downAlert({
      name: `${TITLE}Down`,
      up: METASTORE.up,
      severity: replicas > 1 ? Severity.TICKET : Severity.PAGE,
      description: `A replica does not answer. One of ${replicas} must.`,
    }),
    {
      name: `${TITLE}Unavailable`,
      severity: Severity.PAGE,
      value: of(`max($1${own})`, PLATFORM.available),
      comparison: Comparison.BELOW,
      threshold: 1,
      holdFor: Duration.minutes(3),
      summary: 'no replica of the metastore is ready',
      description: 'No query over its tables is planned, whoever asks.',
    },
    {
      name: `${TITLE}ReplicaMissing`,
      severity: Severity.TICKET,
      value: of(`max($1${own})`, PLATFORM.available),
      comparison: Comparison.BELOW,
      threshold: replicas,
      // A rolling update of all of them is over by then.
      holdFor: Duration.minutes(20),
      summary: `{{ $value }} of ${replicas} replicas are ready`,
      description:
        'One does not start: mostly its schema, its jars or its password are refused, and its init containers say why.',
    },
    heapAlert(`${TITLE}HeapFull`, [METASTORE_HEAP]),
    {
      name: `${TITLE}Pauses`,
      severity: Severity.TICKET,
      value: of('sum by (pod) (rate($1[5m])) / 1000', METASTORE.pauses),
      comparison: Comparison.ABOVE,
      threshold: 0.1,
      holdFor: Duration.minutes(15),
      summary: '{{ $labels.pod }} stands still {{ $value | humanizePercentage }} of the time',
      description: 'The JVM collects garbage, or the node has no processor for it. All calls wait meanwhile.',
    },
  ];
}

/** Of the JVM's areas, the heap. */
export const METASTORE_HEAP = { heapUsed: METASTORE.heapUsed, heapMax: METASTORE.heapMax };

function callAlerts(threads: number): AlertProps[] {
  return [
    {
      name: `${TITLE}CallsSlow`,
      severity: Severity.TICKET,
      value: of('max by (pod, call) ($1 / 1000 and rate($2[5m]) > 0)', METASTORE.slowest, METASTORE.calls),
      comparison: Comparison.ABOVE,
      threshold: 30,
      holdFor: Duration.minutes(15),
      summary: 'the slowest twentieth of {{ $labels.call }} takes {{ $value | humanizeDuration }} in {{ $labels.pod }}',
      description: 'Queries wait for it before they begin, and clients give up after some minutes.',
    },
    {
      name: `${TITLE}ConnectionsHigh`,
      severity: Severity.TICKET,
      value: of('max by (pod) ($1)', METASTORE.connections),
      comparison: Comparison.ABOVE,
      threshold: Math.floor(threads * 0.8),
      holdFor: Duration.minutes(10),
      summary: '{{ $labels.pod }} has {{ $value }} clients',
      description: `Each keeps one of ${threads} threads as long as it is connected. Beyond them clients hang.`,
    },
    {
      name: `${TITLE}DirectSqlFails`,
      severity: Severity.TICKET,
      value: of('sum by (pod) (increase($1[30m]))', METASTORE.directSqlErrors),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.minutes(0),
      summary: '{{ $labels.pod }} asks its database the slow way',
      description:
        'Its own statements fail, and it asks object by object instead: tables with many partitions take minutes.',
    },
    {
      name: `${TITLE}TablesDropped`,
      severity: Severity.TICKET,
      value: of('sum(increase($1[15m]))', METASTORE.tablesDropped),
      comparison: Comparison.ABOVE,
      threshold: 100,
      holdFor: Duration.minutes(0),
      summary: '{{ $value | humanize }} tables were dropped within a quarter of an hour',
      description: 'The metastore asks nobody who he is. Where this is not meant, close the way in, then restore.',
    },
  ];
}

function diskAlerts(set: string): AlertProps[] {
  return volumeAlerts({
    title: `${TITLE}Database`,
    claims: `data-${set}-[0-9]+`,
    description: 'A database that cannot write its log ends itself, and no table can be found any more.',
  });
}
