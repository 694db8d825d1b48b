import { clickhouse, Cpu, kubernetes, monitoring, policies, render } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { EnvironmentName } from './environments';

type ClickHouseProps = clickhouse.ClickHouseClusterProps;

/** How large each engine is, by environment. */
const CLICKHOUSE: Record<EnvironmentName, ClickHouseProps> = {
  local: {
    shards: 1,
    replicas: 1,
    size: { cpu: Cpu.millis(500), memory: Size.gibibytes(2) },
    storage: Size.gibibytes(5),
    highAvailability: false,
    keeper: { size: { cpu: Cpu.millis(100), memory: Size.mebibytes(512) }, storage: Size.gibibytes(1) },
  },
  prod: {
    shards: 3,
    replicas: 2,
    size: { cpu: Cpu.units(8), memory: Size.gibibytes(64) },
    storage: Size.tebibytes(2),
    backup: { store: bucket('backups') },
    users: [{ name: 'reporting', profile: 'readonly', grants: ['GRANT SELECT ON *.*'] }],
  },
};

/** The Secret that platform owners fill: who is told must not stand in a repository. */
const receiver = (key: string) => ({ secretName: 'alert-receivers', key });

/** Who is told of what. On a laptop nobody is. */
const ALERT_ROUTING: Record<EnvironmentName, monitoring.AlertRoutingProps | undefined> = {
  local: undefined,
  prod: {
    page: monitoring.Receiver.pagerDuty(receiver('pagerduty')),
    ticket: monitoring.Receiver.slack('#data-platform', receiver('slack')),
    deadMansSwitch: monitoring.Receiver.webhook(receiver('dead-mans-switch')),
  },
};

/** Props of `EnginesStack`. */
export interface EnginesStackProps extends render.ManifestStackProps {
  /** Whose sizes are meant. */
  readonly environmentName: EnvironmentName;
}

/** The engines of one environment. */
export class EnginesStack extends render.ManifestStack {
  public constructor(scope: Construct, id: string, props: EnginesStackProps) {
    super(scope, id, props);
    const olap = new kubernetes.NamespaceChart(this.manifests, 'olap');
    new clickhouse.ClickHouseCluster(olap, 'clickhouse', CLICKHOUSE[props.environmentName]);
    const observability = new kubernetes.NamespaceChart(this.manifests, 'observability');
    new monitoring.OverviewDashboard(observability, 'overview');
    const routing = ALERT_ROUTING[props.environmentName];
    if (routing) new monitoring.AlertRouting(observability, 'alerts', routing);
    policies.Policies.apply(this);
  }
}

/** Bucket names are deterministic, so that no stack hands them to another. */
function bucket(purpose: string) {
  const region = 'eu-central-1';
  return {
    bucketName: `bigdata-prod-000000000000-${region}-${purpose}`,
    region,
    endpoint: `https://s3.${region}.amazonaws.com`,
  };
}
