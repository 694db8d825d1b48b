import * as fs from 'node:fs';
import * as path from 'node:path';
import { LabMount } from '../container';

/** What a container image would bring: programs of this machine, at the places that they have there. */
export interface LabImage {
  readonly mounts: LabMount[];
  readonly env: Record<string, string>;
  /**
   * What runs where a container has no command of its own.
   * @default - nothing does
   */
  readonly entrypoint?: string[];
}

/** What each file of this folder exports as `image`. */
export interface ImageFile {
  /** The last part of the repository that it stands in for, wherever that is mirrored: `hadoop` of `apache/hadoop:3.4.3`. */
  readonly repository: string;
  /**
   * Makes it.
   *
   * @param folder a folder of its own, for scripts that no machine has installed
   * @param tag what stands after the repository: `4.1.2` of `apache/spark:4.1.2`, and nothing where nothing does
   */
  readonly make: (folder: string, tag: string) => LabImage;
}

/** Where an image finds commands that it does not bring. */
export const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Copies a script of this folder to where an image is made, under each of the names. */
export function place(folder: string, script: string, ...names: string[]): void {
  fs.mkdirSync(folder, { recursive: true });
  for (const name of names) {
    const file = path.join(folder, name);
    fs.copyFileSync(path.join(__dirname, script), file);
    fs.chmodSync(file, 0o755);
  }
}

/** The folder above the `bin` that a command of this machine is in. */
export function homeOf(command: string): string {
  const found = (process.env.PATH ?? '').split(':').find((folder) => fs.existsSync(path.join(folder, command)));
  if (!found) throw new Error(`no ${command} on the PATH`);
  return above(path.join(found, command));
}

/** The folder above the `bin` that a program really is in. */
export function above(program: string): string {
  return path.dirname(path.dirname(fs.realpathSync(program)));
}

/** A folder that a variable names, as `.ci/tools` writes it. */
export function folderFrom(variable: string): string {
  const folder = process.env[variable];
  if (!folder) throw new Error(`${variable} is not set: source the file \`env\` that .ci/tools writes`);
  return folder;
}
