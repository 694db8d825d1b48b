import { AlertProps, Comparison, Expression, Severity } from '../../monitoring';
import { of, probeAlert } from '../../monitoring/internal';
import { TITLE } from '../components';
import { PLATFORM } from '../metrics';
import { probeContainer } from '../parts/probe';

/** How long a run is known at most after its end, in seconds. */
const KEPT = 3600;

/** What the probe finds: whether all is well, and which catalog does not answer. */
export function probeAlerts(job: string, catalogs: string[]): AlertProps[] {
  return [
    probeAlert({
      title: TITLE,
      job,
      what: 'a catalog did not answer',
      description:
        'A client that asks each catalog for its schemas fails, as users do: one catalog is away, or all are.',
    }),
    {
      name: 'PrestoCatalogFailing',
      severity: Severity.TICKET,
      value: sinceAnswer(job, catalogs),
      comparison: Comparison.ABOVE,
      // Three runs.
      threshold: 15 * 60,
      summary: '{{ $labels.catalog }} did not answer for {{ $value | humanizeDuration }}',
      description: 'A client that asks this catalog for its schemas fails. Others are asked by themselves.',
    },
  ];
}

/** How long ago a run began in which a catalog answered, in seconds, by catalog. Runs that are known and have none: as long as they are known. */
function sinceAnswer(job: string, catalogs: string[]): Expression {
  const ended = (reason: string) => `$1{pod=~"${job}-[0-9]+-[a-z0-9]{5}",reason${reason}}`;
  const answered = `max by (container) (${ended('="Completed"')} * on (pod) group_left () $2)`;
  const since = `time() - ${answered} or max by (container) (${ended('!="Completed"')}) * ${KEPT}`;
  const renamed = (value: string, catalog: string, container: string) =>
    `label_replace(${value}, "catalog", "${catalog}", "container", "${container}")`;
  return of(
    catalogs
      .filter((catalog) => probeContainer(catalog) !== catalog)
      .reduce((value, catalog) => renamed(value, catalog, probeContainer(catalog)), renamed(since, '${1}', '(.*)')),
    PLATFORM.ended,
    PLATFORM.podCreated,
  );
}
