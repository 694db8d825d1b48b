import * as path from 'node:path';
import { monitoring, policies } from 'bigdata-constructs';
import { App } from 'cdk8s';
import { PodGroup, podGroups } from '../../lib/kubernetes/internal';
import { matching } from '../gate/matching';
import { KubeObject } from '../helpers/kube-client';
import { yamlObjects } from '../helpers/synth';

type Make = (props: { monitoring?: monitoring.Monitoring }) => { app: App };

/** Every engine that has clusters to test, each with all that it can be asked for. */
const engines = matching('test/*/clusters.ts')
  .map((file) => path.basename(path.dirname(file)))
  // Whose pods are those of charts, with monitors of their own.
  .filter((folder) => folder !== 'operators');
const clusterOf = async (engine: string, props: Parameters<Make>[0]): Promise<App> => {
  const { cluster, everything } = (await import(`../${engine}/clusters`)) as { cluster: Make; everything: object };
  return cluster({ ...everything, ...props }).app;
};

type Labels = Record<string, string>;

interface Policy {
  readonly podSelector: { readonly matchLabels?: Labels };
  readonly ingress?: { readonly from: object[]; readonly ports: { readonly port: number }[] }[];
}

interface Monitor {
  readonly selector: { readonly matchLabels: Labels };
  readonly podMetricsEndpoints: { readonly port: string }[];
}

const PROMETHEUS = JSON.stringify({ 'app.kubernetes.io/name': 'prometheus' });

/** What objects of a kind have in their spec that select a group's pods. */
function selecting<Spec>(
  objects: KubeObject[],
  kind: string,
  group: PodGroup,
  selector: (spec: Spec) => Labels | undefined,
): Spec[] {
  return objects
    .filter((object) => object.kind === kind && object.metadata.namespace === group.namespaceName)
    .map(({ spec }) => spec as Spec)
    .filter((spec) => Object.entries(selector(spec) ?? {}).every(([key, value]) => group.labels[key] === value));
}

/** The ports of pods that something is said of, by who the pods are. */
function portsOf(app: App, ports: (group: PodGroup, objects: KubeObject[]) => (string | number)[]): string[] {
  const objects = yamlObjects(app);
  return podGroups(app)
    .map((group) => ({ name: `${group.namespaceName}/${group.name}`, found: new Set(ports(group, objects)) }))
    .filter(({ found }) => found.size > 0)
    .map(({ name, found }) => `${name} ${[...found].join(' ')}`)
    .sort();
}

/** Those that Prometheus is let in to. */
const opened = (app: App) =>
  portsOf(app, (group, objects) =>
    selecting<Policy>(objects, 'NetworkPolicy', group, ({ podSelector }) => podSelector.matchLabels).flatMap(
      ({ ingress = [] }) =>
        ingress
          .filter(({ from }) => from.some((peer) => JSON.stringify(peer).includes(PROMETHEUS)))
          .flatMap(({ ports }) => ports.map(({ port }) => port)),
    ),
  );

/** Those that it scrapes. */
const scraped = (app: App) =>
  portsOf(app, (group, objects) =>
    selecting<Monitor>(objects, 'PodMonitor', group, ({ selector }) => selector.matchLabels).flatMap(
      ({ podMetricsEndpoints }) =>
        group.ports.filter(({ name }) => podMetricsEndpoints.some(({ port }) => port === name)).map(({ port }) => port),
    ),
  );

describe.each(engines)('the pods of %s', (engine) => {
  test('let Prometheus in to the ports that it scrapes, each kind of them, and to no other', async () => {
    const app = await clusterOf(engine, {});
    expect(scraped(app)).not.toEqual([]);
    expect(opened(app)).toEqual(scraped(app));
  });

  test('let it in nowhere where nothing is monitored, and no policy finds fault with that', async () => {
    const app = await clusterOf(engine, { monitoring: monitoring.Monitoring.none() });
    expect(yamlObjects(app).filter(({ kind }) => kind === 'PodMonitor')).toEqual([]);
    expect(opened(app)).toEqual([]);
    expect(new policies.NetworkEdgesPolicy().findings(app)).toEqual([]);
  });
});
