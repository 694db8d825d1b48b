import { Duration } from 'cdk8s';
import { AlertProps, Comparison, Metric, Severity } from '../../monitoring';
import { downAlert, of } from '../../monitoring/internal';
import { DATA_NODE, NAME_NODE } from '../metrics';

/** What the active NameNode says: a standby is behind, and counts no missing blocks at all. */
const ofActive = (metric: Metric) => of('max($1{hastate="active"})', metric);

/** The share of all volumes that is free. */
const FREE = of('min($1{hastate="active"} / ($2{hastate="active"} > 0))', NAME_NODE.remaining, NAME_NODE.capacity);

/** What goes wrong with blocks, and with the DataNodes that hold them. */
export function hdfsAlerts({ dataNodes }: { dataNodes: number }): AlertProps[] {
  return [...blockAlerts(), ...dataNodeAlerts(dataNodes), ...capacityAlerts()];
}

function blockAlerts(): AlertProps[] {
  return [
    {
      name: 'HadoopMissingBlocks',
      severity: Severity.PAGE,
      value: of(
        'max($1{hastate="active"} - $2{hastate="active"})',
        NAME_NODE.missingBlocks,
        NAME_NODE.missingSingleCopies,
      ),
      comparison: Comparison.ABOVE,
      threshold: 0,
      summary: '{{ $value }} blocks have no copy left',
      description:
        'Files that consist of them cannot be read. Their copies are on DataNodes that are away, or are lost.',
    },
    {
      name: 'HadoopMissingSingleCopyBlocks',
      severity: Severity.TICKET,
      value: ofActive(NAME_NODE.missingSingleCopies),
      comparison: Comparison.ABOVE,
      threshold: 0,
      summary: '{{ $value }} blocks that were meant to have one copy have none',
      description: 'Files that somebody wrote with a replication of one cannot be read.',
    },
    {
      name: 'HadoopCorruptBlocks',
      severity: Severity.TICKET,
      value: ofActive(NAME_NODE.corruptBlocks),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.minutes(30),
      summary: '{{ $value }} blocks have a corrupt copy',
      description: 'HDFS replaces a corrupt copy by a good one within minutes, where there is one. Here it does not.',
    },
    {
      name: 'HadoopUnderReplicatedBlocksGrow',
      severity: Severity.TICKET,
      value: of('max(delta($1{hastate="active"}[20m]))', NAME_NODE.underReplicated),
      comparison: Comparison.ABOVE,
      threshold: 100,
      holdFor: Duration.minutes(30),
      summary: '{{ $value | humanize }} more blocks have too few copies than 20 minutes ago',
      description:
        'Copies are lost faster than HDFS makes them. The next DataNode that is lost may take the last ones along.',
    },
  ];
}

function dataNodeAlerts(dataNodes: number): AlertProps[] {
  return [
    downAlert({
      name: 'HadoopDataNodeDown',
      severity: dataNodes > 1 ? Severity.TICKET : Severity.PAGE,
      up: DATA_NODE.up,
      holdFor: Duration.minutes(10),
      description: 'The DataNode does not answer. After ten and a half minutes HDFS makes new copies of what it holds.',
    }),
    {
      name: 'HadoopDataNodesDead',
      severity: Severity.TICKET,
      value: of(
        'max($1{hastate="active"} - $2{hastate="active"} - $3{hastate="active"})',
        NAME_NODE.deadDataNodes,
        NAME_NODE.deadDecommissioned,
        NAME_NODE.deadInMaintenance,
      ),
      comparison: Comparison.ABOVE,
      threshold: 0,
      summary: '{{ $value }} DataNodes are dead and had not handed over what they hold',
      description:
        'They were lost, or they were leaving and their grace period ended before they had handed over. Copies are made from those that are left.',
    },
    {
      name: 'HadoopDataNodesStale',
      severity: Severity.TICKET,
      value: ofActive(NAME_NODE.staleDataNodes),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.minutes(10),
      summary: '{{ $value }} DataNodes report late',
      description: 'They miss heartbeats for half a minute and more. They are asked last, and are dead after ten.',
    },
    {
      name: 'HadoopDataNodeLeavesTooSlowly',
      severity: Severity.TICKET,
      value: ofActive(NAME_NODE.leavingDataNodes),
      comparison: Comparison.ABOVE,
      threshold: 0,
      // Half of what it may take by default: there is time left to do something.
      holdFor: Duration.hours(6),
      summary: '{{ $value }} DataNodes have been leaving for six hours',
      description: 'When their grace period is over they end, whether they have handed over or not.',
    },
    {
      name: 'HadoopVolumeFailed',
      severity: Severity.TICKET,
      value: of('max by (pod) ($1)', DATA_NODE.failedVolumes),
      comparison: Comparison.ABOVE,
      threshold: 0,
      summary: '{{ $labels.pod }} has lost {{ $value }} of its volumes',
      description: 'It goes on with the others. What the volume held is copied from elsewhere.',
    },
  ];
}

function capacityAlerts(): AlertProps[] {
  return [
    {
      name: 'HadoopCapacityLow',
      severity: Severity.TICKET,
      value: FREE,
      comparison: Comparison.BELOW,
      threshold: 0.2,
      holdFor: Duration.minutes(30),
      summary: '{{ $value | humanizePercentage }} of the volumes is free',
      description:
        'If a DataNode is lost, its copies need room on the others. Add DataNodes or make the volumes larger.',
    },
    {
      name: 'HadoopCapacityFull',
      severity: Severity.PAGE,
      value: FREE,
      comparison: Comparison.BELOW,
      threshold: 0.1,
      summary: '{{ $value | humanizePercentage }} of the volumes is free',
      description: 'Full DataNodes take no blocks, so that writes fail here and there, and soon everywhere.',
    },
    {
      name: 'HadoopCapacityFullSoon',
      severity: Severity.TICKET,
      value: of(
        'min(predict_linear($1{hastate="active"}[1d], 4 * 86400) and $1{hastate="active"})',
        NAME_NODE.remaining,
      ),
      comparison: Comparison.BELOW,
      threshold: 0,
      holdFor: Duration.hours(2),
      summary: 'the volumes are full within four days',
      description: 'At the pace of the last day there is no room for another block in less than four days.',
    },
  ];
}
