import { Expression } from './expression';
import { Metric } from './metric';

/** `Expression.of`, which stands in every catalogue of alerts and objectives. */
export const of = (template: string, ...metrics: Metric[]): Expression => Expression.of(template, ...metrics);
