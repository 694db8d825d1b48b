import { monitoring } from 'bigdata-constructs';
import { BACKEND, COMPUTE_NODE, FRONTEND, PLATFORM } from '../../lib/doris/metrics';
import { Series } from '../helpers/promtool';
import { Change, Line, runsOf, seriesWith } from '../helpers/series';

/** All metrics of the catalogue, by the part that shows them. */
export const CATALOGUE: Record<'fe' | 'be' | 'cn', monitoring.Metric[]> = {
  fe: Object.values(FRONTEND),
  be: Object.values(BACKEND),
  cn: Object.values(COMPUTE_NODE),
};

const ALL: monitoring.Metric[] = [...Object.values(CATALOGUE).flat(), ...Object.values(PLATFORM)];

const members = (component: string, count: number) =>
  Array.from({ length: count }, (_, ordinal) => `sales-${component}-${ordinal}`);

/** The pods of the smallest cluster, by part, with two compute nodes. */
export const PODS = { fe: members('fe', 3), be: members('be', 4), cn: members('cn', 2) };

/** The frontend that is master. */
const [MASTER] = PODS.fe;

type Shown = [labels: string, healthy: number, onOthers?: number];

const QUANTILES = (values: number[], user = '') =>
  ['0.75', '0.95', '0.98', '0.99', '0.999'].map((quantile, index): Shown => [
    `quantile="${quantile}"${user}`,
    values[index],
  ]);

const PATHS = ['/opt/apache-doris/be/storage'];
const byPath = (healthy: number) => PATHS.map((path): Shown => [`path="${path}"`, healthy]);

/** Metrics with labels of their own: what each series shows in a healthy cluster, and on frontends that are not master. Counters grow by it each minute. */
const LABELLED = new Map<monitoring.Metric, Shown[]>([
  [
    FRONTEND.nodes,
    [
      ['type="fe_node_num",state="total"', 3],
      // Compute nodes are among them.
      ['type="be_node_num",state="total"', 6],
      ['type="be_node_num",state="alive"', 6],
      ['type="be_node_num",state="decommissioned"', 0],
      ['type="is_master"', 1],
    ],
  ],
  [
    FRONTEND.queries,
    [
      ['', 600],
      ['user="bi"', 600],
    ],
  ],
  [
    FRONTEND.failedQueries,
    [
      ['', 0],
      ['user="bi"', 0],
    ],
  ],
  [FRONTEND.latency, [...QUANTILES([200, 800, 1000, 2000, 4000]), ...QUANTILES([2, 8, 10, 20, 40], ',user="bi"')]],
  [FRONTEND.editLogLatency, QUANTILES([1, 2, 3, 4, 5])],
  [
    FRONTEND.connections,
    [
      ['', 40],
      ['user="bi"', 40],
    ],
  ],
  [
    FRONTEND.editLog,
    [
      ['type="write"', 60, 0],
      ['type="read"', 0, 60],
    ],
  ],
  [
    FRONTEND.editLogCleans,
    [
      ['type="success"', 1],
      ['type="failed"', 0],
    ],
  ],
  [
    FRONTEND.imageWrites,
    [
      ['type="success"', 1, 0],
      ['type="failed"', 0],
    ],
  ],
  [
    FRONTEND.imagePushes,
    [
      ['type="success"', 1, 0],
      ['type="failed"', 0],
    ],
  ],
  [
    FRONTEND.imageCleans,
    [
      ['type="success"', 1],
      ['type="failed"', 0],
    ],
  ],
  [
    FRONTEND.heap,
    [
      ['type="used"', 4e9],
      ['type="max"', 10e9],
      ['type="committed"', 10e9],
    ],
  ],
  [
    FRONTEND.checkedTablets,
    // One that was master before still says what it found then.
    ['total', 'added', 'in_sched', 'not_ready', 'unhealthy'].map((type): Shown => [
      `type="${type}"`,
      type === 'total' ? 1e4 : 0,
      type === 'unhealthy' ? 7 : 0,
    ]),
  ],
  [FRONTEND.compactionScore, [['', 20, 900]]],
  [FRONTEND.journal, [['', 1e6]]],
  [FRONTEND.tablets, PODS.be.map((pod): Shown => [`backend="${pod}.sales-be-internal:9050"`, 2500, 0])],
  [
    FRONTEND.transactions,
    [
      ['type="begin"', 60, 0],
      ['type="success"', 60, 0],
      ['type="failed"', 0],
      ['type="reject"', 0],
    ],
  ],
  [
    FRONTEND.runningTransactions,
    [
      ['', 3],
      ['db="shop"', 3],
    ],
  ],
  [
    FRONTEND.jobs,
    [
      ['exported_job="load",type="ROUTINE_LOAD",state="RUNNING"', 2, 0],
      // Somebody paused it.
      ['exported_job="load",type="ROUTINE_LOAD",state="PAUSED"', 1, 0],
      ['exported_job="load",type="ROUTINE_LOAD",state="USER_PAUSED"', 1, 0],
      ['exported_job="load",type="ROUTINE_LOAD",state="ABNORMAL_PAUSED"', 0],
    ],
  ],
  [FRONTEND.routineLoadLag, [['', 2000, 0]]],
  [FRONTEND.routineLoadRows, [['', 60_000, 0]]],
  [BACKEND.diskFree, byPath(300e9)],
  [BACKEND.diskTotal, byPath(500e9)],
  [BACKEND.diskTrash, byPath(1e9)],
  [BACKEND.diskState, byPath(1)],
  [
    BACKEND.tasks,
    ['clone', 'publish', 'base_compaction', 'cumulative_compaction'].flatMap((type): Shown[] => [
      [`type="${type}",status="total"`, 60],
      [`type="${type}",status="failed"`, 0],
    ]),
  ],
]);

