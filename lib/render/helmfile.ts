import * as path from 'node:path';
import { Yaml } from 'cdk8s';
import { localChart } from './local-chart';
import { ManifestStack } from './manifest-stack';
import { manifestTree } from './manifest-tree';
import { foreignUnits, releaseText, releaseUnits, ReleaseUnit } from './release-unit';
import { isObject } from './rendered-object';
import { writeFiles } from './write-files';

/**
 * The Helm releases of stacks for people who deploy without Terraform: `helmfile apply -f <directory>/helmfile.yaml`, or `helm upgrade
 * --install` one by one.
 *
 * @see https://helmfile.readthedocs.io/
 */
export class Helmfile {
  /**
   * The files: `helmfile.yaml`, `values/<release>.yaml` for each chart of somebody else's, `charts/<release>/` for each of ours.
   * Objects that a stack delivers as manifests are not among them: `ManifestYaml` writes those.
   *
   * @param stacks of one environment, in the order in which they are deployed
   * @returns file name to content; nothing where there is no release
   * @throws with everything that is wrong in the stacks
   */
  public static render(stacks: ManifestStack[]): Record<string, string> {
    const units = stacks.flatMap(unitsOf);
    if (units.length === 0) return {};
    return {
      'helmfile.yaml': Yaml.stringify({
        repositories: repositoriesOf(units),
        helmDefaults: { wait: true, waitForJobs: true, historyMax: 5, createNamespace: false },
        releases: units.map(releaseOf),
      }),
      ...Object.fromEntries(units.flatMap(filesOf)),
    };
  }

  /**
   * Write the files into a directory of their own.
   *
   * @returns the paths written
   */
  public static write(stacks: ManifestStack[], directory: string): string[] {
    return writeFiles(directory, Helmfile.render(stacks));
  }

  private constructor() {}
}

function unitsOf(stack: ManifestStack): ReleaseUnit[] {
  const { deliversCharts } = stack.delivery;
  const { deployables, problems } = manifestTree(stack.manifests, deliversCharts ? stack.node.id : undefined);
  if (problems.length > 0) throw new Error(`nothing was written:\n${problems.join('\n')}`);
  if (deliversCharts) return releaseUnits(stack.node.id, deployables).units;
  return foreignUnits(deployables.flatMap((deployable) => (isObject(deployable) ? [] : [deployable])));
}

function repositoriesOf(units: ReleaseUnit[]) {
  const urls = units.flatMap(({ foreign }) => foreign?.release.chart.repository ?? []).filter((url) => !isOci(url));
  return [...new Set(urls)].sort().map((url) => ({ name: repositoryName(url), url }));
}

function releaseOf({ key, foreign, timeout, needs }: ReleaseUnit) {
  const chart = foreign?.release.chart;
  return {
    name: key.name,
    namespace: key.namespaceName,
    chart: chart === undefined ? `./charts/${key.name}` : chartReference(chart.repository, chart.name),
    version: chart?.version,
    values: chart && [`values/${key.name}.yaml`],
    timeout: timeout.toSeconds(),
    needs: needs.length > 0 ? needs.map(releaseText) : undefined,
  };
}

function filesOf(unit: ReleaseUnit): [string, string][] {
  if (unit.foreign) return [[`values/${unit.key.name}.yaml`, Yaml.stringify(unit.foreign.release.values)]];
  return Object.entries(localChart(unit)).map(([file, content]) => [
    path.posix.join('charts', unit.key.name, file),
    content,
  ]);
}

function isOci(url: string): boolean {
  return url.startsWith('oci://');
}

function chartReference(repository: string, name: string): string {
  return isOci(repository) ? `${repository}/${name}` : `${repositoryName(repository)}/${name}`;
}

function repositoryName(url: string): string {
  return url
    .replace(/^https:\/\//, '')
    .replace(/[^a-zA-Z0-9]+/g, '-')
    .replace(/-$/, '');
}
