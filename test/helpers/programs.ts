import { render } from 'bigdata-constructs';
import { App } from 'cdktf';
import { EnginesStack } from '../../stacks/engines-stack';
import { environments, EnvironmentName } from '../../stacks/environments';

/** Every environment of ours, as a stack in a fresh app. */
export const programs: Record<string, (app: App) => render.ManifestStack> = Object.fromEntries(
  (Object.keys(environments) as EnvironmentName[]).map((environmentName) => [
    `${environmentName}-engines`,
    (app: App) =>
      new EnginesStack(app, `${environmentName}-engines`, {
        environmentName,
        environment: environments[environmentName],
      }),
  ]),
);
