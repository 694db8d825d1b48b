import { monitoring } from 'bigdata-constructs';
import { CRON_JOB, JOB } from '../../lib/monitoring/platform-metrics';
import { COORDINATOR, PLATFORM, WORKER } from '../../lib/presto/metrics';

/** All metrics that nodes show, by component. */
export const CATALOGUE: Record<'coordinator' | 'worker', monitoring.Metric[]> = {
  coordinator: Object.values(COORDINATOR),
  worker: Object.values(WORKER),
};

/** Those that the platform shows. */
export const PLATFORM_CATALOGUE: monitoring.Metric[] = [PLATFORM, CRON_JOB, JOB].flatMap((all): monitoring.Metric[] =>
  Object.values(all),
);
