import { Duration } from 'cdk8s';
import { AlertProps, Comparison, Severity } from '../../monitoring';
import { of } from '../../monitoring/internal';
import { DRIVER_CONTAINER } from '../components';
import { APPLICATION, CONNECT, DRIVER, EXECUTORS, OPERATED, PLATFORM } from '../metrics';
import { scheduleAlerts } from './schedule-alerts';

/** States that go by by themselves, within minutes. What waits in a queue is SUSPENDED. */
const WAITING = 'SUBMITTED|PENDING_RERUN|INVALIDATING|SUSPENDING|RESUMING|UNKNOWN';

/** What goes wrong with the applications of a team. */
export function applicationAlerts(team: string): AlertProps[] {
  return [...submissionAlerts(team), ...runningAlerts(team), ...scheduleAlerts(team), ...connectAlerts(team)];
}

function submissionAlerts(team: string): AlertProps[] {
  return [
    {
      name: 'SparkSubmissionsFail',
      severity: Severity.TICKET,
      value: of(`sum(increase($1{team="${team}"}[30m]))`, OPERATED.failedSubmissions),
      comparison: Comparison.ABOVE,
      // One that failed for a hiccup is tried again half a minute later, and succeeds.
      threshold: 2,
      holdFor: Duration.minutes(0),
      summary: '{{ $value | humanize }} submissions failed within half an hour',
      description:
        'The operator tries each again, five times in all. Then the application has failed, and did nothing.',
    },
    {
      name: 'SparkSubmissionLost',
      severity: Severity.TICKET,
      value: of(
        `max by (application, sparkapplication) ((time() - $1{team="${team}",state="FAILED"} < 3600) and on (sparkapplication) $2{team="${team}"} == 0)`,
        APPLICATION.ended,
        APPLICATION.submissions,
      ),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.minutes(0),
      summary: '{{ $labels.sparkapplication }} was given up before it was submitted',
      description:
        'Its program has not begun, and nothing tries it again: what is scheduled begins when it is due, all else when somebody makes it anew.',
    },
    {
      name: 'SparkApplicationStuck',
      severity: Severity.TICKET,
      value: of(
        `max by (application, sparkapplication) ($1{team="${team}",state=~"${WAITING}"}) or (count by (application, sparkapplication) ($2{team="${team}"}) unless on (sparkapplication) $1{team="${team}"})`,
        APPLICATION.state,
        APPLICATION.submissions,
      ),
      comparison: Comparison.ABOVE,
      threshold: 0,
      // A node takes minutes. Nothing ends the wait: no deadline holds before a driver runs.
      holdFor: Duration.minutes(30),
      summary: 'the driver of {{ $labels.sparkapplication }} does not start',
      description:
        'Its pod finds no node, its image cannot be pulled, or its quota is used up; or the operator does not look at it. It waits for ever.',
    },
  ];
}

function runningAlerts(team: string): AlertProps[] {
  return [
    {
      name: 'SparkNoExecutors',
      severity: Severity.TICKET,
      value: of(
        `max by (application, pod) ($1{team="${team}"}) unless on (pod) count by (pod) ($2{executor_id!="driver"})`,
        DRIVER.activeJobs,
        EXECUTORS.slots,
      ),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.minutes(15),
      summary: '{{ $labels.application }} has work, and no executor',
      description: 'Executors find no node or no quota, or end at once. The driver is paid for, and waits.',
    },
    {
      name: 'SparkExecutorsFail',
      severity: Severity.TICKET,
      value: of(
        `sum(increase($1{team="${team}"}[30m])) / clamp_min(sum(avg_over_time($2{team="${team}"}[30m])) or vector(0), 5)`,
        OPERATED.failedExecutors,
        OPERATED.executors,
      ),
      comparison: Comparison.ABOVE,
      // As many as run, or five where fewer do: those that crash at once are never seen to run. Spare capacity that is taken away costs far less; executors that crash are made anew within seconds.
      threshold: 1,
      holdFor: Duration.minutes(10),
      summary: 'within half an hour {{ $value | humanize }} times as many executors failed as run',
      description: 'What they had computed is computed again. From some number on the application is given up.',
    },
    {
      name: 'SparkDriverOutOfMemory',
      severity: Severity.TICKET,
      value: of(
        `max by (pod) ($1{container="${DRIVER_CONTAINER}",reason="OOMKilled"} and on (pod) time() - $2 < 3600)`,
        PLATFORM.terminated,
        PLATFORM.completed,
      ),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.minutes(0),
      summary: '{{ $labels.pod }} took more memory than it has, and was killed',
      description: 'The application has failed. Another attempt fares no better, unless there is less to do.',
    },
  ];
}

function connectAlerts(team: string): AlertProps[] {
  return [
    {
      name: 'SparkConnectServerNotReady',
      severity: Severity.PAGE,
      value: of(`max by (sparkconnect) ($1{team="${team}",state!="Ready"})`, CONNECT.state),
      comparison: Comparison.ABOVE,
      threshold: 0,
      // It starts within a minute, once it has a node.
      holdFor: Duration.minutes(10),
      summary: 'the Connect server {{ $labels.sparkconnect }} is not ready',
      description: 'Nobody can connect, and sessions that there were are lost.',
    },
    {
      name: 'SparkConnectServerRestarts',
      severity: Severity.TICKET,
      // No other driver is started again in its pod.
      value: of(`sum by (pod) (increase($1{container="${DRIVER_CONTAINER}"}[1h]))`, PLATFORM.restarts),
      comparison: Comparison.ABOVE,
      threshold: 2,
      holdFor: Duration.minutes(0),
      summary: 'the Connect server {{ $labels.pod }} was started again {{ $value | humanize }} times within an hour',
      description:
        'Each time all sessions are lost, with what they had cached. Mostly it has less memory than its clients take.',
    },
  ];
}
