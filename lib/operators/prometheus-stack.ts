import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu, Environment, IIdentity } from '../core';
import { checkRules, quantityOf } from '../core/internal';
import { namespaceOf } from '../kubernetes/internal';
import { CustomResourceState, MonitoringProfile } from '../monitoring';
import { Peer, Secret } from '../security';
import { copies, resourcesOf, RESTRICTED_CONTAINER, spreadOver, systemNodes } from './chart-values';
import { OperatorCharts } from './charts';
import { Operator, OperatorPods, OperatorProps } from './operator';
import { prometheusRules } from './operator-rules';
import { stateMetricsValues } from './state-metrics';

const SERVICE_ACCOUNT = 'prometheus';
const GRAFANA_ADMIN = 'grafana-admin';
const HTTPS = [{ name: 'https', port: 443 }];

/** Where Prometheus sends its samples besides keeping them. */
export interface RemoteWrite {
  /** The URL. */
  readonly url: string;
  /** The region that requests are signed for, with the identity of Prometheus. */
  readonly region: string;
}

/** Props of `PrometheusStack`. */
export interface PrometheusStackProps extends OperatorProps {
  /** The namespace of the node exporters, which see the node: its Pod Security level is `privileged`. */
  readonly nodeExporterNamespace: string;
  /**
   * Memory of one Prometheus: about 8 KiB a series.
   * @default Size.gibibytes(8)
   */
  readonly memory?: Size;
  /**
   * Disk of one Prometheus: about 1.5 bytes a sample.
   * @default Size.gibibytes(200)
   *
   * @see https://prometheus.io/docs/prometheus/latest/storage/#operational-aspects
   */
  readonly storage?: Size;
  /**
   * How long samples are kept, whole days.
   * @default - what the environment's MonitoringProfile says
   */
  readonly retention?: Duration;
  /**
   * Also send all samples elsewhere.
   * @default - they are kept here alone
   */
  readonly remoteWrite?: RemoteWrite;
  /**
   * The password of Grafana's `admin`.
   * @default Secret.generated()
   */
  readonly grafanaPassword?: Secret;
  /**
   * Kinds of custom resources that kube-state-metrics says something of, besides those of Kubernetes: `spark.SparkPlatform.stateMetrics()`. It may then
   * list and watch them in every namespace, and waits for definitions that are not there yet.
   * @default - none
   */
  readonly customResources?: CustomResourceState[];
}

/**
 * Prometheus Operator, Prometheus, Alertmanager, Grafana and the exporters of nodes and objects.
 *
 * It takes every rule, monitor and routing of every namespace, whatever its labels, and keeps samples for the longest window of an error
 * budget.
 *
 * @see https://github.com/prometheus-community/helm-charts/tree/main/charts/kube-prometheus-stack
 */
export class PrometheusStack extends Operator {
  /** Who Prometheus is to the cloud. */
  public readonly identity: IIdentity;

