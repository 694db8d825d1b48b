import { Duration } from 'cdk8s';
import { AlertProps, Comparison, Severity } from '../../../monitoring';
import { downAlert, of } from '../../../monitoring/internal';
import { BACKEND, META_SERVICE, PLATFORM } from '../../metrics';

/** What goes wrong with compute groups, and with the meta service that they hang on. */
export function partAlerts(sets: readonly string[]): AlertProps[] {
  return [...groupAlerts(), ...metaServiceAlerts(), missingAlert(sets)];
}

function groupAlerts(): AlertProps[] {
  return [
    downAlert({
      name: 'DorisComputeMemberDown',
      severity: Severity.TICKET,
      up: BACKEND.up,
      description:
        'The member of a compute group does not answer. The others of its group read what it had in its cache anew.',
    }),
    {
      name: 'DorisComputeGroupDown',
      severity: Severity.PAGE,
      value: of('max by (set) ($1)', BACKEND.up),
      comparison: Comparison.BELOW,
      threshold: 1,
      holdFor: Duration.minutes(3),
      summary: 'no member of the compute group {{ $labels.set }} answers',
      description: 'All that runs on this compute group fails. Other groups go on, and have all tables.',
    },
  ];
}

function metaServiceAlerts(): AlertProps[] {
  return [
    downAlert({
      name: 'DorisMetaServiceMemberDown',
      severity: Severity.TICKET,
      up: META_SERVICE.up,
      description: 'The member of the meta service does not answer. The others do its work.',
    }),
    {
      name: 'DorisMetaServiceDown',
      severity: Severity.PAGE,
      value: of('sum($1)', META_SERVICE.up),
      comparison: Comparison.BELOW,
      threshold: 1,
      holdFor: Duration.minutes(3),
      summary: 'no member of the meta service answers',
      description: 'Nothing is loaded, no table changes, and queries that need metadata which is not cached fail.',
    },
  ];
}

/** A member whose pod has no address is no target, and has no series that could be wrong. */
function missingAlert(sets: readonly string[]): AlertProps {
  const their = `{statefulset=~"${sets.join('|')}"}`;
  return {
    name: 'DorisMembersMissing',
    severity: Severity.TICKET,
    value: of(`max by (statefulset) ($1${their}) - max by (statefulset) ($2${their})`, PLATFORM.wanted, PLATFORM.ready),
    comparison: Comparison.ABOVE,
    threshold: 0,
    // A node that comes for one has come by then.
    holdFor: Duration.minutes(15),
    summary: '{{ $value }} members of {{ $labels.statefulset }} are not ready',
    description: 'Their pods have no node, do not start, or do not register.',
  };
}
