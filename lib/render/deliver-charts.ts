import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Release } from '@cdktf/provider-helm/lib/release';
import { Yaml } from 'cdk8s';
import { AssetType, ITerraformDependable, TerraformAsset, TerraformStack } from 'cdktf';
import { escapeTemplates } from './escape';
import { localChart } from './local-chart';
import { releaseText, releaseUnits, ReleaseUnit } from './release-unit';
import { Deployable } from './rendered-object';
import { terraformId } from './terraform-id';
import { writeFiles } from './write-files';

/** How many earlier versions Helm can go back to; each is a Secret as large as the release. */
const MAX_HISTORY = 5;

/** One release a cdk8s chart, and one a chart of somebody else's. */
export function deliverCharts(stack: TerraformStack, deployables: Deployable[]): void {
  const releases = new Map<string, ITerraformDependable>();
  for (const unit of releaseUnits(stack.node.id, deployables).units) {
    const dependsOn = unit.needs.flatMap((need) => releases.get(releaseText(need)) ?? []);
    const release = unit.foreign ? foreignRelease(stack, unit, dependsOn) : ownRelease(stack, unit, dependsOn);
    releases.set(releaseText(unit.key), release);
  }
}

/** A release of somebody else's chart. A failed upgrade goes back by itself: the previous version is known to work. */
export function foreignRelease(stack: TerraformStack, unit: ReleaseUnit, dependsOn: ITerraformDependable[]): Release {
  const { chart, values } = unit.foreign!.release;
  return new Release(stack, terraformId(unit.key), {
    ...common(unit, dependsOn),
    repository: chart.repository,
    chart: chart.name,
    version: chart.version,
    values: [escapeTemplates(Yaml.stringify(values)) as string],
    atomic: true,
  });
}

/** A release of objects of ours. The path of the chart holds the hash of its content: a change is seen when it is planned. */
function ownRelease(stack: TerraformStack, unit: ReleaseUnit, dependsOn: ITerraformDependable[]): Release {
  const asset = new TerraformAsset(stack, `${unit.key.name}-chart`, {
    path: temporaryFolder(localChart(unit)),
    type: AssetType.DIRECTORY,
  });
  return new Release(stack, terraformId(unit.key), { ...common(unit, dependsOn), chart: asset.path });
}

function common(unit: ReleaseUnit, dependsOn: ITerraformDependable[]) {
  return {
    name: unit.key.name,
    namespace: unit.key.namespaceName,
    // Helm's own default is to go on before anything runs; removing waits for finalizers by it too.
    wait: true,
    waitForJobs: true,
    timeout: unit.timeout.toSeconds(),
    maxHistory: MAX_HISTORY,
    dependsOn,
  };
}

const temporary: string[] = [];

/** cdktf copies an asset when it synthesizes, which may be any time until the process ends. */
function temporaryFolder(files: Record<string, string>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chart-'));
  if (temporary.push(folder) === 1) {
    process.once('exit', () => temporary.forEach((each) => fs.rmSync(each, { recursive: true, force: true })));
  }
  writeFiles(folder, files);
  return folder;
}
