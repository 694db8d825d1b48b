import { monitoring, render } from 'bigdata-constructs';
import { App as Cdk8sApp } from 'cdk8s';
import { App } from 'cdktf';
import { example as clickhouseInAChart } from '../../examples/clickhouse-in-a-chart/main';
import { example as clickhouseInAStack } from '../../examples/clickhouse-in-a-stack/main';
import { example as existingCluster } from '../../examples/existing-cluster/main';
import { EnginesStack } from '../../stacks/engines-stack';
import { environmentStacks } from '../../stacks/environment-stacks';
import { environments, EnvironmentName } from '../../stacks/environments';
import { PlatformStack } from '../../stacks/platform-stack';
import { cluster as clickhouseCluster, everything as everyClickHouseProp } from '../clickhouse/clusters';
import {
  cluster as hadoopCluster,
  everything as everyHadoopProp,
  kerberos,
  single as singleHadoop,
} from '../hadoop/clusters';
import { scratchApp } from './synth';

/** The names of our environments. */
export const environmentNames = Object.keys(environments) as EnvironmentName[];

const engines = (app: App, name: EnvironmentName) =>
  environmentStacks(app, name).find((stack): stack is EnginesStack => stack instanceof EnginesStack)!;

const platform = (app: App, name: EnvironmentName) =>
  environmentStacks(app, name).find((stack): stack is PlatformStack => stack instanceof PlatformStack)!;

/** The engines of each environment of ours, and the examples that have a stack: each object is a resource of Terraform. */
export const stacks: Record<string, (app: App) => render.ManifestStack> = {
  ...Object.fromEntries(environmentNames.map((name) => [`${name}-engines`, (app: App) => engines(app, name)])),
  'examples/clickhouse-in-a-stack': clickhouseInAStack,
  'examples/existing-cluster': (app) =>
    existingCluster(app).find((stack): stack is render.ManifestStack => stack.node.id.endsWith('-engines'))!,
};

/** The platform of each environment of ours: its objects come by Helm. */
export const platforms: Record<string, (app: App) => render.ManifestStack> = Object.fromEntries(
  environmentNames.map((name) => [`${name}-platform`, (app: App) => platform(app, name)]),
);

/** An environment whose dashboards are objects of the Grafana operator. */
const GRAFANA_OPERATOR = {
  name: 'test',
  zones: ['a', 'b', 'c'],
  extensions: [new monitoring.MonitoringProfile({ dashboards: monitoring.DashboardDelivery.OPERATOR })],
};

/** The manifests of all of the stacks, those of the examples without a stack, and each engine with every prop. */
export const manifests: Record<string, () => Cdk8sApp> = {
  ...Object.fromEntries(
    Object.entries({ ...stacks, ...platforms }).map(([name, make]) => [name, () => make(scratchApp()).manifests]),
  ),
  'examples/clickhouse-in-a-chart': clickhouseInAChart,
  'ClickHouse with every prop': () => clickhouseCluster(everyClickHouseProp, GRAFANA_OPERATOR).app,
  'Hadoop with every prop': () => hadoopCluster(everyHadoopProp, GRAFANA_OPERATOR).app,
  'Hadoop with Kerberos': () =>
    hadoopCluster({ ...everyHadoopProp, yarn: undefined, httpFs: undefined, security: kerberos }, GRAFANA_OPERATOR).app,
  'Hadoop with one of each': () => hadoopCluster(singleHadoop, { name: 'test', zones: ['local'] }).app,
};
