import { HelmChart } from '../kubernetes';

/** A chart, and the minor versions of Kubernetes that it is known to work with. */
export interface OperatorChart extends HelmChart {
  /** The oldest: `1.33`. */
  readonly oldestKubernetes: string;
  /** The newest that its project has tested: `1.36`. */
  readonly newestKubernetes: string;
}

/** The releases that this version of the library installs. The tests hold each value that is set against the chart of that release. */
export class OperatorCharts {
  /** @see https://docs.altinity.com/altinitykubernetesoperator/ (Kubernetes from the chart's own API versions) */
  public static readonly CLICKHOUSE: OperatorChart = {
    repository: 'https://helm.altinity.com',
    name: 'altinity-clickhouse-operator',
    version: '0.25.6',
    oldestKubernetes: '1.25',
    newestKubernetes: '1.36',
  };
  /** @see https://doris.apache.org/docs/install/deploy-on-kubernetes/integrated-storage-compute/install-doris-operator */
  public static readonly DORIS: OperatorChart = {
    repository: 'https://charts.selectdb.com',
    name: 'doris-operator',
    version: '26.0.0',
    oldestKubernetes: '1.25',
    newestKubernetes: '1.36',
  };
  /** @see https://github.com/kubeflow/spark-operator#version-matrix */
  public static readonly SPARK: OperatorChart = {
    repository: 'https://kubeflow.github.io/spark-operator',
    name: 'spark-operator',
    version: '2.5.2',
    oldestKubernetes: '1.25',
    newestKubernetes: '1.36',
  };
  /** @see https://github.com/kubernetes-sigs/kueue/tree/v0.19.2#installation */
  public static readonly KUEUE: OperatorChart = {
    repository: 'oci://registry.k8s.io/kueue/charts',
    name: 'kueue',
    version: '0.19.2',
    oldestKubernetes: '1.29',
    newestKubernetes: '1.36',
  };
  /** @see https://keda.sh/docs/latest/operate/cluster/ (each release supports three minor versions, and works with older ones) */
  public static readonly KEDA: OperatorChart = {
    repository: 'https://kedacore.github.io/charts',
    name: 'keda',
    version: '2.20.2',
    oldestKubernetes: '1.32',
    newestKubernetes: '1.36',
  };
  /** @see https://external-secrets.io/latest/introduction/stability-support/ */
  public static readonly EXTERNAL_SECRETS: OperatorChart = {
    repository: 'https://charts.external-secrets.io',
    name: 'external-secrets',
    version: '2.9.0',
    oldestKubernetes: '1.32',
    newestKubernetes: '1.35',
  };
  /** @see https://cert-manager.io/docs/releases/#currently-supported-releases */
  public static readonly CERT_MANAGER: OperatorChart = {
    repository: 'https://charts.jetstack.io',
    name: 'cert-manager',
    version: 'v1.21.1',
    oldestKubernetes: '1.33',
    newestKubernetes: '1.36',
  };
  /** @see https://github.com/prometheus-community/helm-charts/blob/main/charts/kube-prometheus-stack/Chart.yaml */
  public static readonly PROMETHEUS: OperatorChart = {
    repository: 'https://prometheus-community.github.io/helm-charts',
    name: 'kube-prometheus-stack',
    version: '88.5.3',
    oldestKubernetes: '1.25',
    newestKubernetes: '1.36',
  };
  /** The definitions of Prometheus Operator's objects, for all that is monitored: before anything that brings one. */
  public static readonly PROMETHEUS_CRDS: OperatorChart = {
    repository: 'https://prometheus-community.github.io/helm-charts',
    name: 'prometheus-operator-crds',
    version: '31.0.1',
    oldestKubernetes: '1.25',
    newestKubernetes: '1.36',
  };
  /** @see https://karpenter.sh/docs/upgrading/compatibility/ */
  public static readonly KARPENTER: OperatorChart = {
    repository: 'oci://public.ecr.aws/karpenter',
    name: 'karpenter',
    version: '1.14.1',
    oldestKubernetes: '1.30',
    newestKubernetes: '1.36',
  };
  /** The definitions of Karpenter's objects: Helm never upgrades those that come inside of a chart. */
  public static readonly KARPENTER_CRDS: OperatorChart = { ...OperatorCharts.KARPENTER, name: 'karpenter-crd' };
  /** @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/installation/ */
  public static readonly LOAD_BALANCER_CONTROLLER: OperatorChart = {
    repository: 'https://aws.github.io/eks-charts',
    name: 'aws-load-balancer-controller',
    version: '3.5.0',
    oldestKubernetes: '1.25',
    newestKubernetes: '1.36',
  };
  /** @see https://github.com/kubernetes-sigs/metrics-server#compatibility-matrix */
  public static readonly METRICS_SERVER: OperatorChart = {
    repository: 'https://kubernetes-sigs.github.io/metrics-server',
    name: 'metrics-server',
    version: '3.13.1',
    oldestKubernetes: '1.31',
    newestKubernetes: '1.36',
  };
  /** @see https://github.com/fluent/helm-charts/tree/main/charts/fluent-bit */
  public static readonly FLUENT_BIT: OperatorChart = {
    repository: 'https://fluent.github.io/helm-charts',
    name: 'fluent-bit',
    version: '0.58.1',
    oldestKubernetes: '1.25',
    newestKubernetes: '1.36',
  };

  private constructor() {}
}