/** What others show in a healthy cluster where that is not zero. */
const HEALTHY = new Map<monitoring.Metric, number>([
  [FRONTEND.up, 1],
  [BACKEND.up, 1],
  [COMPUTE_NODE.up, 1],
  [COMPUTE_NODE.memory, 20e9],
  // Of 0.9 of 32 GiB.
  [BACKEND.memory, 20e9],
  [BACKEND.threads, 2000],
  [BACKEND.openFiles, 5000],
  [BACKEND.maxFiles, 1e6],
  [BACKEND.scannedRows, 1e6],
  [BACKEND.loadedRows, 1e5],
]);

function linesOfPlatform(metric: monitoring.Metric): Line[] {
  const line = (labels: string, healthy: number) => ({
    name: `${metric.name}{namespace="warehouse",${labels}}`,
    healthy,
  });
  switch (metric) {
    case PLATFORM.wanted:
      return [
        ...Object.entries(PODS).map(([component, pods]) => line(`statefulset="sales-${component}"`, pods.length)),
        line('statefulset="other-be"', 9),
      ];
    case PLATFORM.killedAt:
      // One that leaves, and has the time to.
      return [line(`pod="${PODS.cn[1]}"`, 1e9), line('pod="other-cn-0"', 0)];
    default:
      return Object.values(PODS).flatMap((pods) => pods.map((pod) => line(`pod="${pod}"`, 0)));
  }
}

function linesOf(metric: monitoring.Metric): Line[] {
  if (metric.ofPlatform) return linesOfPlatform(metric);
  const { component, name } = metric;
  const shown = LABELLED.get(metric) ?? [['', HEALTHY.get(metric) ?? 0]];
  return PODS[component as keyof typeof PODS].flatMap((pod) =>
    shown
      .filter(([labels]) => pod === MASTER || !labels.includes('is_master'))
      .map(([labels, healthy, onOthers = healthy]) => ({
        name: `${name}{namespace="warehouse",engine_cluster="sales",job="doris-${component}",pod="${pod}"${labels && `,${labels}`}}`,
        healthy: component !== 'fe' || pod === MASTER ? healthy : onOthers,
      })),
  );
}

/** The runs of the probe. */
export const probeRuns = (minutes: number, fails: (minute: number) => boolean, namespace = 'warehouse'): Series =>
  runsOf({ namespace, job: 'sales-probe' }, minutes, fails);

/** A healthy cluster, some series of which go another way. */
export const clusterSeries = (minutes: number, changes?: Change[]): Series =>
  seriesWith(ALL, linesOf, minutes, changes);
