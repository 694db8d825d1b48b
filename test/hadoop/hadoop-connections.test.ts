import { Cpu, hadoop, kubernetes, NetworkPort, NodeClass, security } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { find } from '../helpers/synth';
import { cluster } from './clusters';

const LABELS = {
  'app.kubernetes.io/name': 'etl',
  'app.kubernetes.io/instance': 'etl',
  'app.kubernetes.io/component': 'driver',
};
const MINE = { name: 'driver', port: 7078 };

interface Rule {
  readonly from?: { readonly podSelector?: { readonly matchLabels: Record<string, string> } }[];
  readonly to?: Rule['from'];
  readonly ports?: { readonly port: number }[];
}

type Connect = (lake: hadoop.HadoopCluster, client: security.PodConnections) => void;

/** Whom a client beside a cluster in the same tree reaches after `connect`, and who calls it: parts with their ports, where not every port is open. */
function edges(connect: Connect, props: Partial<hadoop.HadoopClusterProps> = {}) {
  const made = cluster({ httpFs: {}, ...props });
  const chart = new kubernetes.NamespaceChart(made.app, 'etl');
  new kubernetes.Deployment(chart, 'driver', {
    partOf: { engine: 'etl', cluster: 'etl', component: 'driver' },
    replicas: 1,
    user: 1000,
    nodeClass: NodeClass.SYSTEM,
    containers: [
      { name: 'driver', image: 'etl:1', ports: [MINE], resources: { cpu: Cpu.millis(10), memory: Size.mebibytes(10) } },
    ],
  });
  const client = new security.PodConnections(chart, 'Connections', { name: 'etl', podLabels: LABELS, ports: [MINE] });
  client.allowFrom(security.Peer.pods('anywhere'));
  connect(made.cluster, client);
  // The policies refuse what is open on one side alone.
  const { ingress, egress } = find(made.objects(), 'NetworkPolicy', 'etl').spec as { ingress: Rule[]; egress: Rule[] };
  const parts = (rules: Rule[], side: 'from' | 'to') =>
    rules
      .flatMap((rule) =>
        (rule[side] ?? []).map((peer) => [
          peer.podSelector?.matchLabels['app.kubernetes.io/component'],
          ...(rule.ports ?? []).map(({ port }) => port),
        ]),
      )
      .filter(([component]) => component !== undefined)
      .sort();
  return { reached: parts(egress, 'to'), callers: parts(ingress, 'from') };
}

/** What a client of all parts reaches. NodeManagers have none: ApplicationMasters listen anywhere. */
const ALL = [
  ['datanode', 9866, 9867],
  ['historyserver', 10020, 19888],
  ['httpfs', 14000],
  ['namenode', 8020],
  ['nodemanager'],
  ['resourcemanager', 8032, 8088],
];

const reachable = (...given: Parameters<typeof edges>) => edges(...given).reached;

test('who is let to a cluster reaches each part on its own ports, and ApplicationMasters on any, from whichever side', () => {
  expect(reachable((lake, client) => client.allowTo(lake))).toEqual(ALL);
  expect(reachable((lake, client) => lake.connections.allowFrom(client))).toEqual(ALL);
  expect(reachable((lake, client) => client.allowTo({ networkPeer: lake.networkPeer }))).toEqual(ALL);
});

test('without YARN it reaches HDFS alone', () => {
  expect(reachable((lake, client) => client.allowTo(lake), { yarn: undefined })).toEqual([
    ['datanode', 9866, 9867],
    ['httpfs', 14000],
    ['namenode', 8020],
  ]);
});

test('ports that are named are opened where something listens on them', () => {
  const port = (number: number): NetworkPort => ({ name: `port-${number}`, port: number });
  for (const connect of [
    (ports: NetworkPort[]) => reachable((lake, client) => client.allowTo(lake, ports)),
    (ports: NetworkPort[]) => reachable((lake, client) => lake.connections.allowFrom(client, ports)),
  ]) {
    expect(connect([port(9870), port(9866)])).toEqual([
      ['datanode', 9866],
      ['namenode', 9870],
    ]);
    expect(connect([port(9999)])).toEqual(ALL.map(([part]) => [part, 9999]));
    expect(connect([])).toEqual(ALL.map(([part]) => [part]));
  }
});

test('applications are what calls others: NodeManagers, or DataNodes where there are none', () => {
  for (const connect of [
    (...[lake, client]: Parameters<Connect>) => lake.connections.allowTo(client),
    (...[lake, client]: Parameters<Connect>) => client.allowFrom(lake),
  ]) {
    expect(edges(connect).callers).toEqual([['nodemanager', MINE.port]]);
    expect(edges(connect, { yarn: undefined }).callers).toEqual([['datanode', MINE.port]]);
  }
});
