import { monitoring, render } from 'bigdata-constructs';
import { App as Cdk8sApp } from 'cdk8s';
import { App } from 'cdktf';
import { example as clickhouseInAChart } from '../../examples/clickhouse-in-a-chart/main';
import { example as clickhouseInAStack } from '../../examples/clickhouse-in-a-stack/main';
import { EnginesStack } from '../../stacks/engines-stack';
import { environments, EnvironmentName } from '../../stacks/environments';
import { cluster as clickhouseCluster, everything as everyClickHouseProp } from '../clickhouse/clusters';
import { scratchApp } from './synth';

/** Every environment of ours, as a stack in the app. */
export const environmentStacks: Record<string, (app: App) => render.ManifestStack> = Object.fromEntries(
  (Object.keys(environments) as EnvironmentName[]).map((environmentName) => [
    `${environmentName}-engines`,
    (app: App) =>
      new EnginesStack(app, `${environmentName}-engines`, {
        environmentName,
        environment: environments[environmentName],
      }),
  ]),
);

/** The environments, and the examples that have a stack. */
export const stacks: Record<string, (app: App) => render.ManifestStack> = {
  ...environmentStacks,
  'examples/clickhouse-in-a-stack': clickhouseInAStack,
};

/** An environment whose dashboards are objects of the Grafana operator. */
const GRAFANA_OPERATOR = {
  name: 'test',
  zones: ['a', 'b', 'c'],
  extensions: [new monitoring.MonitoringProfile({ dashboards: monitoring.DashboardDelivery.OPERATOR })],
};

/** The manifests of all of the stacks, those of the examples without a stack, and each engine with every prop. */
export const manifests: Record<string, () => Cdk8sApp> = {
  ...Object.fromEntries(Object.entries(stacks).map(([name, make]) => [name, () => make(scratchApp()).manifests])),
  'examples/clickhouse-in-a-chart': clickhouseInAChart,
  'ClickHouse with every prop': () => clickhouseCluster(everyClickHouseProp, GRAFANA_OPERATOR).app,
};
