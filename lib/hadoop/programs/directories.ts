import { ResolvedDirectory } from '../resolve';

/** Which directories there must be, as arguments of `hdfs dfs`, one command a line. */
export const DIRECTORIES_FILE = 'commands';

/** Directories that every user needs, by their modes. The history server would keep its own to itself, and jobs of others would fail. */
export const COMMON_DIRECTORIES: Record<string, string[]> = {
  '755': ['/user', '/mr-history'],
  '1777': ['/tmp', '/yarn/logs', '/mr-history/tmp'],
};

/** The commands that make directories. Each of them may come again. */
export function directoryCommands(directories: ResolvedDirectory[]): string {
  const paths = [...Object.values(COMMON_DIRECTORIES).flat(), ...directories.map(({ path }) => path)];
  const modes = grouped([
    ...Object.entries(COMMON_DIRECTORIES).flatMap(([mode, all]) => all.map((path): [string, string] => [mode, path])),
    ...directories.map(({ mode, path }): [string, string] => [mode, path]),
  ]);
  const owners = grouped(
    directories.flatMap(({ owner, path }): [string, string][] => (owner === undefined ? [] : [[owner, path]])),
  );
  return [
    `-mkdir -p ${paths.join(' ')}`,
    ...[...modes].map(([mode, of]) => `-chmod ${mode} ${of.join(' ')}`),
    ...[...owners].map(([owner, of]) => `-chown ${owner} ${of.join(' ')}`),
    // After the modes, which would be those of the mask.
    ...directories.flatMap(({ acl, path }) => (acl.length > 0 ? `-setfacl -m ${acl.join(',')} ${path}` : [])),
    '',
  ].join('\n');
}

function grouped(pairs: [string, string][]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [key, value] of pairs) groups.set(key, [...(groups.get(key) ?? []), value]);
  return groups;
}
