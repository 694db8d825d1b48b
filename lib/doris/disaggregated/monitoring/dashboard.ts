import { DashboardRow } from '../../../monitoring';
import { MAX_BY_POD, panel } from '../../../monitoring/internal';
import { BACKEND, META_SERVICE } from '../../metrics';
import { commonRows, metadata } from '../../monitoring/dashboard';

const RATE_BY_GROUP = 'sum by (set) (rate($1[$__rate_interval]))';

/**
 * The rows below that of the objectives.
 *
 * @param sets what StatefulSets are called after the cluster, as a regular expression
 */
export function dashboardRows(sets: string): DashboardRow[] {
  return [...commonRows(sets), computeGroups(), metaService(), metadata()];
}

function computeGroups(): DashboardRow {
  return {
    title: 'Compute groups',
    panels: [
      panel('Members of compute groups', 'short', 'Those that answer.', ['sum by (set) ($1)', '{{set}}', BACKEND.up]),
      panel('Parts of queries by group', 'short', 'Those that run.', [
        'sum by (set) ($1)',
        '{{set}}',
        BACKEND.fragments,
      ]),
      panel('Rows read by group', 'rowsps', 'Rows that are read for queries a second.', [
        RATE_BY_GROUP,
        '{{set}}',
        BACKEND.scannedRows,
      ]),
      panel('Rows loaded by group', 'rowsps', 'Rows that are loaded a second.', [
        RATE_BY_GROUP,
        '{{set}}',
        BACKEND.loadedRows,
      ]),
    ],
  };
}

function metaService(): DashboardRow {
  return {
    title: 'Meta service',
    panels: [
      panel('Members of the meta service', 'short', 'Whether each answers.', [MAX_BY_POD, '{{pod}}', META_SERVICE.up]),
      panel(
        'FoundationDB as it is seen',
        'ns',
        'What a transaction takes to begin, to read and to commit: every load and every change waits for it.',
        ['max($1 >= 0)', 'begin', META_SERVICE.begins],
        ['max($1 >= 0)', 'read', META_SERVICE.reads],
        ['max($1 >= 0)', 'commit', META_SERVICE.commits],
      ),
      panel('Metadata', 'bytes', 'The size of all of it in FoundationDB.', [
        'max($1 >= 0)',
        'keys and values',
        META_SERVICE.metadata,
      ]),
      panel('Losses that FoundationDB survives', 'short', 'Machines.', [
        'min($1 >= 0)',
        'machines',
        META_SERVICE.tolerance,
      ]),
    ],
  };
}
