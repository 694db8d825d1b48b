import { kubernetes, monitoring, render, scaling, security, spark } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { App as TerraformApp } from 'cdktf';
import { connectRules } from '../../lib/spark/parts/connect-rules';
import { describeWithCommand } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { ResourceOrder, Resources } from '../helpers/resource-order';
import { reportedByConstruct, rulesSuite } from '../helpers/rules-suite';
import { synthStack } from '../helpers/synth';
import { connectServer, Given, kueue, ownImage, store, volcano } from './clusters';

type Props = Partial<spark.SparkConnectServerProps>;

rulesSuite('checks on a Connect server of Spark', {
  rules: connectRules,
  reported: reportedByConstruct(({ given, ...props }: Props & { readonly given?: Given }) => {
    return connectServer(props, given).server;
  }),
  cases: {
    SP100: { refused: { name: '3rd' }, given: "'3rd'", passes: { name: 'third' } },
    SP101: {
      refused: { driver: spark.SparkShape.of({ cores: 1.5, memory: Size.gibibytes(2) }) },
      given: '1.5 for the driver',
      passes: { driver: spark.SparkShape.of({ cores: 2, memory: Size.gibibytes(2) }) },
    },
    SP102: {
      refused: { version: spark.SparkVersion.V3_5 },
      given: `'${spark.SparkVersion.V3_5.release}'`,
      passes: { version: spark.SparkVersion.V4_0 },
    },
    SP103: {
      refused: { tls: undefined },
      given: 'none',
      passes: { tls: undefined, acknowledge: { portForwardOnly: true } },
    },
    SP104: {
      refused: { given: { team: { queueing: kueue } } },
      given: 'etl, queued by Kueue',
      passes: { given: { team: { queueing: volcano } } },
    },
    SP105: [
      {
        refused: { overrides: { sparkConf: { 'spark.connect.authenticate.token': 'abc' } } },
        given: 'spark.connect.authenticate.token',
        passes: { overrides: { sparkConf: { 'spark.connect.session.manager.defaultSessionTimeout': '2h' } } },
      },
      {
        refused: { given: { platform: { overrides: { sparkConf: { 'spark.connect.grpc.binding.port': '1' } } } } },
        given: 'spark.connect.grpc.binding.port',
        passes: {},
      },
    ],
    SP106: {
      refused: { version: spark.SparkVersion.of('4.1.2', { images: { spark: { image: 'example.com/$(id)' } } }) },
      given: "'example.com/$(id):4.1.2'",
      passes: { version: ownImage },
    },
  },
});

const find = (objects: KubeObject[], kind: string, name = '') =>
  objects.find((object) => object.kind === kind && object.metadata.name.startsWith(name))!;

interface Rule {
  readonly from: { readonly ipBlock?: object }[];
  readonly ports: { readonly port: number }[];
}

