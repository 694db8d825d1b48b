import { Expression, Metric } from '../../monitoring';
import { of } from '../../monitoring/internal';
import { FRONTEND } from '../metrics';

/**
 * What the master says of the whole cluster. Others say zero of the same, or what they found when they were master.
 *
 * @param series PromQL with placeholders for the metrics
 */
export function onMaster(series: string, ...metrics: Metric[]): Expression {
  const own = metrics.indexOf(FRONTEND.nodes);
  const nodes = own < 0 ? [FRONTEND.nodes] : [];
  const index = own < 0 ? metrics.length + 1 : own + 1;
  return of(`max(${series} and on (pod) $${index}{type="is_master"})`, ...metrics, ...nodes);
}
