import { Refusal } from './answer';

export interface Named {
  readonly properties: Record<string, string>;
  comment: string;
}

/** Objects that are there by name, with properties. */
export class Objects {
  public readonly all = new Map<string, Named>();

  public constructor(private readonly kind: string) {}

  public create(name: string, properties: Record<string, string>, ifNotExists: boolean, comment = ''): void {
    if (this.all.has(name) && !ifNotExists) throw new Refusal(`${this.kind} ${name} already exist`);
    if (!this.all.has(name)) this.all.set(name, { properties: { ...properties }, comment });
  }

  public find(name: string): Named {
    const found = this.all.get(name);
    if (!found) throw new Refusal(`${this.kind} ${name} does not exist`);
    return found;
  }

  public alter(name: string, properties: Record<string, string>): void {
    Object.assign(this.find(name).properties, properties);
  }

  public drop(name: string, ifExists: boolean): void {
    if (!ifExists) this.find(name);
    this.all.delete(name);
  }
}

/** Properties of a workload group, each with what may be said. The least and the most go together in pairs. */
const GROUP_PROPERTIES: Record<string, (value: string) => boolean> = {
  ...percentages('min_cpu_percent', 'min_memory_percent'),
  ...percentages('max_cpu_percent', 'max_memory_percent', 'memory_low_watermark', 'memory_high_watermark'),
  ...numbers((value) => value >= 0, 'max_concurrency', 'max_queue_size', 'queue_timeout'),
  ...numbers(
    (value) => value === -1 || value > 0,
    ...['scan_thread_num', 'max_remote_scan_thread_num', 'min_remote_scan_thread_num'],
    ...['read_bytes_per_second', 'remote_read_bytes_per_second'],
  ),
  slot_memory_policy: (value) => ['none', 'fixed', 'dynamic'].includes(value),
};

/** The properties in the order in which they are shown. */
export const SHOWN_OF_GROUPS = [
  ...['min_cpu_percent', 'max_cpu_percent', 'min_memory_percent', 'max_memory_percent', 'max_concurrency'],
  ...['max_queue_size', 'queue_timeout', 'scan_thread_num', 'max_remote_scan_thread_num'],
  ...['min_remote_scan_thread_num', 'memory_low_watermark', 'memory_high_watermark', 'compute_group'],
  ...['read_bytes_per_second', 'remote_read_bytes_per_second', 'slot_memory_policy'],
];

function numbers(holds: (value: number) => boolean, ...names: string[]) {
  const check = (value: string) => /^-?\d+$/.test(value) && holds(Number(value));
  return Object.fromEntries(names.map((name) => [name, check]));
}

function percentages(...names: string[]) {
  const entries = names.map((name): [string, (value: string) => boolean] => [
    name,
    (value) => /^\d+%?$/.test(value) && parseInt(value) <= 100 && parseInt(value) >= (name.startsWith('min') ? 0 : 1),
  ]);
  return Object.fromEntries(entries);
}

/** Refuses properties that a workload group cannot have. */
export function checkWorkloadGroup(properties: Record<string, string>): void {
  for (const [key, value] of Object.entries(properties)) {
    if (!(key in GROUP_PROPERTIES)) throw new Refusal(`The property ${key} is not supported, maybe it is deprecated`);
    if (!GROUP_PROPERTIES[key](value)) throw new Refusal(`The allowed values of ${key} do not include ${value}`);
  }
  const pairs = [
    ['min_cpu_percent', 'max_cpu_percent'],
    ['min_memory_percent', 'max_memory_percent'],
    ['memory_low_watermark', 'memory_high_watermark'],
  ];
  for (const [low, high] of pairs) {
    if (parseInt(properties[low] ?? '0') > parseInt(properties[high] ?? '100'))
      throw new Refusal(`${low} is more than ${high}`);
  }
}

/** The types of external catalogs, and what each cannot do without. */
const CATALOGS: Record<string, string[]> = {
  hms: [],
  iceberg: ['iceberg.catalog.type'],
  jdbc: ['user', 'password', 'jdbc_url', 'driver_url', 'driver_class'],
  ...Object.fromEntries(
    ['es', 'paimon', 'trino-connector', 'max_compute', 'doris', 'lakesoul'].map((type) => [type, []]),
  ),
};

/** Refuses properties that no catalog has. */
export function checkCatalog(properties: Record<string, string>): void {
  const { type } = properties;
  if (type === undefined || !(type in CATALOGS)) throw new Refusal(`Unknown catalog type: ${type ?? 'none'}`);
  const missing = CATALOGS[type].find((key) => properties[key] === undefined);
  if (missing !== undefined) throw new Refusal(`${missing} is required`);
  if (type === 'hms' && (properties['hive.metastore.type'] ?? 'hms') === 'hms') {
    if (!properties['hive.metastore.uris'] && !properties.uri) throw new Refusal('hive.metastore.uris is required');
  }
}
