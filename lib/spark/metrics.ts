import { Metric } from '../monitoring';

/** What drivers expose. */
export const DRIVER = {
  up: Metric.gauge({ name: 'up', component: 'driver', description: 'whether Prometheus could scrape the driver' }),
};
