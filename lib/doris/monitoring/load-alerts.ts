import { Duration } from 'cdk8s';
import { AlertProps, Comparison, Severity } from '../../monitoring';
import { of } from '../../monitoring/internal';
import { FRONTEND } from '../metrics';

/** What goes wrong with loads, as frontends count them. */
export function loadAlerts(): AlertProps[] {
  const rateOf = (type: string) => `sum(rate($1{type=~"${type}"}[5m]))`;
  return [
    {
      name: 'DorisLoadsRejected',
      severity: Severity.TICKET,
      value: of(`${rateOf('reject')} / (${rateOf('reject|begin')} > 0)`, FRONTEND.transactions),
      comparison: Comparison.ABOVE,
      threshold: 0.05,
      holdFor: Duration.minutes(10),
      summary: '{{ $value | humanizePercentage }} of the loads are refused before they begin',
      description: 'A database runs as many as it may, its quota is used up, or clients use a label twice.',
    },
    {
      name: 'DorisRoutineLoadLags',
      severity: Severity.TICKET,
      value: of('max($1) / sum(rate($2[15m]))', FRONTEND.routineLoadLag, FRONTEND.routineLoadRows),
      comparison: Comparison.ABOVE,
      threshold: 900,
      holdFor: Duration.minutes(15),
      summary: 'routine loads are {{ $value | humanizeDuration }} behind at the pace at which they read',
      description: 'Rows come that much later, and are lost where the topic keeps them for less.',
    },
    {
      name: 'DorisRoutineLoadErrors',
      severity: Severity.TICKET,
      value: of('sum(rate($1[15m])) / (sum(rate($2[15m])) > 0)', FRONTEND.routineLoadErrors, FRONTEND.routineLoadRows),
      comparison: Comparison.ABOVE,
      threshold: 0.01,
      holdFor: Duration.minutes(10),
      summary: '{{ $value | humanizePercentage }} of the rows of routine loads are wrong, and left out',
      description: 'Messages have another form than the job expects. With more than it allows, the job pauses itself.',
    },
    {
      name: 'DorisRoutineLoadPaused',
      severity: Severity.TICKET,
      // Newer releases tell those that paused themselves from those that somebody paused.
      value: of(
        'max($1{type="ROUTINE_LOAD",state="ABNORMAL_PAUSED"}) or max($1{type="ROUTINE_LOAD",state="PAUSED"})',
        FRONTEND.jobs,
      ),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.minutes(15),
      summary: '{{ $value }} routine loads are paused',
      description: 'Nothing of their topics comes in, and their lag is not counted.',
    },
  ];
}
