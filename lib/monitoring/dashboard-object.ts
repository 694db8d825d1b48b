import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { objectName } from '../core/internal';
import { DashboardDelivery, MonitoringProfile } from './monitoring-profile';

/** What a dashboard's object is made from. */
export interface DashboardObjectInput {
  readonly name: string;
  readonly labels: Record<string, string>;
  /** Grafana's JSON, when it is known. */
  readonly json: () => string;
}

/** A dashboard in the cluster, in the form in which the environment's Grafana finds it. */
export class DashboardObject extends Construct {
  public constructor(scope: Construct, id: string, { name, labels, json }: DashboardObjectInput) {
    super(scope, id);
    const metadata = { name: objectName(this, name, { max: 63, because: 'it is a label too' }) };
    if (MonitoringProfile.of(this).dashboards === DashboardDelivery.OPERATOR) {
      new ApiObject(this, 'Resource', {
        apiVersion: 'grafana.integreatly.org/v1beta1',
        kind: 'GrafanaDashboard',
        metadata: { ...metadata, labels },
        spec: {
          // Grafana mostly runs in a namespace of its own.
          allowCrossNamespaceImport: true,
          instanceSelector: { matchLabels: { dashboards: 'grafana' } },
          json: Lazy.any({ produce: json }) as unknown,
        },
      });
    } else {
      new ApiObject(this, 'Resource', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { ...metadata, labels: { ...labels, grafana_dashboard: '1' } },
        data: { [`${name}.json`]: Lazy.any({ produce: json }) as unknown },
      });
    }
  }
}
