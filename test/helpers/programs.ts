import { render } from 'bigdata-constructs';
import { App as Cdk8sApp } from 'cdk8s';
import { App, TerraformStack } from 'cdktf';
import { EnginesStack } from '../../stacks/engines-stack';
import { environmentStacks } from '../../stacks/environment-stacks';
import { environments, EnvironmentName } from '../../stacks/environments';
import { PlatformStack } from '../../stacks/platform-stack';
import { collect } from './collect';
import { scratchApp } from './synth';

/** The names of our environments. */
export const environmentNames = Object.keys(environments) as EnvironmentName[];

const engines = (app: App, name: EnvironmentName) =>
  environmentStacks(app, name).find((stack): stack is EnginesStack => stack instanceof EnginesStack)!;

const platform = (app: App, name: EnvironmentName) =>
  environmentStacks(app, name).find((stack): stack is PlatformStack => stack instanceof PlatformStack)!;

type StackExample = (app: App) => render.ManifestStack | TerraformStack[];

/** Those for cdk8s take nothing; those for cdktf take the app that their stacks are to stand in. */
const examples = collect<{ example: StackExample | (() => Cdk8sApp) }>('examples/*/main.ts').map(
  ([folder, { example }]) => ({ name: `examples/${folder}`, example }),
);

const enginesOf = (made: render.ManifestStack | TerraformStack[]) =>
  Array.isArray(made) ? made.find((stack): stack is render.ManifestStack => stack.node.id.endsWith('-engines'))! : made;

/** The engines of each environment of ours, and the examples that have a stack: each object is a resource of Terraform. */
export const stacks: Record<string, (app: App) => render.ManifestStack> = {
  ...Object.fromEntries(environmentNames.map((name) => [`${name}-engines`, (app: App) => engines(app, name)])),
  ...Object.fromEntries(
    examples
      .filter(({ example }) => example.length > 0)
      .map(({ name, example }) => [name, (app: App) => enginesOf((example as StackExample)(app))]),
  ),
};

/** The platform of each environment of ours: its objects come by Helm. */
export const platforms: Record<string, (app: App) => render.ManifestStack> = Object.fromEntries(
  environmentNames.map((name) => [`${name}-platform`, (app: App) => platform(app, name)]),
);

/** The manifests of all of the stacks, those of the examples without a stack, and the programs of each `test/<folder>/clusters.ts`. */
export const manifests: Record<string, () => Cdk8sApp> = {
  ...Object.fromEntries(
    Object.entries({ ...stacks, ...platforms }).map(([name, make]) => [name, () => make(scratchApp()).manifests]),
  ),
  ...Object.fromEntries(
    examples
      .filter(({ example }) => example.length === 0)
      .map(({ name, example }) => [name, example as () => Cdk8sApp]),
  ),
  ...Object.fromEntries(
    collect<{ programs: Record<string, () => Cdk8sApp> }>('test/*/clusters.ts').flatMap(([, { programs }]) =>
      Object.entries(programs),
    ),
  ),
};
