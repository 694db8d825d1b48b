import { Duration } from 'cdk8s';
import { AlertProps, Comparison, Severity } from '../../monitoring';
import { of } from '../../monitoring/internal';
import { FRONTEND } from '../metrics';
import { onMaster } from './on-master';

/** How far apart the edit logs of two frontends may be: a fifth of what one image is written for, `edit_log_roll_num`. */
const JOURNAL_GAP = 10_000;

/** What goes wrong with what frontends keep: their log, its images, and who is in it. */
export function metadataAlerts({ members }: { readonly members: number }): AlertProps[] {
  return [
    {
      name: 'DorisJournalGap',
      severity: Severity.TICKET,
      // One that has not opened its log yet says -1.
      value: of('scalar(max($1)) - max by (pod) ($1 >= 0)', FRONTEND.journal),
      comparison: Comparison.ABOVE,
      threshold: JOURNAL_GAP,
      holdFor: Duration.minutes(10),
      summary: '{{ $labels.pod }} lacks {{ $value }} entries of the edit log',
      description: 'It answers with old tables and rows, and is none of those that make the majority safe.',
    },
    {
      name: 'DorisImageWriteFailed',
      severity: Severity.TICKET,
      value: of('sum by (pod) (increase($1{type="failed"}[1h]))', FRONTEND.imageWrites),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.minutes(0),
      summary: '{{ $labels.pod }} could not write an image of the metadata',
      description: 'The log grows until there is one: starts take longer and longer, and the volume fills.',
    },
    {
      name: 'DorisImagePushFailed',
      severity: Severity.TICKET,
      // Of one that restarts just then, one fails.
      value: of('sum by (pod) (increase($1{type="failed"}[6h]))', FRONTEND.imagePushes),
      comparison: Comparison.ABOVE,
      threshold: 2,
      holdFor: Duration.minutes(0),
      summary: '{{ $labels.pod }} could not send {{ $value | humanize }} images of the metadata to another frontend',
      description: 'As long as one frontend has no new image, nobody deletes old logs, and the volumes of all fill.',
    },
    {
      name: 'DorisMetadataCleanupFailed',
      severity: Severity.TICKET,
      value: of(
        'sum by (pod) (increase($1{type="failed"}[6h])) + sum by (pod) (increase($2{type="failed"}[6h]))',
        FRONTEND.editLogCleans,
        FRONTEND.imageCleans,
      ),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.minutes(0),
      summary: '{{ $labels.pod }} could not delete old logs or images',
      description: 'The volume fills with what nobody needs any more.',
    },
    {
      name: 'DorisFrontendNeverDropped',
      severity: Severity.TICKET,
      value: onMaster('$1{type="fe_node_num",state="total"}', FRONTEND.nodes),
      comparison: Comparison.ABOVE,
      threshold: members,
      holdFor: Duration.minutes(30),
      summary: `{{ $value }} frontends are members, of which ${members} exist`,
      description:
        'A member that is gone for good was never dropped. It counts in every majority, and old logs are kept for it until the volumes are full.',
    },
  ];
}