  public constructor(scope: Construct, id: string, props: PrometheusStackProps) {
    const days = MonitoringProfile.of(scope).retentionDays;
    const retentionDays = props.retention?.toDays() ?? days;
    const replicas = copies(scope);
    const memory = props.memory ?? Size.gibibytes(8);
    const storage = props.storage ?? Size.gibibytes(200);
    const release = 'monitoring';
    const password = props.grafanaPassword ?? Secret.generated();
    const quay = from(scope, 'quay.io');
    super(
      scope,
      id,
      {
        chart: OperatorCharts.PROMETHEUS,
        releaseName: release,
        values: {
          ...chartWide(scope, password._nameOf(GRAFANA_ADMIN), props.customResources ?? []),
          prometheus: {
            serviceAccount: { create: true, name: SERVICE_ACCOUNT },
            podDisruptionBudget: { enabled: replicas > 1, minAvailable: 1 },
            prometheusSpec: {
              ...SELECT_EVERYTHING,
              image: quay,
              replicas,
              retention: `${retentionDays}d`,
              // A full disk stops everything, so the oldest goes before.
              retentionSize: `${Math.floor(storage.toGibibytes() * 0.85)}GiB`,
              storageSpec: volume(scope, storage),
              resources: resourcesOf(Cpu.units(1), memory),
              podAntiAffinity: 'hard',
              externalLabels: { cluster: Environment.of(scope).name },
              remoteWrite: props.remoteWrite
                ? [{ url: props.remoteWrite.url, sigv4: { region: props.remoteWrite.region } }]
                : [],
              ...systemNodes(scope),
            },
          },
          alertmanager: {
            podDisruptionBudget: { enabled: replicas > 1, minAvailable: 1 },
            alertmanagerSpec: {
              image: quay,
              // One routing for all namespaces.
              alertmanagerConfigMatcherStrategy: { type: 'None' },
              replicas: replicas > 1 ? 3 : 1,
              retention: '120h',
              storage: volume(scope, Size.gibibytes(2)),
              resources: resourcesOf(Cpu.millis(50), Size.mebibytes(256)),
              podAntiAffinity: 'hard',
              ...systemNodes(scope),
            },
          },
          'prometheus-node-exporter': { namespaceOverride: props.nodeExporterNamespace, image: quay },
        },
        pods: stackPods(release, replicas, memory),
      },
      props,
    );
    checkRules(this, prometheusRules, { retentionDays, neededDays: days });
    password._bind(this, 'GrafanaPassword', { name: GRAFANA_ADMIN, derived: { user: 'admin' } });
    this.identity = { namespaceName: namespaceOf(this), serviceAccountName: SERVICE_ACCOUNT };
    this.openEdges();
  }

  private openEdges(): void {
    const { prometheus, alertmanager, grafana, 'prometheus-operator': operator } = this.connectionsOf;
    const web = [{ name: 'http-web', port: 9090 }];
    const alerts = [{ name: 'alerts', port: 9093 }];
    const mesh = [
      { name: 'mesh-tcp', port: 9094 },
      { name: 'mesh-udp', port: 9094, protocol: 'UDP' },
    ];
    // Any pod on any port, as their monitors say; kubelets and node exporters are addresses of nodes.
    prometheus.allowTo(Peer.podsAnywhere({}), []);
    prometheus.allowTo(Peer.cidr('0.0.0.0/0'), [
      { name: 'kubelet', port: 10250 },
      { name: 'node-exporter', port: 9100 },
      ...HTTPS,
    ]);
    prometheus.allowTo(Peer.cloudIdentity());
    prometheus.allowFrom(grafana, web);
    // Autoscaling asks it.
    prometheus.allowFrom(Peer.podsAnywhere({ app: 'keda-operator' }), web);
    alertmanager.allowFrom(prometheus, alerts);
    alertmanager.allowFrom(grafana, alerts);
    alertmanager.allowFrom(alertmanager, mesh);
    // Receivers of alerts are on the internet.
    alertmanager.allowTo(Peer.cidr('0.0.0.0/0'), HTTPS);
    operator.allowTo(prometheus, web);
    operator.allowTo(alertmanager, alerts);
  }
}

/** Without these, only objects with the label of the release would be seen. */
const SELECT_EVERYTHING = {
  ruleSelectorNilUsesHelmValues: false,
  serviceMonitorSelectorNilUsesHelmValues: false,
  podMonitorSelectorNilUsesHelmValues: false,
  probeSelectorNilUsesHelmValues: false,
  scrapeConfigSelectorNilUsesHelmValues: false,
};

