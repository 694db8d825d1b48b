import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { policies, presto, security } from 'bigdata-constructs';
import { KubeObject } from '../helpers/kube-client';
import { podTemplatesOf } from '../helpers/pod-templates';
import { find } from '../helpers/synth';
import { cluster, everything, minimal, retried, single, store, trino } from './clusters';

const { BLUE, GREEN } = presto.PrestoColour;
const next = { version: presto.PrestoVersion.of('0.297') };
const colours = (options: presto.PrestoBlueGreenOptions, props: Partial<presto.PrestoClusterProps> = {}) =>
  cluster({ ...minimal, ...props, upgrade: presto.PrestoUpgrade.blueGreen(options) });

/** What is deployed one after the other, as the README has it. */
const STEPS = {
  before: colours({ active: BLUE }),
  beside: colours({ active: BLUE, green: next }),
  switched: colours({ active: GREEN, blue: {}, green: next }),
  after: colours({ active: GREEN, green: next }),
};

interface Selecting {
  readonly selector: Record<string, string> | { readonly matchLabels: Record<string, string> };
}

const templateOf = (objects: KubeObject[], name: string) =>
  podTemplatesOf(find(objects, 'Deployment', name))[0].template;
const specOf = (objects: KubeObject[], name: string) =>
  templateOf(objects, name).spec as {
    readonly terminationGracePeriodSeconds: number;
    readonly serviceAccountName: string;
  };

/** The Deployments whose pods an object finds. */
function found(objects: KubeObject[], kind: string, name: string): string[] {
  const { selector } = find(objects, kind, name).spec as Selecting;
  const labels = 'matchLabels' in selector ? (selector.matchLabels as Record<string, string>) : selector;
  return objects
    .filter((object) => object.kind === 'Deployment')
    .filter((object) => {
      const own = podTemplatesOf(object)[0].template.metadata as { labels: Record<string, string> };
      return Object.entries(labels).every(([key, value]) => own.labels[key] === value);
    })
    .map(({ metadata }) => metadata.name);
}

