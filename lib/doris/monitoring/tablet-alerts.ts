import { Duration } from 'cdk8s';
import { AlertProps, Comparison, Severity } from '../../monitoring';
import { of } from '../../monitoring/internal';
import { COMPUTE_NODE, FRONTEND } from '../metrics';
import { onMaster } from './on-master';

/** What the alerts depend on. */
export interface TabletAlertsInput {
  /** How many replicas a tablet has by default. */
  readonly replication: number;
  /** Whether there are compute nodes, which the master counts among the backends, though they hold no replica. */
  readonly computeNodes: boolean;
  /** How many reports of backends may wait. */
  readonly maxReports: number;
}

/** From this many versions of a tablet on, loads of it are refused: `max_tablet_version_num`. */
const MOST_VERSIONS = 2000;

/** What goes wrong with tablets and their replicas, as the master sees them. */
export function tabletAlerts({ replication, computeNodes, maxReports }: TabletAlertsInput): AlertProps[] {
  const living = '($1{type="be_node_num",state="alive"} - on (pod) $1{type="be_node_num",state="decommissioned"})';
  return [
    {
      name: 'DorisTooFewBackends',
      severity: Severity.PAGE,
      value: computeNodes
        ? of(
            `max(${living} and on (pod) $1{type="is_master"}) - (sum($2) or vector(0))`,
            FRONTEND.nodes,
            COMPUTE_NODE.up,
          )
        : onMaster(living, FRONTEND.nodes),
      comparison: Comparison.BELOW,
      threshold: replication,
      holdFor: Duration.minutes(10),
      summary: `{{ $value }} backends are alive and stay, where tables have ${replication} replicas`,
      description: 'No table and no partition can be made, and nothing replaces a replica that is lost.',
    },
    {
      name: 'DorisUnhealthyTablets',
      severity: Severity.TICKET,
      value: onMaster('$1{type="unhealthy"}', FRONTEND.checkedTablets),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.minutes(30),
      summary: '{{ $value }} tablets lack replicas, and are not being repaired',
      description:
        'They have too few replicas, or none that is whole. The next backend that is lost may take the last along.',
    },
    {
      name: 'DorisTabletsScheduledForLong',
      severity: Severity.TICKET,
      value: onMaster('min_over_time($1[10m])', FRONTEND.scheduledTablets),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.hours(1),
      summary: 'tablets have been repaired or moved for more than an hour, {{ $value }} of them now',
      description: 'Repair or balance gets nowhere, or new work comes as fast as it is done.',
    },
    {
      name: 'DorisCompactionBehind',
      severity: Severity.TICKET,
      value: onMaster('$1', FRONTEND.compactionScore),
      comparison: Comparison.ABOVE,
      threshold: 100,
      holdFor: Duration.minutes(15),
      summary: 'a tablet has {{ $value }} versions that wait for compaction',
      description: `Queries merge them each time, and are that much slower. At ${MOST_VERSIONS} versions loads are refused.`,
    },
    {
      name: 'DorisCompactionFarBehind',
      severity: Severity.PAGE,
      value: onMaster('$1', FRONTEND.compactionScore),
      comparison: Comparison.ABOVE,
      threshold: MOST_VERSIONS / 4,
      summary: 'a tablet has {{ $value }} versions that wait for compaction',
      description: `Compaction does not keep up with loads. At ${MOST_VERSIONS} versions loads of its table fail.`,
    },
    {
      name: 'DorisReportsPileUp',
      severity: Severity.TICKET,
      value: of('max by (pod) ($1)', FRONTEND.reportQueue),
      comparison: Comparison.ABOVE,
      // When it is full, reports are thrown away.
      threshold: 0.8 * maxReports,
      summary: '{{ $labels.pod }} has {{ $value }} reports of backends waiting',
      description: 'The master does not hear in time what backends have: repair and balance decide on what was.',
    },
  ];
}
