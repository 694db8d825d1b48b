import { Duration } from 'cdk8s';
import { AlertProps, Comparison, Expression, Severity } from '../../monitoring';
import { of } from '../../monitoring/internal';
import { OPERATOR_HEALTH, PLATFORM } from '../metrics';

/** What the alerts depend on. */
export interface PlatformAlertsInput {
  /** The Deployment of the History Server. */
  readonly historyServer: string;
  /** What the operator's release is called. */
  readonly operator: string;
}

/** What goes wrong with what all teams share. */
export function platformAlerts(input: PlatformAlertsInput): AlertProps[] {
  return [
    ...operatorAlerts(input.operator),
    ...workAlerts(),
    queueAlert(),
    ...historyServerAlerts(input.historyServer),
  ];
}

/** None are ready, or there is no such Deployment among those that are known. Without a pod, `Down` would silence all other alerts. */
function ready(name: string): Expression {
  return of(`max($1{deployment="${name}"}) or 0 * max($1)`, OPERATOR_HEALTH.available);
}

function operatorAlerts(operator: string): AlertProps[] {
  return [
    {
      name: 'SparkOperatorUnavailable',
      severity: Severity.PAGE,
      value: ready(`${operator}-controller`),
      comparison: Comparison.BELOW,
      threshold: 1,
      summary: 'no controller of the operator is ready',
      description:
        'No application begins, no schedule runs, and what ends is not noticed. Applications that run go on.',
    },
    {
      name: 'SparkWebhookUnavailable',
      severity: Severity.PAGE,
      value: ready(`${operator}-webhook`),
      comparison: Comparison.BELOW,
      threshold: 1,
      // A rolling update is over by then. While it lasts no executor that is lost is replaced.
      holdFor: Duration.minutes(2),
      summary: 'no webhook of the operator is ready',
      description:
        'The API server refuses every application, driver and executor. Applications that run get no executors any more.',
    },
  ];
}

/** Its controllers, as the operator names them in a label. */
export const controllers = (label: string): string => `${label}=~"(scheduled)?sparkapplication|sparkconnect"`;

function workAlerts(): AlertProps[] {
  const own = controllers('controller');
  return [
    {
      name: 'SparkOperatorBehind',
      severity: Severity.TICKET,
      value: of(`max by (name) ($1{${controllers('name')}})`, OPERATOR_HEALTH.queue),
      comparison: Comparison.ABOVE,
      // It handles one in a second or two; a queue of a hundred is minutes of delay for each application.
      threshold: 100,
      holdFor: Duration.minutes(15),
      summary: '{{ $value }} objects wait for {{ $labels.name }} of the operator',
      description:
        'Applications begin late, and their states are old. More than about a hundred a minute are too many for one.',
    },
    {
      name: 'SparkOperatorRetries',
      severity: Severity.TICKET,
      value: of(
        `sum by (controller) (rate($1{${own}}[15m])) / (sum by (controller) (rate($2{${own}}[15m])) > 0.1)`,
        OPERATOR_HEALTH.failed,
        OPERATOR_HEALTH.handled,
      ),
      comparison: Comparison.ABOVE,
      threshold: 0.5,
      holdFor: Duration.minutes(15),
      summary: '{{ $labels.controller }} of the operator fails in {{ $value | humanizePercentage }} of what it does',
      description: 'The API server refuses it, or one application makes it fail again and again.',
    },
  ];
}

/** Nothing where there is no Kueue. */
function queueAlert(): AlertProps {
  return {
    name: 'SparkQueueUnavailable',
    severity: Severity.PAGE,
    value: of(`max($1{deployment=~"(.+-)?kueue-controller-manager"})`, OPERATOR_HEALTH.available),
    comparison: Comparison.BELOW,
    threshold: 1,
    // It begins within seconds, and reads all objects first.
    holdFor: Duration.minutes(5),
    summary: 'Kueue is not ready',
    description:
      'No application of a team that queues by it begins: those that wait go on waiting, and the API server refuses new ones. Applications that run go on.',
  };
}

function historyServerAlerts(deployment: string): AlertProps[] {
  return [
    {
      name: 'SparkHistoryServerUnavailable',
      severity: Severity.TICKET,
      value: of(`max($1{deployment="${deployment}"})`, PLATFORM.available),
      comparison: Comparison.BELOW,
      threshold: 1,
      // After a start it reads the list of all logs first.
      holdFor: Duration.minutes(15),
      summary: 'the History Server is not ready',
      description: 'Nobody can look at applications that have ended. Applications run, and their logs are kept.',
    },
    {
      name: 'SparkHistoryServerRestarts',
      severity: Severity.TICKET,
      value: of(`sum(increase($1{container="history-server"}[1h]))`, PLATFORM.restarts),
      comparison: Comparison.ABOVE,
      threshold: 2,
      holdFor: Duration.minutes(0),
      summary: 'the History Server was started again {{ $value | humanize }} times within an hour',
      description: 'Mostly one log is larger than its heap allows: whoever opens it ends the server.',
    },
  ];
}
