import { DashboardRow } from '../../../monitoring';
import { MAX_BY_POD, panel } from '../../../monitoring/internal';
import { BACKEND, META_SERVICE } from '../../metrics';
import { commonRows, metadata } from '../../monitoring/dashboard';

const byGroup = (expression: string) =>
  `sum by (group) (label_replace(${expression}, "group", "$group", "pod", "$cluster-(?P<group>.+)-[0-9]+"))`;

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
      panel('Members that answer', 'short', 'By compute group.', [byGroup('$1'), '{{group}}', BACKEND.up]),
      panel('Parts of queries by group', 'short', 'Those that run.', [byGroup('$1'), '{{group}}', BACKEND.fragments]),
      panel('Rows read by group', 'rowsps', 'Rows that are read for queries a second.', [
        byGroup('rate($1[$__rate_interval])'),
        '{{group}}',
        BACKEND.scannedRows,
      ]),
      panel('Rows loaded by group', 'rowsps', 'Rows that are loaded a second.', [
        byGroup('rate($1[$__rate_interval])'),
        '{{group}}',
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
