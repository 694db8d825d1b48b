import { Construct } from 'constructs';
import { KEPT } from './chart-values';
import { OperatorCharts } from './charts';
import { Operator, OperatorProps } from './operator';

/**
 * The definitions of Prometheus Operator's objects. They come before every operator that brings a monitor, and before the Prometheus stack,
 * which in turn needs some of those operators.
 *
 * @see https://github.com/prometheus-community/helm-charts/tree/main/charts/prometheus-operator-crds
 */
export class PrometheusCrds extends Operator {
  public constructor(scope: Construct, id: string, props: OperatorProps = {}) {
    super(
      scope,
      id,
      {
        chart: OperatorCharts.PROMETHEUS_CRDS,
        definitions: ['monitoring.coreos.com'],
        values: { crds: { annotations: KEPT } },
        pods: [],
      },
      props,
    );
  }
}
