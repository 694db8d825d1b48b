import { DashboardRow } from '../../../monitoring';
import { MAX_BY_POD, panel, RATE_BY_POD } from '../../../monitoring/internal';
import { BACKEND, META_SERVICE } from '../../metrics';
import { commonRows, metadata } from '../../monitoring/dashboard';

/**
 * The rows below that of the objectives.
 *
 * @param sets what StatefulSets are called after the cluster, as a regular expression
 */
export function dashboardRows(sets: string): DashboardRow[] {
  return [...commonRows(sets), computeGroups(), metaService(), metadata()];
}

/** Members begin with what their group is called. */
function computeGroups(): DashboardRow {
  return {
    title: 'Compute groups',
    panels: [
      panel('Members of compute groups', 'short', 'Whether each answers.', [MAX_BY_POD, '{{pod}}', BACKEND.up]),
      panel('Parts of queries by member', 'short', 'Those that run.', [MAX_BY_POD, '{{pod}}', BACKEND.fragments]),
      panel('Rows read by member', 'rowsps', 'Rows that are read for queries a second.', [
        RATE_BY_POD,
        '{{pod}}',
        BACKEND.scannedRows,
      ]),
      panel('Rows loaded by member', 'rowsps', 'Rows that are loaded a second.', [
        RATE_BY_POD,
        '{{pod}}',
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