describe('two colours', () => {
  const steps = Object.entries(STEPS).map(([name, { app }]): [string, typeof app] => [name, app]);

  test.each(steps)('satisfy the policies at each step: %s', (_, app) => {
    expect(policies.Policies.standard().flatMap((policy) => policy.findings(app))).toEqual([]);
  });

  test('are each found by their own Services, workloads and monitors alone', () => {
    const objects = STEPS.beside.objects();
    for (const part of ['coordinator', 'worker']) {
      for (const colour of ['blue', 'green']) {
        const name = `query-${part}-${colour}`;
        const kinds = ['Deployment', 'PodMonitor', 'PodDisruptionBudget', ...(part === 'worker' ? [] : ['Service'])];
        expect(kinds.map((kind) => [kind, found(objects, kind, name)])).toEqual(kinds.map((kind) => [kind, [name]]));
      }
    }
  });

  test('have one address, which a cluster without them has too, and clients reach nothing but the gateway', () => {
    const { cluster: made, objects } = STEPS.beside;
    expect(made.endpoints).toEqual(cluster().cluster.endpoints);
    expect(found(objects(), 'Service', 'query-coordinator')).toEqual(['query-gateway']);
    made.connections.allowFrom(security.Peer.pods('bi', { app: 'superset' }));
    const letIn = STEPS.beside.objects().filter((object) => JSON.stringify(object.spec ?? {}).includes('superset'));
    expect(letIn.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual(['NetworkPolicy query-gateway']);
  });

  test('change nothing of a colour but what is said of it', () => {
    const [before, beside, switched, after] = Object.values(STEPS).map(({ objects }) => objects());
    const blue = ['query-coordinator-blue', 'query-worker-blue'];
    const green = ['query-coordinator-green', 'query-worker-green'];
    for (const name of blue) {
      expect(templateOf(beside, name)).toEqual(templateOf(before, name));
      expect(templateOf(switched, name)).toEqual(templateOf(before, name));
    }
    for (const name of green) {
      expect(templateOf(switched, name)).toEqual(templateOf(beside, name));
      expect(templateOf(after, name)).toEqual(templateOf(beside, name));
    }
  });

  test('run where they are to: one that is stopped has no pods, and the autoscaler is paused', () => {
    const running = (objects: KubeObject[]) =>
      ['blue', 'green'].map((colour) => {
        const { replicas } = find(objects, 'Deployment', `query-coordinator-${colour}`).spec as { replicas: number };
        const { metadata } = find(objects, 'ScaledObject', `query-worker-${colour}`);
        const annotations = (metadata.annotations ?? {}) as Record<string, string>;
        return [replicas, annotations['autoscaling.keda.sh/paused-replicas']];
      });
    expect(Object.values(STEPS).map(({ objects }) => running(objects()))).toEqual([
      [
        [1, undefined],
        [0, '0'],
      ],
      [
        [1, undefined],
        [1, undefined],
      ],
      [
        [1, undefined],
        [1, undefined],
      ],
      [
        [0, '0'],
        [1, undefined],
      ],
    ]);
  });

  test('scale by their own queries alone', () => {
    for (const colour of ['blue', 'green']) {
      const { triggers } = find(STEPS.beside.objects(), 'ScaledObject', `query-worker-${colour}`).spec as {
        triggers: { metadata: { query?: string } }[];
      };
      const queries = triggers.flatMap(({ metadata: { query = '' } }) => [...query.matchAll(/set="(\w+)"/g)]);
      expect(queries.map(([, set]) => set)).toEqual([colour, colour]);
    }
  });

  test('end as long as a query may run, workers after their coordinator', () => {
    const objects = STEPS.beside.objects();
    const [coordinator, worker] = ['query-coordinator-blue', 'query-worker-blue'].map(
      (name) => specOf(objects, name).terminationGracePeriodSeconds,
    );
    expect(coordinator).toBeGreaterThan(30 * 60 + 60);
    expect(worker).toBeGreaterThan(coordinator);
  });

  test('are the same to a cloud, and have what both need', () => {
    const { cluster: made, objects } = colours(
      { active: BLUE, green: {} },
      { ...trino, faultTolerance: retried.faultTolerance },
    );
    const accounts = ['query-worker-blue', 'query-worker-green'].map(
      (name) => specOf(objects(), name).serviceAccountName,
    );
    expect(accounts).toEqual(['query-worker', 'query-worker']);
    expect(made.storeAccess.map(({ store: { bucketName }, prefix }) => [bucketName, prefix])).toEqual(
      [1, 2].flatMap(() => [
        [store.bucketName, undefined],
        [store.bucketName, 'exchange/query'],
      ]),
    );
  });

  test('show a certificate that is good for the name of the cluster and those of both', () => {
    const objects = cluster({
      ...everything,
      upgrade: presto.PrestoUpgrade.blueGreen({ active: BLUE }),
    }).objects();
    const { dnsNames } = find(objects, 'Certificate', 'query-tls').spec as { dnsNames: string[] };
    const domain = 'sql.svc.cluster.local';
    expect(dnsNames).toEqual([
      `query-coordinator.${domain}`,
      `*.query-worker.${domain}`,
      ...['blue', 'green'].flatMap((colour) => [
        `query-coordinator-${colour}.${domain}`,
        `*.query-worker-${colour}.${domain}`,
      ]),
      'localhost',
    ]);
  });

  test.each(Object.entries({ everything, single, trino }))(
    'are told what a cluster without them is told: %s',
    (_, props) => {
      const plain = cluster(props).objects();
      const made = cluster({ ...props, upgrade: presto.PrestoUpgrade.blueGreen({ active: BLUE }) }).objects();
      for (const name of ['coordinator', 'coordinator-catalogs', 'worker', 'worker-catalogs']) {
        const own = name.replace(/^\w+/, '$&-blue');
        const { data } = find<KubeObject & { data: object }>(made, 'ConfigMap', `query-${own}`);
        const without = JSON.parse(JSON.stringify(data).replace(/[-_]blue/g, '')) as object;
        expect(without).toEqual(find<KubeObject & { data: object }>(plain, 'ConfigMap', `query-${name}`).data);
      }
    },
  );

  describe('of Presto with TLS', () => {
    const { objects } = cluster({
      ...everything,
      upgrade: presto.PrestoUpgrade.blueGreen({ active: GREEN, blue: {} }),
    });
    const { data } = find<KubeObject & { data: { probe: string } }>(objects(), 'ConfigMap', 'query-probe');

    /** Runs it before a coordinator that answers queries, and a gateway that answers with a status. */
    const probe = (status: string) => {
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'probe-'));
      const curl = `#!/bin/sh
case "$*" in
*https://query-coordinator.sql.svc.cluster.local:8443/v1/info*) printf ${status} ;;
*https://query-coordinator-green.sql.svc.cluster.local:8443/v1/statement*) echo '{"id":"1"}' ;;
*) exit 7 ;;
esac
`;
      fs.writeFileSync(path.join(folder, 'curl'), curl, { mode: 0o755 });
      const env = { PATH: `${folder}:${process.env.PATH}` };
      const ran = spawnSync('sh', ['-c', data.probe, 'probe', 'lake'], { env, encoding: 'utf8' });
      fs.rmSync(folder, { recursive: true });
      return [ran.status, ran.stdout, ran.stderr];
    };

    test.each(['200', '401'])(
      'the probe asks the colour that has the clients, once the gateway has answered: %s',
      (status) => {
        expect(probe(status)).toEqual([0, 'lake answers\n', '']);
      },
    );

    test.each(['000', '502', '503'])('the probe fails where the gateway does not answer: %s', (status) => {
      expect(probe(status)).toEqual([1, '', 'what clients speak to does not answer\nlake does not answer\n']);
    });
  });
});
