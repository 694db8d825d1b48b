import { monitoring } from 'bigdata-constructs';
import {
  DATA_NODE,
  HISTORY_SERVER,
  HTTP_FS,
  JOURNAL_NODE,
  NAME_NODE,
  NODE_MANAGER,
  PLATFORM,
  QUEUES,
  RESOURCE_MANAGER,
} from '../../lib/hadoop/metrics';
import { CRON_JOB, JOB, VOLUME } from '../../lib/monitoring/platform-metrics';

/** All metrics of the catalogue that Hadoop's own daemons expose, by the part that does. */
export const CATALOGUE: Record<string, monitoring.Metric[]> = {
  namenode: Object.values(NAME_NODE),
  datanode: Object.values(DATA_NODE),
  journalnode: Object.values(JOURNAL_NODE),
  resourcemanager: [...Object.values(RESOURCE_MANAGER), ...Object.values(QUEUES)],
  nodemanager: Object.values(NODE_MANAGER),
  historyserver: Object.values(HISTORY_SERVER),
  httpfs: Object.values(HTTP_FS),
};

/** Those that the platform exposes. */
export const PLATFORM_CATALOGUE: monitoring.Metric[] = [
  ...Object.values(PLATFORM),
  ...Object.values(CRON_JOB),
  ...Object.values(JOB),
  ...Object.values(VOLUME),
];

/** What a text says of types, by name. */
function typesOf(exposition: string): Map<string, string> {
  return new Map([...exposition.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [name, type]));
}

/** What of a catalogue some expositions of one part do not have, or have as something else. `up` is Prometheus' own. */
export function missingFrom(expositions: string[], metrics: monitoring.Metric[]): string[] {
  const exposed = new Map(expositions.flatMap((exposition) => [...typesOf(exposition)]));
  return metrics
    .filter(({ name, metricType }) => name !== 'up' && exposed.get(name) !== metricType)
    .map(({ name, metricType }) => `${name}: ${exposed.get(name) ?? 'nothing'} instead of ${metricType}`);
}
