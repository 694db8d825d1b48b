import { Environment, kubernetes, monitoring, operators } from 'bigdata-constructs';
import { App, Duration } from 'cdk8s';

/** What every suite over all programs looks at, by the name that it has there. */
export const programs: Record<string, () => App> = {
  'the monitoring of the platform': () => {
    const app = new App();
    const extensions = [new monitoring.MonitoringProfile({ retention: Duration.days(35) })];
    Environment.attach(app, { name: 'test', extensions });
    new operators.PlatformMonitoring(new kubernetes.NamespaceChart(app, 'monitoring'), 'platform');
    return app;
  },
};
