import * as fs from 'node:fs';
import * as path from 'node:path';
import { Environment, render, report, Warnings } from 'bigdata-constructs';
import { App, TerraformResource, TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { publish } from './publish';

/** What is synthesized, and where to. */
export interface Synthesis {
  /** The folder of the Terraform stacks. */
  readonly terraform: string;
  /** The folder of the Kubernetes manifests; each environment has one below it. */
  readonly manifests: string;
  /** The folder of the Helm releases; each environment has one below it. */
  readonly releases: string;
  /** Whether only some environments are made: what is there of others stays. */
  readonly partial?: boolean;
  /** Makes the stacks. */
  readonly stacks: (app: App) => TerraformStack[];
}

/**
 * Writes both outputs, or, where anything is wrong, neither: all problems of all stacks are listed, the previous output stays
 * as it was, and the process exits with 1.
 */
export function synthesize(synthesis: Synthesis): void {
  const { terraform, manifests, releases, stacks, partial = false } = synthesis;
  const started = Date.now();
  const staging = fs.mkdtempSync(path.join(path.dirname(terraform), '.synth-'));
  const staged = (folder: string) => path.join(staging, folder);
  try {
    // Traces make construction ten times slower, and write the paths of the machine into the output.
    const app = new App({ stackTraces: false, outdir: staged('terraform') });
    const made = stacks(app);
    const problems = made.flatMap((stack) => problemsOf(stack));
    if (problems.length > 0) throw new Error(problems.join('\n'));
    app.synth();
    for (const folder of ['manifests', 'releases']) fs.mkdirSync(staged(folder));
    for (const [environment, of] of byEnvironment(made)) {
      process.stderr.write(`writing ${environment} ...\n`);
      const byManifest = of.filter(({ delivery }) => !delivery.deliversCharts);
      for (const stack of byManifest) {
        const own = byManifest.length > 1 ? stack.node.id : '';
        render.ManifestYaml.write(stack.manifests, path.join(staged('manifests'), environment, own));
      }
      render.Helmfile.write(of, path.join(staged('releases'), environment));
    }
    if (partial) keepOthers(terraform, staged('terraform'));
    publish(staged('terraform'), terraform, { partial });
    publish(staged('manifests'), manifests, { partial });
    publish(staged('releases'), releases, { partial });
    for (const stack of made) console.log(summary(stack, synthesis));
    console.log(`synthesized in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  } catch (error) {
    console.error(`nothing was written:\n${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
}

function problemsOf(stack: TerraformStack): string[] {
  stack.prepareStack();
  return stack.node.findAll().flatMap((construct) => construct.node.validate());
}

function isManifests(stack: TerraformStack): stack is render.ManifestStack {
  return 'manifests' in stack;
}

function environmentOf(stack: render.ManifestStack): string {
  return Environment.of(stack.manifests).name;
}

function byEnvironment(stacks: TerraformStack[]): Map<string, render.ManifestStack[]> {
  const result = new Map<string, render.ManifestStack[]>();
  for (const stack of stacks.filter(isManifests)) {
    result.set(environmentOf(stack), [...(result.get(environmentOf(stack)) ?? []), stack]);
  }
  return result;
}

interface Manifest {
  readonly stacks: Record<string, unknown>;
}

/** cdktf's list of stacks goes on naming those that were not made this time. */
function keepOthers(before: string, now: string): void {
  const read = (folder: string) => {
    const file = path.join(folder, 'manifest.json');
    return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as Manifest) : { stacks: {} };
  };
  const manifest = { ...read(now), stacks: { ...read(before).stacks, ...read(now).stacks } };
  fs.writeFileSync(path.join(now, 'manifest.json'), JSON.stringify(manifest, undefined, 2));
}

function summary(stack: TerraformStack, { terraform, manifests, releases }: Synthesis): string {
  const here = (file: string) => path.relative(process.cwd(), file) || '.';
  const folder = here(path.join(terraform, 'stacks', stack.node.id));
  if (!isManifests(stack)) {
    const resources = stack.node.findAll().filter((construct) => TerraformResource.isTerraformResource(construct));
    return [
      `${stack.node.id} (environment ${Environment.of(stack).name})`,
      `  resources  ${resources.length}`,
      `  terraform  ${folder}`,
      ...warningsOf(stack),
    ].join('\n');
  }
  const { objectsByKind, pods, cpu, memory, storage } = report.Capacity.of(stack.manifests);
  const objects = Object.values(objectsByKind).reduce((sum, count) => sum + count, 0);
  const byHelm = stack.delivery.deliversCharts;
  return [
    `${stack.node.id} (environment ${environmentOf(stack)})`,
    `  objects    ${objects}: ${Object.entries(objectsByKind)
      .map(([kind, count]) => `${count} ${kind}`)
      .join(', ')}`,
    `  asks for   ${pods} pods, ${cpu.toUnits()} CPU, ${memory.toMebibytes() / 1024} GiB memory, ${storage.toMebibytes() / 1024} GiB storage`,
    `  terraform  ${folder}`,
    `  ${byHelm ? 'releases ' : 'manifests'}  ${here(path.join(byHelm ? releases : manifests, environmentOf(stack)))}`,
    ...warningsOf(stack.manifests),
  ].join('\n');
}

function warningsOf(root: IConstruct): string[] {
  const warnings = Warnings.pending(root);
  if (warnings.length === 0) return ['  warnings   none', ''];
  return [...warnings.map(({ path: at, id, message }) => `  warning    [${at}] ${id}: ${message}`), ''];
}
