import { doris, kubernetes, security, spark } from 'bigdata-constructs';
import { minimal } from '../doris/clusters';
import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';
import { connectServer, scheduled } from './clusters';

interface Rule {
  readonly from?: object[];
  readonly to?: object[];
  readonly ports?: { readonly port: number }[];
}

interface Variable {
  readonly name: string;
}

interface Template {
  readonly template: { readonly spec: { readonly containers: { readonly env: Variable[] }[] } };
}

/** An application of a team, and a Doris cluster in another namespace that it reads and writes. */
const rendered = (() => {
  const made = scheduled();
  const shop = new kubernetes.NamespaceChart(made.app, 'shop', { podSecurity: kubernetes.PodSecurity.BASELINE });
  const sales = new doris.DorisCluster(shop, 'sales', {
    ...minimal,
    users: [
      {
        name: 'etl',
        grants: [{ privileges: [doris.DorisPrivilege.SELECT, doris.DorisPrivilege.LOAD], on: 'internal.*.*' }],
      },
    ],
  });
  new spark.ScheduledSparkApplication(made.teamChart, 'loads', {
    team: made.team,
    job: spark.Job.python('local:///opt/jobs/load.py'),
    schedule: '0 3 * * *',
    doris: {
      sales: {
        host: sales.endpoints.host,
        user: 'etl',
        password: sales.passwordIn(made.teamChart, 'etl'),
        peer: sales,
        properties: { 'doris.sink.batch.size': '100000' },
      },
    },
  });
  return made.objects();
})();

const within = (namespace: string) => rendered.filter(({ metadata }) => metadata.namespace === namespace);
const policy = (namespace: string, name: string) =>
  find<KubeObject & { spec: { ingress: Rule[]; egress: Rule[] } }>(within(namespace), 'NetworkPolicy', name).spec;
const application = find(within('etl'), 'ScheduledSparkApplication', 'loads').spec as {
  template: { sparkConf: Record<string, string>; driver: Template; executor: Template };
};
const envOf = ({ template }: Template) =>
  template.spec.containers[0].env.filter(({ name }) => name.startsWith('DORIS'));

test('Doris is a catalog of the connector, whose password stands nowhere in it', () => {
  const { sparkConf } = application.template;
  expect(Object.fromEntries(Object.entries(sparkConf).filter(([key]) => /doris|catalog/i.test(key)))).toEqual({
    'spark.sql.catalog.sales': 'org.apache.doris.spark.catalog.DorisTableCatalog',
    'spark.sql.catalog.sales.doris.fenodes': 'sales-fe-service.shop.svc.cluster.local:8030',
    'spark.sql.catalog.sales.doris.query.port': '9030',
    'spark.sql.catalog.sales.doris.user': 'etl',
    'spark.sql.catalog.sales.doris.sink.batch.size': '100000',
  });
});

test('the driver has the password by the environment, and executors have what it hands them', () => {
  expect(envOf(application.template.driver)).toEqual([
    { name: 'DORIS_SALES_PASSWORD', valueFrom: { secretKeyRef: { name: 'sales-etl', key: 'password' } } },
  ]);
  expect(envOf(application.template.executor)).toEqual([]);
  expect(find(within('etl'), 'ExternalSecret', 'sales-etl').spec).toMatchObject({ target: { name: 'sales-etl' } });
});

test('edges to frontends and backends are open at both ends, on what the connector speaks to', () => {
  const opened = (rules: Rule[], who: string) =>
    rules
      .filter((rule) => JSON.stringify([rule.from, rule.to]).includes(who))
      .flatMap(({ ports = [] }) => ports.map(({ port }) => port))
      .sort();
  for (const part of ['driver', 'executor']) {
    const { egress } = policy('etl', `loads-${part}`);
    expect(opened(egress, '"app.kubernetes.io/component":"fe"')).toEqual([8030, 9030]);
    expect(opened(egress, '"app.kubernetes.io/component":"be"')).toEqual([8040, 9060]);
    const loads = `"app.kubernetes.io/component":"${part}"`;
    expect(opened(policy('shop', 'sales-fe').ingress, loads)).toEqual([8030, 9030]);
    expect(opened(policy('shop', 'sales-be').ingress, loads)).toEqual([8040, 9060]);
  }
});

test('one that something else runs is reached where it is said to listen, by a Connect server too', () => {
  const objects = connectServer({
    doris: {
      returns: {
        host: 'doris.example.com',
        httpPort: 18030,
        queryPort: 19030,
        user: 'notebooks',
        password: { secretName: 'returns', key: 'password' },
        peer: security.Peer.cidr('10.70.0.0/16'),
      },
    },
  }).objects();
  const { spec } = find(objects, 'SparkConnect');
  const files = JSON.stringify(objects.filter(({ kind }) => kind === 'ConfigMap'));
  expect(files).toMatch(/spark\.sql\.catalog\.returns\.doris\.fenodes[ =]+doris\.example\.com:18030/);
  expect(files).toMatch(/spark\.sql\.catalog\.returns\.doris\.query\.port[ =]+19030/);
  expect(JSON.stringify(spec)).toContain('"name":"DORIS_RETURNS_PASSWORD"');
  const { egress } = find(objects, 'NetworkPolicy', 'interactive-connect-server').spec as { egress: object[] };
  expect(egress).toContainEqual({
    to: [{ ipBlock: { cidr: '10.70.0.0/16' } }],
    ports: [18030, 19030, 8040, 9060].map((port) => ({ port, protocol: 'TCP' })),
  });
});
