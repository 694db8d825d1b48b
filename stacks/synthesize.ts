import * as fs from 'node:fs';
import * as path from 'node:path';
import { Environment, render, report, Warnings } from 'bigdata-constructs';
import { App } from 'cdktf';
import { publish } from './publish';

/** What is synthesized, and where to. */
export interface Synthesis {
  /** The folder of the Terraform stacks. */
  readonly terraform: string;
  /** The folder of the Kubernetes manifests; each environment has one below it. */
  readonly manifests: string;
  /** Makes the stacks. */
  readonly stacks: (app: App) => render.ManifestStack[];
}

/**
 * Writes both outputs, or, where anything is wrong, neither: all problems of all stacks are listed, the previous output stays
 * as it was, and the process exits with 1.
 */
export function synthesize({ terraform, manifests, stacks }: Synthesis): void {
  const started = Date.now();
  const staging = fs.mkdtempSync(path.join(path.dirname(terraform), '.synth-'));
  try {
    // Traces make construction ten times slower, and write the paths of the machine into the output.
    const app = new App({ stackTraces: false, outdir: path.join(staging, 'terraform') });
    const made = stacks(app);
    const problems = made.flatMap((stack) => problemsOf(stack));
    if (problems.length > 0) throw new Error(problems.join('\n'));
    app.synth();
    for (const stack of made) {
      process.stderr.write(`writing ${stack.node.id} ...\n`);
      render.ManifestYaml.write(stack.manifests, path.join(staging, 'manifests', environmentOf(stack)));
    }
    publish(path.join(staging, 'terraform'), terraform);
    publish(path.join(staging, 'manifests'), manifests);
    for (const stack of made) console.log(summary(stack, { terraform, manifests }));
    console.log(`synthesized in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  } catch (error) {
    console.error(`nothing was written:\n${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
}

function problemsOf(stack: render.ManifestStack): string[] {
  stack.prepareStack();
  return stack.node.findAll().flatMap((construct) => construct.node.validate());
}

function environmentOf(stack: render.ManifestStack): string {
  return Environment.of(stack.manifests).name;
}

function summary(stack: render.ManifestStack, written: { terraform: string; manifests: string }): string {
  const { objectsByKind, pods, cpu, memory, storage } = report.Capacity.of(stack.manifests);
  const here = (file: string) => path.relative(process.cwd(), file) || '.';
  const objects = Object.values(objectsByKind).reduce((sum, count) => sum + count, 0);
  const warnings = Warnings.pending(stack.manifests);
  return [
    `${stack.node.id} (environment ${environmentOf(stack)})`,
    `  objects    ${objects}: ${Object.entries(objectsByKind)
      .map(([kind, count]) => `${count} ${kind}`)
      .join(', ')}`,
    `  asks for   ${pods} pods, ${cpu.toUnits()} CPU, ${memory.toMebibytes() / 1024} GiB memory, ${storage.toMebibytes() / 1024} GiB storage`,
    `  terraform  ${here(path.join(written.terraform, 'stacks', stack.node.id))}`,
    `  manifests  ${here(path.join(written.manifests, environmentOf(stack)))}`,
    ...(warnings.length === 0
      ? ['  warnings   none']
      : warnings.map(({ path: at, id, message }) => `  warning    [${at}] ${id}: ${message}`)),
    '',
  ].join('\n');
}
