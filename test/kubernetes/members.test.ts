import { Cpu, Environment, kubernetes, NodeClass } from 'bigdata-constructs';
import { App, Size } from 'cdk8s';
import { hostsOf, memberDomain, members, splitOverZones } from '../../lib/kubernetes/internal';

test("a set's members have the names that its pods get from its own headless Service", () => {
  const chart = new kubernetes.NamespaceChart(new App(), 'ns');
  const set = new kubernetes.StatefulSet(chart, 'db', {
    partOf: { engine: 'test', cluster: 'shop', component: 'db' },
    replicas: 2,
    user: 1000,
    nodeClass: NodeClass.STATEFUL,
    containers: [{ name: 'db', image: 'db:1', resources: { cpu: Cpu.units(1), memory: Size.gibibytes(1) } }],
  });
  const made = members(Environment.of(set), 'ns', 'db', 2);
  expect(made.map(({ id }) => id)).toEqual(['db-0', 'db-1']);
  expect(made.map(({ host }) => host)).toEqual([0, 1].map((ordinal) => set.memberHost(ordinal)));
  const spec = (set.resource.toJson() as { spec: { serviceName: string } }).spec;
  expect(made[0].host).toBe(`db-0.${spec.serviceName}.ns.svc.cluster.local`);
});

test('they end in the domain of the cluster', () => {
  const environment = Environment.attach(new App(), { name: 'test', clusterDomain: 'example.internal' });
  const domain = memberDomain(environment, 'ns', 'db');
  expect(domain).toBe('db-headless.ns.svc.example.internal');
  expect(hostsOf({ name: 'db', replicas: 1, domain })).toEqual(['db-0.db-headless.ns.svc.example.internal']);
});

test('where zones are known, there is a set a zone, and the first ones get what does not divide', () => {
  expect(splitOverZones('dn', 4, [])).toEqual([{ name: 'dn', replicas: 4 }]);
  expect(splitOverZones('dn', 4, ['a'])).toEqual([{ name: 'dn', replicas: 4 }]);
  expect(splitOverZones('dn', 4, ['a', 'b', 'c'])).toEqual([
    { name: 'dn-a', zone: 'a', replicas: 2 },
    { name: 'dn-b', zone: 'b', replicas: 1 },
    { name: 'dn-c', zone: 'c', replicas: 1 },
  ]);
});