function chartWide(
  scope: Construct,
  adminSecret: string,
  customResources: CustomResourceState[],
): Record<string, unknown> {
  const nodes = systemNodes(scope);
  const job = { resources: resourcesOf(Cpu.millis(50), Size.mebibytes(128)), ...nodes };
  // EKS runs these where nobody can scrape them; kube-proxy binds its metrics to the node's loopback.
  const off = { enabled: false };
  return {
    // They come by a release of their own, which Helm does upgrade.
    crds: { enabled: false },
    kubeControllerManager: off,
    kubeScheduler: off,
    kubeEtcd: off,
    kubeProxy: off,
    defaultRules: {
      rules: { etcd: false, kubeControllerManager: false, kubeProxy: false, kubeSchedulerAlerting: false },
    },
    prometheusOperator: {
      resources: resourcesOf(Cpu.millis(100), Size.mebibytes(512)),
      podDisruptionBudget: { enabled: false },
      admissionWebhooks: { patch: { ...job, image: from(scope, 'ghcr.io') } },
      image: from(scope, 'quay.io'),
      prometheusConfigReloader: { image: from(scope, 'quay.io') },
      ...nodes,
    },
    grafana: {
      admin: { existingSecret: adminSecret, userKey: 'user', passwordKey: 'password' },
      image: from(scope, 'docker.io'),
      sidecar: { image: from(scope, 'quay.io'), dashboards: { enabled: true, searchNamespace: 'ALL' } },
      containerSecurityContext: RESTRICTED_CONTAINER,
      resources: resourcesOf(Cpu.millis(100), Size.mebibytes(512)),
      ...nodes,
    },
    'kube-state-metrics': {
      image: from(scope, 'registry.k8s.io'),
      resources: resourcesOf(Cpu.millis(100), Size.mebibytes(512)),
      topologySpreadConstraints: spreadOver(scope, { 'app.kubernetes.io/name': 'kube-state-metrics' }),
      replicas: 1,
      ...stateMetricsValues(customResources),
      ...nodes,
    },
  };
}

/** The registry of an image, or the mirror of it. */
function from(scope: Construct, registry: string): { registry: string } {
  return { registry: Environment.of(scope).image(registry) };
}

function volume(scope: Construct, size: Size): Record<string, unknown> {
  return {
    volumeClaimTemplate: {
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: Environment.of(scope).storageClasses.data,
        resources: { requests: { storage: quantityOf(size) } },
      },
    },
  };
}

function stackPods(release: string, replicas: number, memory: Size): OperatorPods[] {
  const named = (name: string) => ({ 'app.kubernetes.io/name': name });
  const small = { cpu: Cpu.millis(100), memory: Size.mebibytes(512) };
  return [
    {
      name: 'prometheus',
      podLabels: named('prometheus'),
      replicas,
      cpu: Cpu.units(1),
      memory,
      metrics: [
        { name: 'http-web', port: 9090 },
        { name: 'reloader-web', port: 8080 },
      ],
    },
    {
      name: 'alertmanager',
      podLabels: named('alertmanager'),
      replicas: replicas > 1 ? 3 : 1,
      cpu: Cpu.millis(50),
      memory: Size.mebibytes(256),
      metrics: [
        { name: 'http-web', port: 9093 },
        { name: 'reloader-web', port: 8080 },
      ],
    },
    {
      name: 'grafana',
      podLabels: named('grafana'),
      replicas: 1,
      ...small,
      metrics: [{ name: 'grafana', port: 3000 }],
    },
    {
      name: 'prometheus-operator',
      podLabels: { app: 'kube-prometheus-stack-operator', release },
      replicas: 1,
      ...small,
      metrics: [{ name: 'https', port: 10250 }],
      webhooks: [{ name: 'https', port: 10250 }],
    },
    {
      name: 'prometheus-operator-jobs',
      podLabels: { 'app.kubernetes.io/component': 'prometheus-operator-webhook', release },
      replicas: 0,
      ...small,
    },
    {
      name: 'kube-state-metrics',
      podLabels: named('kube-state-metrics'),
      replicas: 1,
      ...small,
      metrics: [{ name: 'http', port: 8080 }],
    },
  ];
}
