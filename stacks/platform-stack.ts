import { aws, kubernetes, monitoring, operators, policies, render, spark } from 'bigdata-constructs';
import { ApiObject, Chart, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { PlatformIdentities } from './access-stack';
import { CloudDefinition, EnvironmentName } from './environments';

/** The Secret that platform owners fill: who is told must not stand in a repository. */
const receiver = (key: string) => ({ secretName: 'alert-receivers', key });

/** Who is told of what. On a laptop and in dev nobody is. */
const ALERT_ROUTING: Record<EnvironmentName, monitoring.AlertRoutingProps | undefined> = {
  local: undefined,
  dev: undefined,
  staging: {
    page: monitoring.Receiver.slack('#data-platform-staging', receiver('slack')),
    ticket: monitoring.Receiver.slack('#data-platform-staging', receiver('slack')),
  },
  prod: {
    page: monitoring.Receiver.pagerDuty(receiver('pagerduty')),
    ticket: monitoring.Receiver.slack('#data-platform', receiver('slack')),
    deadMansSwitch: monitoring.Receiver.webhook(receiver('dead-mans-switch')),
  },
};

/** How large Prometheus is. */
const PROMETHEUS: Record<EnvironmentName, { memory: Size; storage: Size }> = {
  local: { memory: Size.gibibytes(2), storage: Size.gibibytes(10) },
  dev: { memory: Size.gibibytes(4), storage: Size.gibibytes(50) },
  staging: { memory: Size.gibibytes(4), storage: Size.gibibytes(100) },
  prod: { memory: Size.gibibytes(8), storage: Size.gibibytes(400) },
};

/** How many applications of Spark are submitted in the busiest minute, and whether Kueue queues them; where there is Spark. */
const SPARK: Partial<Record<EnvironmentName, { applicationsPerMinute: number; queued?: boolean }>> = {
  local: { applicationsPerMinute: 5 },
  prod: { applicationsPerMinute: 50, queued: true },
};

/** Where there is Doris. */
const DORIS: EnvironmentName[] = ['local', 'prod'];

/** The certificate that those of the cluster's own services are signed with, and its Secret. */
const INTERNAL_AUTHORITY = 'internal-authority';

/** Where External Secrets reads secrets of AWS. */
export const SECRET_STORE = 'secrets-manager';

/** What the platform is told of the cloud. */
export interface PlatformCloud extends CloudDefinition {
  readonly clusterName: string;
  readonly zones: string[];
}

/** Props of `PlatformStack`. */
export interface PlatformStackProps extends render.ManifestStackProps {
  /** Whose sizes are meant. */
  readonly environmentName: EnvironmentName;
  /**
   * Which version of Kubernetes the charts must work with.
   * @default - not checked
   */
  readonly kubernetesVersion?: string;
  /**
   * What there is in AWS.
   * @default - the environment is not there
   */
  readonly cloud?: PlatformCloud;
}

/**
 * What runs before engines do: nodes, storage, secrets, monitoring and operators. All of it comes by Helm, so that a first plan needs neither the
 * cluster nor any definition of its objects.
 */
export class PlatformStack extends render.ManifestStack {
  /** Who the controllers are to AWS, where the environment is there. */
  public readonly identities?: PlatformIdentities;
  private readonly common: { kubernetesVersion?: string };
  private readonly crds: operators.PrometheusCrds;

  public constructor(scope: Construct, id: string, props: PlatformStackProps) {
    super(scope, id, { ...props, delivery: render.Delivery.chart() });
    this.common = { kubernetesVersion: props.kubernetesVersion };
    this.crds = new operators.PrometheusCrds(this.namespace('prometheus-crds'), 'crds', this.common);
    const foundation = props.cloud ? this.nodesAndStorage(props.cloud) : [this.crds.release];

    const secrets = this.after(
      new operators.ExternalSecrets(this.namespace('external-secrets'), 'operator', this.common),
      foundation,
    );
    const certificates = new operators.CertManager(this.namespace('cert-manager'), 'operator', this.common);
    this.internalAuthority(this.after(certificates, foundation));
    this.after(new operators.Keda(this.namespace('keda'), 'operator', this.common), foundation);
    this.monitoring(props.environmentName, [...foundation, secrets.release]);
    const clickhouse = this.namespace('clickhouse-operator');
    // The operator's password is made by External Secrets.
    clickhouse.node.addDependency(secrets.release);
    this.after(new operators.ClickHouseOperator(clickhouse, 'operator', this.common), foundation);
    this.spark(props.environmentName, foundation);
    if (DORIS.includes(props.environmentName)) {
      const doris = this.namespace('doris-operator', kubernetes.PodSecurity.BASELINE);
      this.after(new operators.DorisOperator(doris, 'operator', this.common), foundation);
    }

    if (props.cloud) {
      const store = new Chart(this.manifests, 'secret-store');
      store.node.addDependency(secrets.release);
      new aws.SecretsManagerStore(store, SECRET_STORE, { region: props.cloud.profile.region });
      const loadBalancers = this.loadBalancers(props.cloud, foundation);
      const logs = props.cloud.shipLogs ? this.logShipping(props.cloud, foundation) : undefined;
      this.identities = { secrets: secrets.identity, loadBalancers, logs };
    }
    policies.Policies.apply(this);
  }

  /** Who signs certificates of what only pods of this cluster talk to: the ClusterIssuer `internal`. */
  private internalAuthority(certificates: operators.CertManager): void {
    const chart = new Chart(this.manifests, 'internal-authority', { namespace: 'cert-manager' });
    chart.node.addDependency(certificates.release);
    const issuer = (name: string, spec: object) =>
      new ApiObject(chart, name, {
        apiVersion: 'cert-manager.io/v1',
        kind: 'ClusterIssuer',
        metadata: { name },
        spec,
      });
    const root = issuer('self-signed', { selfSigned: {} });
    const authority = new ApiObject(chart, 'authority', {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: INTERNAL_AUTHORITY },
      spec: {
        isCA: true,
        commonName: INTERNAL_AUTHORITY,
        secretName: INTERNAL_AUTHORITY,
        duration: '87600h0m0s',
        // Whoever trusts it goes on trusting it when it is renewed.
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Never' },
        issuerRef: { kind: 'ClusterIssuer', name: root.name },
      },
    });
    authority.addDependency(root);
    issuer('internal', { ca: { secretName: INTERNAL_AUTHORITY } }).addDependency(authority);
  }

  private namespace(id: string, podSecurity?: kubernetes.PodSecurity): kubernetes.NamespaceChart {
    return new kubernetes.NamespaceChart(this.manifests, id, { podSecurity });
  }

  /** Nothing is installed before what it brings can be read, and before there is a node for it. */
  private after<T extends operators.Operator>(operator: T, foundation: Construct[]): T {
    operator.release.node.addDependency(this.crds.release, ...foundation);
    return operator;
  }

  /** What the provider's default tags do not reach. */
  private tags(): Record<string, string> {
    return aws.AwsProfile.of(this.manifests).resourceTags(this.manifests);
  }

  private nodesAndStorage(cloud: PlatformCloud): Construct[] {
    const { clusterName, zones } = cloud;
    const tags = this.tags();
    const karpenter = this.after(
      new operators.KarpenterController(this.namespace('karpenter'), 'controller', {
        ...this.common,
        clusterName,
        interruptionQueue: aws.Karpenter.queueOf(clusterName),
        isolatedVpc: cloud.network.nat === aws.NatGateways.NONE,
      }),
      [],
    );
    // Destroyed before the controller, which drains and removes the machines.
    const nodes = new Chart(this.manifests, 'nodes');
    nodes.node.addDependency(karpenter.release);
    new aws.NodePools(nodes, 'pools', {
      clusterName,
      instanceProfile: aws.Karpenter.instanceProfileOf(nodes),
      pools: aws.NodeArchetypes.pools({ ...cloud.nodes, zones }),
      tags,
    });
    const storage = new Chart(this.manifests, 'storage');
    new aws.EbsStorageClasses(storage, 'classes', { keepVolumes: cloud.keepVolumes });
    return [nodes, storage];
  }

  private monitoring(environmentName: EnvironmentName, foundation: Construct[]): void {
    const chart = this.namespace('monitoring');
    // Grafana's password, and the routing of alerts.
    chart.node.addDependency(...foundation, this.crds.release);
    const exporters = this.namespace('node-exporter', kubernetes.PodSecurity.PRIVILEGED);
    const stack = new operators.PrometheusStack(chart, 'prometheus', {
      ...this.common,
      ...PROMETHEUS[environmentName],
      nodeExporterNamespace: 'node-exporter',
      customResources: spark.SparkPlatform.stateMetrics(),
    });
    stack.release.node.addDependency(exporters);
    new operators.PlatformMonitoring(chart, 'platform');
    const routing = ALERT_ROUTING[environmentName];
    if (routing) new monitoring.AlertRouting(chart, 'alerts', routing);
  }

  private spark(environmentName: EnvironmentName, foundation: Construct[]): void {
    const { applicationsPerMinute, queued = false } = SPARK[environmentName] ?? {};
    if (applicationsPerMinute === undefined) return;
    const props = { ...this.common, applicationsPerMinute };
    this.after(new operators.SparkOperator(this.namespace('spark-operator'), 'operator', props), foundation);
    if (queued) this.after(new operators.Kueue(this.namespace('kueue'), 'operator', this.common), foundation);
  }

  private loadBalancers(cloud: PlatformCloud, foundation: Construct[]) {
    const controller = new operators.LoadBalancerController(
      this.namespace('aws-load-balancer-controller'),
      'controller',
      {
        ...this.common,
        clusterName: cloud.clusterName,
        region: cloud.profile.region,
        vpcName: cloud.clusterName,
        tags: this.tags(),
      },
    );
    return this.after(controller, foundation).identity;
  }

  private logShipping(cloud: PlatformCloud, foundation: Construct[]) {
    const chart = this.namespace('log-shipping', kubernetes.PodSecurity.PRIVILEGED);
    const shipping = new operators.LogShipping(chart, 'fluent-bit', {
      ...this.common,
      region: cloud.profile.region,
      logGroupName: aws.PodLogs.nameOf(chart),
    });
    return this.after(shipping, foundation).identity;
  }
}
