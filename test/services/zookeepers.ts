import {
  Environment,
  EnvironmentProps,
  kubernetes,
  monitoring,
  policies,
  security,
  services,
} from 'bigdata-constructs';
import { App, Duration } from 'cdk8s';
import { KubeObject } from '../helpers/kube-client';
import { find, yamlObjects } from '../helpers/synth';

/** A ZooKeeper with the monitoring of an engine, in an App of its own, with the standard policies. */
export function zooKeeper(
  props: Partial<services.ZooKeeperProps> = {},
  environment: EnvironmentProps = { name: 'test', zones: ['a', 'b', 'c'] },
  namespaceName = 'ns',
) {
  const app = new App();
  const extensions = [new monitoring.MonitoringProfile({ retention: Duration.days(35) })];
  Environment.attach(app, { extensions, ...environment });
  const chart = new kubernetes.NamespaceChart(app, namespaceName);
  const made = new services.ZooKeeper(chart, 'lake', { engine: 'hadoop', ...props });
  made.connections.allowFrom(security.Peer.pods('clients'));
  new monitoring.EngineMonitoring(chart, 'Monitoring', {
    engine: 'hadoop',
    title: 'Hadoop',
    cluster: 'lake',
    targets: [made.scrapeTarget],
    slos: [],
    alerts: made.alertsFor('Hadoop'),
    rows: made.dashboardRows,
  });
  policies.Policies.apply(app);
  return { app, zooKeeper: made, objects: () => yamlObjects(app) };
}

/** The files that members read. */
export function filesOf(objects: KubeObject[]): Record<string, string> {
  return find<KubeObject & { data: Record<string, string> }>(objects, 'ConfigMap', 'lake-zookeeper').data;
}

/** zoo.cfg by key. */
export function settingsOf(objects: KubeObject[]): Record<string, string> {
  return Object.fromEntries(
    filesOf(objects)
      ['zoo.cfg'].trim()
      .split('\n')
      .map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]),
  );
}
