import { ResolvedLibraries } from '../resolve';

/** Copies jars out of the image that holds them, and believes none that is not what it should be. For a shell that knows little. */
export function librariesProgram({ folder, files }: ResolvedLibraries, target: string): string {
  const names = Object.keys(files).sort();
  return `set -eu
cd ${folder}
cp ${names.join(' ')} ${target}/
cd ${target}
sha256sum -c - <<END
${names.map((name) => `${files[name]}  ${name}`).join('\n')}
END
`;
}
