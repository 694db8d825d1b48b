import { Properties, propertiesFile } from '../../kubernetes/internal';
import { DATA, LOG } from './paths';
import { PORTS } from './ports';

/** What zoo.cfg is made from. */
export interface ZooCfgInput {
  /** The DNS names of the members, in the order of their ordinals. */
  readonly hosts: string[];
  readonly overrides: Record<string, string>;
}

/** The words that probes ask with, and that who looks at a member by hand needs. All others tell clients of one another. */
export const WORDS = ['mntr', 'ruok', 'srvr'];

/**
 * zoo.cfg.
 *
 * @see https://zookeeper.apache.org/doc/r3.9.5/zookeeperAdmin.html#sc_configuration
 */
export function zooCfg({ hosts, overrides }: ZooCfgInput): string {
  const defaults: Properties = {
    tickTime: 2000,
    // In ticks: how long a follower may take to copy the tree, and how far it may be behind.
    initLimit: 10,
    syncLimit: 5,
    // One client's connections: each pod has an address of its own, so only a client that leaks them gets there.
    maxClientCnxns: 200,
    'autopurge.snapRetainCount': 5,
    'autopurge.purgeInterval': 1,
    '4lw.commands.whitelist': WORDS.join(','),
    'admin.enableServer': false,
    // A log without a snapshot is a member that lost a volume: it stays down rather than voting for an empty tree.
    'snapshot.trust.empty': false,
    'jvm.pause.monitor': true,
    'metricsProvider.className': 'org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider',
    'metricsProvider.exportJvmInfo': true,
  };
  const derived = {
    dataDir: DATA,
    dataLogDir: LOG,
    clientPort: PORTS.client.port,
    'metricsProvider.httpPort': PORTS.metrics.port,
    // A single member is a quorum of one: the same states, metrics and files, and it can grow.
    standaloneEnabled: false,
    // Members come from this file alone, which is read-only.
    reconfigEnabled: false,
    // A pod's own name is not in the DNS yet when it starts.
    quorumListenOnAllIPs: true,
    ...Object.fromEntries(
      hosts.map((host, ordinal) => [`server.${ordinal + 1}`, `${host}:${PORTS.quorum.port}:${PORTS.election.port}`]),
    ),
  };
  return propertiesFile({ ...defaults, ...derived, ...overrides });
}
