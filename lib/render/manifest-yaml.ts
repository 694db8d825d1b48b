import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Yaml } from 'cdk8s';
import { ManifestTree, manifestTree } from './manifest-tree';
import { RenderedObject } from './rendered-object';
import { writeFiles } from './write-files';

/** What an earlier run wrote. */
const WRITTEN = /^(00-cluster|10-[a-z0-9-]+|90-guards)\.yaml$/;

/**
 * The objects of a cdk8s App as YAML files that can be applied as they are:
 * `kubectl apply --server-side -R -f <directory>`.
 */
export class ManifestYaml {
  /**
   * The files: `00-cluster.yaml` with what belongs to no namespace, `10-<namespace>.yaml` with a namespace and its objects, and `90-guards.yaml` with the
   * policies that guard them, so that who deletes the files in their order is refused first.
   *
   * @returns file name to content
   * @throws with everything that is wrong in the whole App
   */
  public static render(app: App): Record<string, string> {
    const { objects, problems }: ManifestTree = manifestTree(app);
    if (problems.length > 0) throw new Error(`nothing was written:\n${problems.join('\n')}`);
    const files = new Map<string, RenderedObject[]>();
    for (const object of objects) files.set(fileOf(object), [...(files.get(fileOf(object)) ?? []), object]);
    return Object.fromEntries(
      [...files]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([file, members]) => [file, Yaml.stringify(...members.map(({ manifest }) => manifest))]),
    );
  }

  /**
   * Write the files into a directory of their own. Where anything is wrong, nothing on disk changes.
   *
   * @param directory is made if it is missing; files of an earlier run that are no longer rendered are removed, others stay
   * @returns the paths written
   */
  public static write(app: App, directory: string): string[] {
    const files = ManifestYaml.render(app);
    fs.mkdirSync(directory, { recursive: true });
    const written = writeFiles(directory, files);
    for (const file of fs.readdirSync(directory)) {
      if (WRITTEN.test(file) && !(file in files)) fs.rmSync(path.join(directory, file));
    }
    return written;
  }

  private constructor() {}
}

function fileOf({ key }: RenderedObject): string {
  if (key.kind.startsWith('ValidatingAdmissionPolicy')) return '90-guards.yaml';
  const namespaceName = key.kind === 'Namespace' ? key.name : key.namespaceName;
  return namespaceName ? `10-${namespaceName}.yaml` : '00-cluster.yaml';
}
