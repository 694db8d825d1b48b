import { Duration } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { objectName } from '../core/internal';
import { namespaceOf } from './namespace';

const MARK = Symbol.for('bigdata-constructs/HelmRelease');

/** A chart of somebody else's, of one version. */
export interface HelmChart {
  /** Where it is published: `https://charts.jetstack.io`, or `oci://ghcr.io/grafana/helm-charts`. */
  readonly repository: string;
  /** Its name there: `cert-manager`. */
  readonly name: string;
  /** Its exact version: `v1.21.1`. */
  readonly version: string;
}

/** Props of `HelmRelease`. */
export interface HelmReleaseProps {
  /**
   * The release's name.
   * @default - the id
   */
  readonly name?: string;
  /** What is installed. */
  readonly chart: HelmChart;
  /**
   * What differs from the chart's own values. Helm ignores a key that the chart does not know.
   * @default - nothing
   */
  readonly values?: Record<string, unknown>;
  /**
   * How long installing, upgrading and removing may take each, whole minutes.
   * @default Duration.minutes(10)
   */
  readonly timeout?: Duration;
}

/**
 * A release of somebody else's Helm chart, in the namespace of the cdk8s chart that it stands in. It comes after that chart's own
 * objects; what needs its custom resource definitions stands in another cdk8s chart, with `node.addDependency` on the release.
 */
export class HelmRelease extends Construct {
  /**
   * Whether a construct is a release.
   *
   * @internal
   */
  public static _is(construct: IConstruct): construct is HelmRelease {
    return MARK in construct;
  }

  /** The release's name. */
  public readonly releaseName: string;
  /** The namespace of the release. */
  public readonly namespaceName: string;
  /** What is installed. */
  public readonly chart: HelmChart;
  /** What differs from the chart's own values. */
  public readonly values: Record<string, unknown>;
  /** How long installing, upgrading and removing may take each. */
  public readonly timeout: Duration;

  public constructor(scope: Construct, id: string, props: HelmReleaseProps) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    // https://helm.sh/docs/chart_template_guide/builtin_objects/: labels are made from it, with a suffix.
    this.releaseName = objectName(this, props.name, { max: 53, because: 'Helm adds to it' });
    this.namespaceName = namespaceOf(this);
    this.chart = props.chart;
    this.values = props.values ?? {};
    this.timeout = props.timeout ?? Duration.minutes(10);
  }
}
