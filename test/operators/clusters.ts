import { Environment, kubernetes, monitoring, operators } from 'bigdata-constructs';
import { App, Duration } from 'cdk8s';
import { key, plainKey } from '../services/foundation-dbs';

/** What every suite over all programs looks at, by the name that it has there. */
export const programs: Record<string, () => App> = {
  'the monitoring of the platform': () => {
    const app = new App();
    const extensions = [new monitoring.MonitoringProfile({ retention: Duration.days(35) })];
    Environment.attach(app, { name: 'test', extensions });
    new operators.PlatformMonitoring(new kubernetes.NamespaceChart(app, 'monitoring'), 'platform');
    return app;
  },
  'the operator for FoundationDB': () => {
    const app = new App();
    Environment.attach(app, { name: 'test', zones: ['a', 'b', 'c'] });
    const chart = new kubernetes.NamespaceChart(app, 'foundationdb-operator');
    new operators.FoundationDbOperator(chart, 'operator', { storeKeys: [key, plainKey] });
    return app;
  },
  'the operator for FoundationDB of one namespace': () => {
    const app = new App();
    Environment.attach(app, { name: 'local', zones: ['local'] });
    const chart = new kubernetes.NamespaceChart(app, 'foundationdb-operator-alone');
    const watchNamespace = 'foundationdb-operator-alone';
    new operators.FoundationDbOperator(chart, 'operator', { watchNamespace, monitors: false });
    return app;
  },
};
