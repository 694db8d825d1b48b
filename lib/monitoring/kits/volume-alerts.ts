import { Duration } from 'cdk8s';
import { AlertProps, Comparison, Severity } from '../alert';
import { of } from '../of';
import { VOLUME } from '../platform-metrics';

/** Claims that hold state. */
export interface WatchedClaims {
  /** What the alerts' names begin with: `ClickHouseKeeper`. */
  readonly title: string;
  /** Their names, as a regular expression: `data-lake-zookeeper-[0-9]+`. */
  readonly claims: string;
  /** What it means that one is full: `A member that cannot write its log ends itself.` */
  readonly description: string;
}

/** Volumes that fill: nobody asks for them to be more than three quarters full. */
export function volumeAlerts({ title, claims, description }: WatchedClaims): AlertProps[] {
  const own = `{persistentvolumeclaim=~"${claims}"}`;
  const share = `$1${own} / $2${own}`;
  return [
    {
      name: `${title}DiskLow`,
      severity: Severity.TICKET,
      value: of(`min by (persistentvolumeclaim) (${share})`, VOLUME.free, VOLUME.size),
      comparison: Comparison.BELOW,
      threshold: 0.2,
      holdFor: Duration.minutes(30),
      summary: '{{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} left',
      description,
    },
    {
      name: `${title}DiskFullSoon`,
      severity: Severity.PAGE,
      // What is half empty may be filling up to what it always has: files that are cleaned up again.
      value: of(
        `min by (persistentvolumeclaim) (predict_linear($1${own}[6h], 86400) and ${share} < 0.5)`,
        VOLUME.free,
        VOLUME.size,
      ),
      comparison: Comparison.BELOW,
      threshold: 0,
      holdFor: Duration.hours(1),
      summary: '{{ $labels.persistentvolumeclaim }} runs out of space within a day',
      description: `At the pace of the last six hours the volume is full in less than a day. ${description}`,
    },
  ];
}
