import { Duration } from 'cdk8s';
import { AlertProps, Comparison, Severity } from '../../monitoring';
import { downAlert, of } from '../../monitoring/internal';
import { COORDINATOR } from '../metrics';

/** What goes wrong with queries. */
export function queryAlerts(maxQueryTime: Duration, several: boolean): AlertProps[] {
  return [
    downAlert({
      name: 'PrestoCoordinatorDown',
      severity: Severity.PAGE,
      up: COORDINATOR.up,
      description: several
        ? 'A coordinator does not answer: the queries that it ran are lost. Clients are led to the others.'
        : 'The coordinator does not answer, and there is no other: nobody can ask a query, and those that ran are lost.',
    }),
    ...waitingAlerts(maxQueryTime),
    ...failureAlerts(),
    {
      name: 'PrestoMemoryBlocked',
      severity: Severity.TICKET,
      value: of('max($1)', COORDINATOR.blockedNodes),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.minutes(10),
      summary: 'all memory for queries is taken on {{ $value }} nodes',
      description:
        'What runs there stands still until something gives memory back. The query that has most of all is ended, again and again.',
    },
  ];
}

function waitingAlerts(maxQueryTime: Duration): AlertProps[] {
  const longest = `${maxQueryTime.toSeconds()}s`;
  return [
    {
      name: 'PrestoQueueStalled',
      severity: Severity.PAGE,
      // Whatever ran when the time began has ended when it is over, so its place is free.
      value: of(
        `max(min_over_time($1[${longest}])) and on () sum(increase($2[${longest}])) == 0`,
        COORDINATOR.queued,
        COORDINATOR.started,
      ),
      comparison: Comparison.ABOVE,
      threshold: 0,
      summary: '{{ $value }} queries wait, and none has begun for as long as a query may run',
      description:
        'Nothing that ends makes room for them: they wait for workers, for memory or for a queue that lets none in.',
    },
    {
      name: 'PrestoQueriesSlow',
      severity: Severity.TICKET,
      value: of(
        'max($1) / 1000 and on () sum(increase($2[15m])) > 10',
        COORDINATOR.executionTime,
        COORDINATOR.completed,
      ),
      comparison: Comparison.ABOVE,
      threshold: maxQueryTime.toSeconds() / 2,
      holdFor: Duration.minutes(15),
      summary: 'the slowest twentieth of queries takes {{ $value | humanizeDuration }}',
      description: 'That is more than half of what a query may take at all: soon they are ended before they are done.',
    },
  ];
}

function failureAlerts(): AlertProps[] {
  const share = 'sum(increase($1[30m])) / (sum(increase($2[30m])) > 20)';
  return [
    {
      name: 'PrestoInternalFailures',
      severity: Severity.TICKET,
      value: of('sum(increase($1[30m]))', COORDINATOR.internalFailures),
      comparison: Comparison.ABOVE,
      threshold: 5,
      holdFor: Duration.minutes(0),
      summary: '{{ $value | humanize }} queries failed within half an hour by fault of the engine',
      description:
        'Workers were lost, or a release has a fault. Where it is many of all queries, an objective says so too.',
    },
    {
      name: 'PrestoInsufficientResources',
      severity: Severity.TICKET,
      value: of(share, COORDINATOR.insufficientResources, COORDINATOR.completed),
      comparison: Comparison.ABOVE,
      threshold: 0.1,
      holdFor: Duration.minutes(15),
      summary: '{{ $value | humanizePercentage }} of queries ran out of memory or time, or into a full queue',
      description: 'Queries are larger than their limits, or the cluster is smaller than what is asked of it.',
    },
    {
      name: 'PrestoExternalFailures',
      severity: Severity.TICKET,
      value: of(share, COORDINATOR.externalFailures, COORDINATOR.completed),
      comparison: Comparison.ABOVE,
      threshold: 0.1,
      holdFor: Duration.minutes(15),
      summary: '{{ $value | humanizePercentage }} of queries failed by fault of what a catalog is made of',
      description: 'A metastore, a database or a store refuses or does not answer. Other catalogs are asked as ever.',
    },
  ];
}