describe('a Connect server', () => {
  const specOf = (props: Props = {}, given: Given = {}) =>
    find(connectServer(props, given).objects(), 'SparkConnect', 'interactive');

  test.each<[string, Props]>([
    ['a property', { overrides: { sparkConf: { 'spark.sql.shuffle.partitions': '7' } } }],
    ['a release', { version: spark.SparkVersion.of('4.0.2', { images: { spark: { image: 'example.com/spark' } } }) }],
    ['another value of the token', { token: security.Secret.generated({ rotation: 2 }) }],
    ['a bound', { executors: scaling.Scaling.between(0, 5) }],
  ])('is another resource with %s, and the same one without', (_, props) => {
    const [now, again, then] = [specOf(), specOf(), specOf(props)];
    expect(again).toEqual(now);
    expect(then.metadata.name).not.toBe(now.metadata.name);
    expect(then.spec).not.toEqual(now.spec);
  });

  test('is the same resource in another environment of the same kind', () => {
    const tagged = specOf({}, { environment: { name: 'other', zones: ['a', 'b', 'c'] } });
    expect(tagged).toEqual(specOf());
  });

  test('says nothing of its token where somebody could read it, and nothing on the command line', () => {
    const objects = connectServer().objects();
    const { spec } = find(objects, 'SparkConnect');
    expect(spec).not.toHaveProperty('sparkConf');
    const texts = objects.filter(({ kind }) => kind === 'ConfigMap').map((object) => JSON.stringify(object));
    expect(texts.filter((text) => text.includes('authenticate.token'))).toEqual([]);
  });

  test('lets clients in to the port of its Service alone', () => {
    const { server, objects } = connectServer();
    server.connections.allowFrom(security.Peer.cidr('10.1.0.0/16'));
    const { ingress } = find(objects(), 'NetworkPolicy', 'interactive-connect-server').spec as { ingress: Rule[] };
    const ports = ingress.filter(({ from }) => from.some(({ ipBlock }) => ipBlock)).map((rule) => rule.ports);
    const service = find(objects(), 'Service', 'interactive').spec as { ports: { port: number }[] };
    expect(ports).toMatchObject([service.ports.map(({ port }) => ({ port }))]);
    expect(new URL(server.endpoints.url.replace('sc:', 'http:')).port).toBe(String(service.ports[0].port));
  });

  test('listens where no pod comes, and has no Service, where its port is forwarded alone', () => {
    const { server, objects } = connectServer({ tls: undefined, acknowledge: { portForwardOnly: true } });
    expect(find(objects(), 'Service', 'interactive')).toBeUndefined();
    expect(server.endpoints.url).toBe('sc://localhost:15002');
    const { data } = find(objects(), 'ConfigMap', 'interactive-connect-server') as unknown as {
      data: Record<string, string>;
    };
    expect(data['spark-defaults.conf']).toContain('spark.connect.grpc.binding.address=127.0.0.1\n');
    expect(data['spark-defaults.conf']).toContain('spark.connect.grpc.binding.port=15002\n');
  });

  test('has its executors in the zone of the server of the same resource', () => {
    const { executor } = specOf().spec as { executor: { template: { spec: Record<string, unknown> } } };
    const [term] = (
      executor.template.spec.affinity as {
        podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: Record<string, unknown>[] };
      }
    ).podAffinity.requiredDuringSchedulingIgnoredDuringExecution;
    // The operator gives it to the server, and by the command line to executors: see the suite that runs it.
    expect(term.matchLabelKeys).toEqual(['sparkoperator.k8s.io/connect-name']);
  });
});

describeWithCommand('terraform', 'a change of a Connect server', () => {
  const deployed = (props: Props): Resources =>
    synthStack((app: TerraformApp) => {
      const stack = new render.ManifestStack(app, 'engines', { environment: { name: 'test', zones: ['a', 'b', 'c'] } });
      const chart = new kubernetes.NamespaceChart(stack.manifests, 'etl');
      const platform = new spark.SparkPlatform(new kubernetes.NamespaceChart(stack.manifests, 'spark'), 'spark', {
        version: ownImage,
        eventLog: spark.SparkLocation.inStore(store, 'spark/events'),
        monitoring: monitoring.Monitoring.none(),
      });
      const team = new spark.SparkTeam(chart, 'team', { name: 'etl', platform });
      const tls = security.Tls.certManager({ issuer: 'cluster-ca' });
      new spark.SparkConnectServer(chart, 'interactive', { team, tls, ...props });
      return stack;
    }).resource!.kubernetes_manifest;

  test('makes the new one before it takes the old one away', async () => {
    const [before, after] = [deployed({}), deployed({ executors: scaling.Scaling.between(0, 5) })];
    const nameOf = (resources: Resources, kind = 'SparkConnect') =>
      Object.keys(resources).find((id) => id.startsWith(`${kind}__`) && id.includes('__interactive'))!;
    const order = await ResourceOrder.deployed(before);
    const events = await order.change(after);
    expect(events).toEqual([
      `begin create ${nameOf(after)}`,
      `end create ${nameOf(after)}`,
      `begin update ${nameOf(after, 'Service')}`,
      `end update ${nameOf(after, 'Service')}`,
      `begin delete ${nameOf(before)}`,
      `end delete ${nameOf(before)}`,
    ]);
  }, 120_000);

  test('waits for nothing that it made before, since it is made before it is destroyed', () => {
    const resources = deployed({});
    const needs = (id: string): string[] => [
      id,
      ...(resources[id].depends_on ?? []).flatMap((address) => needs(address.replace('kubernetes_manifest.', ''))),
    ];
    const server = Object.keys(resources).find((id) => id.startsWith('SparkConnect__'))!;
    expect(needs(server).filter((id) => resources[id].wait)).toEqual([]);
    expect(needs(server).length).toBeGreaterThan(5);
  });
});
