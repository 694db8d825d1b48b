import { KeyTable, namesOf } from '../../../core/internal';
import { ResolvedClickHouse } from '../../resolve';
import { MERGE_TREE } from './merge-tree-settings';
import { QUERY } from './query-settings';
import { SERVER } from './server-settings';

/** The release lines that tables are there for. */
export const LINES = ['25.8', '26.3'];

/** What profiles hold besides settings: the profile that they inherit, and bounds. */
const PROFILE = ['profile'];
const BOUNDED = /^constraints\//;

/** Under what the settings of tables stand. */
const TABLES = /^(replicated_)?merge_tree\//;

/**
 * Settings that the release does not know, as texts for a message. Servers do not start with such a one in a profile or for tables. At the top
 * of the configuration they pass over it, and much stands there that is no setting: there, what another release knows and what is close to a
 * setting is meant as one. Of a release that there is no table for, nothing can be told.
 */
export function unknownSettings({ version: { line }, profiles, overrides, acknowledge }: ResolvedClickHouse): string[] {
  if (!LINES.includes(line)) return [];
  const { custom_settings_prefixes: custom } = overrides.settings;
  const prefixes = typeof custom === 'string' ? custom.split(',').map((prefix) => prefix.trim()) : [];
  const families = prefixes.flatMap((prefix) => (prefix ? [`${prefix}*`] : []));
  const query = new KeyTable({ keys: [...namesOf(QUERY, line), ...PROFILE], families });
  const tables = new KeyTable({ keys: namesOf(MERGE_TREE, line) });
  const server = new KeyTable({ keys: namesOf(SERVER, line) });
  const others = new Set(LINES.flatMap((other) => namesOf(SERVER, other)));
  const meant = (name: string) => others.has(name) || server.nearest(name) !== undefined;

  const paths = Object.keys(overrides.settings);
  const given = [
    ...Object.entries(profiles).flatMap(([profile, settings]) =>
      Object.keys(settings).map((path) => {
        const [name] = path.replace(BOUNDED, '').split('/');
        return { name, path, place: `profile ${profile}`, table: query };
      }),
    ),
    ...paths
      .filter((path) => TABLES.test(path))
      .map((path) => ({ name: path.replace(TABLES, ''), path, place: 'overrides.settings', table: tables })),
    ...paths
      .filter((path) => !path.includes('/') && meant(path))
      .map((path) => ({ name: path, path, place: 'overrides.settings', table: server })),
  ];
  return given
    .filter(({ name, path, table }) => !table.knows(name) && !acknowledge.unknownSettings.includes(path))
    .map(({ name, path, place, table }) => {
      const near = table.nearest(name);
      return `'${path}'${near === undefined ? '' : `, which is close to '${near}',`} in ${place}`;
    });
}
