/** Pinned builds of the add-ons that every cluster has. */
export interface AddOnVersions {
  /** `vpc-cni`. */
  readonly vpcCni: string;
  /** `kube-proxy`. */
  readonly kubeProxy: string;
  /** `eks-pod-identity-agent`. */
  readonly podIdentityAgent: string;
  /** `coredns`. */
  readonly coreDns: string;
  /** `aws-ebs-csi-driver`. */
  readonly ebsCsiDriver: string;
  /** `metrics-server`. */
  readonly metricsServer: string;
  /** `eks-node-monitoring-agent`. */
  readonly nodeMonitoringAgent: string;
}

/** What there is to know of a version that this library does not name. */
export interface EksVersionOptions {
  /** When AWS's standard support ends, as `2027-03-27`. */
  readonly endOfStandardSupport: string;
  /** Builds of the add-ons: `aws eks describe-addon-versions --kubernetes-version 1.36` lists them. */
  readonly addOns: AddOnVersions;
}

/** Add-ons that do not follow the version of Kubernetes. */
const COMMON = {
  vpcCni: 'v1.22.4-eksbuild.3',
  podIdentityAgent: 'v1.3.10-eksbuild.3',
  ebsCsiDriver: 'v1.64.0-eksbuild.1',
  metricsServer: 'v0.9.0-eksbuild.6',
  nodeMonitoringAgent: 'v1.4.0-eksbuild.2',
};

/**
 * A minor version of Kubernetes as EKS offers it, with the add-ons that AWS installs by default on it.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
 */
export class EksVersion {
  /** The day that the dates below were compared with: synthesis does not read the clock. */
  public static readonly AS_OF = '2026-11-24';

  /** Kubernetes 1.33. */
  public static readonly V1_33 = new EksVersion('1.33', {
    endOfStandardSupport: '2026-07-29',
    addOns: { ...COMMON, kubeProxy: 'v1.33.10-eksbuild.2', coreDns: 'v1.13.2-eksbuild.4' },
  });
  /** Kubernetes 1.34. */
  public static readonly V1_34 = new EksVersion('1.34', {
    endOfStandardSupport: '2026-12-02',
    addOns: { ...COMMON, kubeProxy: 'v1.34.6-eksbuild.18', coreDns: 'v1.13.2-eksbuild.11' },
  });
  /** Kubernetes 1.35, the default. */
  public static readonly V1_35 = new EksVersion('1.35', {
    endOfStandardSupport: '2027-03-27',
    addOns: { ...COMMON, kubeProxy: 'v1.35.3-eksbuild.29', coreDns: 'v1.13.2-eksbuild.31' },
  });

  /**
   * A version that this library does not name yet.
   *
   * @param minorVersion `1.36`
   */
  public static of(minorVersion: string, options: EksVersionOptions): EksVersion {
    return new EksVersion(minorVersion, options);
  }

  /** When AWS's standard support ends: from then on a cluster costs six times as much. */
  public readonly endOfStandardSupport: string;
  /** Builds of the add-ons. */
  public readonly addOns: AddOnVersions;

  private constructor(
    /** `1.35`. */
    public readonly minorVersion: string,
    options: EksVersionOptions,
  ) {
    this.endOfStandardSupport = options.endOfStandardSupport;
    this.addOns = options.addOns;
  }
}
