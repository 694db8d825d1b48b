import * as path from 'node:path';
import { monitoring, policies } from 'bigdata-constructs';
import { App } from 'cdk8s';
import { matching } from '../gate/matching';
import { KubeObject } from '../helpers/kube-client';
import { yamlObjects } from '../helpers/synth';

type Make = (props: { monitoring?: monitoring.Monitoring }) => { app: App };

/** Every engine that has clusters to test, each with all that it can be asked for. */
const engines = matching('test/*/clusters.ts').map((file) => path.basename(path.dirname(file)));
const clusterOf = async (engine: string, props: Parameters<Make>[0]): Promise<App> => {
  const { cluster, everything } = (await import(`../${engine}/clusters`)) as { cluster: Make; everything: object };
  return cluster({ ...everything, ...props }).app;
};

interface Policy {
  readonly podSelector: { readonly matchLabels: Record<string, string> };
  readonly ingress?: { readonly from: object[]; readonly ports: { readonly port: number }[] }[];
}

interface Monitor {
  readonly selector: { readonly matchLabels: Record<string, string> };
  readonly podMetricsEndpoints: { readonly port: string }[];
}

const policiesOf = (objects: KubeObject[]) =>
  objects.filter(({ kind }) => kind === 'NetworkPolicy').map(({ spec }) => spec as Policy);

/** The ports of pods that Prometheus is let in to, by who the pods are. */
function opened(objects: KubeObject[]): string[] {
  const prometheus = { 'app.kubernetes.io/name': 'prometheus' };
  return policiesOf(objects).flatMap(({ podSelector, ingress = [] }) =>
    ingress
      .filter(({ from }) => from.some((peer) => JSON.stringify(peer).includes(JSON.stringify(prometheus))))
      .map(({ ports }) => `${JSON.stringify(podSelector.matchLabels)} ${ports.length}`),
  );
}

describe.each(engines)('the pods of %s', (engine) => {
  test('let Prometheus in to the one port that it scrapes, each kind of them', async () => {
    const objects = yamlObjects(await clusterOf(engine, {}));
    const scraped = objects
      .filter(({ kind }) => kind === 'PodMonitor')
      .map(({ spec }) => spec as Monitor)
      .map(
        ({ selector, podMetricsEndpoints }) => `${JSON.stringify(selector.matchLabels)} ${podMetricsEndpoints.length}`,
      );
    expect(scraped.length).toBeGreaterThan(1);
    expect(opened(objects).sort()).toEqual(scraped.sort());
  });

  test('let it in nowhere where nothing is monitored, and no policy finds fault with that', async () => {
    const app = await clusterOf(engine, { monitoring: monitoring.Monitoring.none() });
    const objects = yamlObjects(app);
    expect(objects.filter(({ kind }) => kind === 'PodMonitor')).toEqual([]);
    expect(opened(objects)).toEqual([]);
    expect(new policies.NetworkEdgesPolicy().findings(app)).toEqual([]);
  });
});
