import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { DeletionPolicy, kubernetes, render } from 'bigdata-constructs';
import { ApiObject, Chart, Duration } from 'cdk8s';
import { App } from 'cdktf';
import { Construct } from 'constructs';
import { parseAllDocuments } from 'yaml';
import { describeWithCommand, describeWithControlPlane } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { platforms } from '../helpers/programs';
import { differences } from '../helpers/stored';
import { keyOf, scratchApp, synthTexts, yamlObjects } from '../helpers/synth';

const DASHBOARD = '{{ $labels.pod }} {{- range .Values }} ${x} %{y} {{ end }}';

const configMap = (scope: Construct, id: string, data: Record<string, unknown>) =>
  new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: id }, data });

const certManager = {
  chart: { repository: 'https://charts.jetstack.io', name: 'cert-manager', version: 'v1.21.1' },
  values: { crds: { enabled: true }, note: '${literal} {{ text }}' },
};

/** A namespace, somebody else's chart in it, and objects that need its definitions. */
function platform(app: App, fill?: (stack: render.ManifestStack) => void): render.ManifestStack {
  const stack = new render.ManifestStack(app, 'platform', {
    environment: { name: 'test', deletionPolicy: DeletionPolicy.RETAIN },
    delivery: render.Delivery.chart(),
  });
  const namespace = new kubernetes.NamespaceChart(stack.manifests, 'delivery-cert-manager');
  const release = new kubernetes.HelmRelease(namespace, 'cert-manager', certManager);
  const objects = new kubernetes.NamespaceChart(stack.manifests, 'delivery-objects');
  objects.node.addDependency(release);
  configMap(objects, 'dashboard', { 'board.json': DASHBOARD });
  configMap(objects, 'large', { text: 'x'.repeat(5000) });
  fill?.(stack);
  return stack;
}

type Releases = Record<string, { [argument: string]: unknown; depends_on?: string[]; values?: string[] }>;

const synthesized = (fill?: (stack: render.ManifestStack) => void) => {
  const texts = synthTexts((app) => platform(app, fill));
  return JSON.parse(texts.platform) as {
    resource: { helm_release: Releases; kubernetes_manifest?: unknown };
    provider: Record<string, unknown>;
    terraform: { required_providers: Record<string, unknown> };
  };
};

const OWN = 'Release__helm_sh__kube-system__platform-delivery-objects';
const FOREIGN = 'Release__helm_sh__delivery-cert-manager__cert-manager';

describe('Delivery.chart()', () => {
  test('makes one release a chart, in an order that works', () => {
    const { resource, provider, terraform } = synthesized();
    expect(resource.kubernetes_manifest).toBeUndefined();
    expect(Object.keys(resource.helm_release).sort()).toEqual([
      FOREIGN,
      'Release__helm_sh__kube-system__platform-delivery-cert-manager',
      OWN,
    ]);
    expect(resource.helm_release[FOREIGN]).toMatchObject({
      name: 'cert-manager',
      namespace: 'delivery-cert-manager',
      repository: 'https://charts.jetstack.io',
      version: 'v1.21.1',
      atomic: true,
      wait: true,
      timeout: 600,
      depends_on: ['helm_release.Release__helm_sh__kube-system__platform-delivery-cert-manager'],
    });
    expect(resource.helm_release[OWN].depends_on).toEqual([`helm_release.${FOREIGN}`]);
    expect(Object.keys(provider)).toEqual(['helm']);
    expect(terraform.required_providers).toEqual({ helm: { source: 'hashicorp/helm', version: '3.1.1' } });
  });

  test('escapes what Terraform would read as a template in values', () => {
    expect(synthesized().resource.helm_release[FOREIGN].values).toEqual([
      expect.stringContaining('$${literal} {{ text }}'),
    ]);
  });

  test('the path of a chart changes with its content, and with nothing else', () => {
    const chart = (fill?: (stack: render.ManifestStack) => void) => synthesized(fill).resource.helm_release[OWN].chart;
    const change = (stack: render.ManifestStack) => {
      configMap(stack.manifests.node.findChild('delivery-objects'), 'more', {});
    };
    expect(chart()).toMatch(/^assets\/.+\/[0-9A-F]{32}\/?$/);
    expect(chart()).toBe(chart());
    expect(chart(change)).not.toBe(chart());
  });

  test('refuses a release that is larger than Helm can keep', () => {
    const large = (stack: render.ManifestStack) => {
      const chart = stack.manifests.node.findChild('delivery-objects') as Construct;
      let seed = 1;
      const noise = () => {
        seed = (seed * 48271) % 2147483647;
        return seed.toString(36);
      };
      for (let id = 0; id < 120; id++) {
        configMap(chart, `noise-${id}`, { text: Array.from({ length: 3000 }, noise).join('') });
      }
    };
    expect(() => synthesized(large)).toThrow(/\[platform\/delivery-objects\] RENDER006.*given \d{4} KiB/);
  });

  test('refuses charts that wait for each other', () => {
    const circle = (stack: render.ManifestStack) => {
      const [a, b] = ['a', 'b'].map((id) => new kubernetes.NamespaceChart(stack.manifests, id));
      configMap(a, 'one', {}).node.addDependency(configMap(b, 'two', {}));
      configMap(b, 'three', {}).node.addDependency(configMap(a, 'four', {}));
    };
    expect(() => synthesized(circle)).toThrow(/RENDER005.*platform-a <-> kube-system\/platform-b/);
  });

  test('takes two charts of a namespace, one of which is about pods of the other', () => {
    const shop = (stack: render.ManifestStack) => {
      const labels = { app: 'till' };
      const chart = new kubernetes.NamespaceChart(stack.manifests, 'shop');
      new ApiObject(chart, 'till', {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'till' },
        spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [] } } },
      });
      new ApiObject(new Chart(stack.manifests, 'names', { namespace: 'shop' }), 'dns', {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'dns', namespace: 'shop' },
        spec: { podSelector: {}, egress: [{}], policyTypes: ['Egress'] },
      });
    };
    expect(synthesized(shop).resource.helm_release).toHaveProperty('Release__helm_sh__kube-system__platform-names');
  });

  test('refuses names that Helm does not take', () => {
    const long = (stack: render.ManifestStack) => void new kubernetes.NamespaceChart(stack.manifests, 'n'.repeat(50));
    expect(() => synthesized(long)).toThrow(/RENDER007.*\(59\)/);
  });
});

describe('ClusterAccess.eks()', () => {
  test('asks for a token when it is needed, for both providers', () => {
    const texts = synthTexts((app) => {
      const stack = new render.ManifestStack(app, 'engines', {
        clusterAccess: render.ClusterAccess.eks({
          clusterName: 'bigdata-prod',
          region: 'eu-central-1',
          endpoint: 'https://example.com',
          certificateAuthority: 'Y2E=',
        }),
      });
      const chart = new kubernetes.NamespaceChart(stack.manifests, 'shop');
      new kubernetes.HelmRelease(chart, 'cert-manager', { ...certManager, timeout: Duration.minutes(20) });
    });
    const { provider } = JSON.parse(texts.engines) as { provider: Record<string, unknown[]> };
    const args = ['eks', 'get-token', '--cluster-name', 'bigdata-prod', '--region', 'eu-central-1', '--output', 'json'];
    const exec = { api_version: 'client.authentication.k8s.io/v1beta1', args, command: 'aws' };
    const server = { host: 'https://example.com', cluster_ca_certificate: '${base64decode("Y2E=")}' };
    expect(provider.kubernetes).toEqual([{ ...server, exec: [exec] }]);
    expect(provider.helm).toEqual([{ kubernetes: { ...server, exec } }]);
  });
});

describe('Helmfile', () => {
  test('gives the same releases, in the same order', () => {
    const files = render.Helmfile.render([platform(scratchApp())]);
    const [helmfile] = parseAllDocuments(files['helmfile.yaml']).map((document) => document.toJS() as unknown);
    expect(helmfile).toMatchObject({
      repositories: [{ name: 'charts-jetstack-io', url: 'https://charts.jetstack.io' }],
      releases: [
        { name: 'platform-delivery-cert-manager', chart: './charts/platform-delivery-cert-manager' },
        {
          name: 'cert-manager',
          chart: 'charts-jetstack-io/cert-manager',
          version: 'v1.21.1',
          values: ['values/cert-manager.yaml'],
          needs: ['kube-system/platform-delivery-cert-manager'],
        },
        { name: 'platform-delivery-objects', needs: ['delivery-cert-manager/cert-manager'] },
      ],
    });
    expect(files['values/cert-manager.yaml']).toContain('${literal} {{ text }}');
  });

  test('leaves objects out that are delivered as manifests', () => {
    const stack = new render.ManifestStack(scratchApp(), 'engines');
    new kubernetes.NamespaceChart(stack.manifests, 'shop');
    expect(render.Helmfile.render([stack])).toEqual({});
  });

  test('is not written where anything is wrong', () => {
    const folder = path.join(os.tmpdir(), 'never-written');
    const stack = platform(scratchApp());
    stack.manifests.node.addValidation({ validate: () => ['X001: wrong'] });
    expect(() => render.Helmfile.write([stack], folder)).toThrow('X001: wrong');
    expect(fs.existsSync(folder)).toBe(false);
  });
});

/** Charts of ours on disk, as `releases/<environment>/charts` has them. */
function withCharts(body: (chart: (name: string) => string) => void): void {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'charts-'));
  try {
    render.Helmfile.write([platform(scratchApp())], folder);
    body((name) => path.join(folder, 'charts', name));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** Helm writes its own name there, whatever the chart says. */
const HELMS_OWN = '.metadata.labels.app.kubernetes.io/managed-by:';

const helm = (...args: string[]) => execFileSync('helm', args, { encoding: 'utf8', stdio: 'pipe' });

const ours = () => {
  const namespace = (object: KubeObject) => object.metadata.namespace ?? object.metadata.name.split('.')[0];
  return yamlObjects(platform(scratchApp()).manifests).filter((object) => namespace(object) === 'delivery-objects');
};

/** Helm may take what another suite left on the shared API server, and changes nothing. */
const DRY = ['--dry-run=server', '--take-ownership'];

describeWithCommand('helm', 'helm on the platforms of our environments', () => {
  describeWithControlPlane('on a real API server', (_, access) => {
    test.each(Object.entries(platforms))('takes every chart of %s, and renders its objects', (_name, make) => {
      const stack = make(scratchApp());
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'platform-'));
      render.Helmfile.write([stack], folder);
      const rendered = fs.readdirSync(path.join(folder, 'charts')).flatMap((name) => {
        const chart = path.join(folder, 'charts', name);
        expect(helm('lint', '--strict', chart)).toContain('0 chart(s) failed');
        helm('install', name, chart, '--kubeconfig', access.kubeconfig, '--namespace', 'kube-system', ...DRY);
        return parseAllDocuments(helm('template', name, chart))
          .map((document) => document.toJS() as KubeObject | null)
          .filter((object) => object !== null);
      });
      const objects = yamlObjects(stack.manifests);
      expect(rendered).toHaveLength(objects.length);
      const found = new Map(rendered.map((object) => [keyOf(object), object]));
      expect(objects.flatMap((object) => differences(object, found.get(keyOf(object)), keyOf(object)))).toEqual([]);
      fs.rmSync(folder, { recursive: true });
    });
  });
});

describeWithCommand('helm', 'helm', () => {
  test('finds nothing wrong with a chart of ours, and renders the objects of the YAML', () => {
    withCharts((chart) => {
      expect(helm('lint', '--strict', chart('platform-delivery-objects'))).toContain('0 chart(s) failed');
      const rendered = parseAllDocuments(helm('template', 'x', chart('platform-delivery-objects')))
        .map((document) => document.toJS() as KubeObject | null)
        .filter((object) => object !== null);
      expect(rendered).toHaveLength(ours().length);
      for (const object of ours()) {
        const same = rendered.find(
          ({ kind, metadata }) => kind === object.kind && metadata.name === object.metadata.name,
        );
        expect(differences(object, same)).toEqual([]);
      }
    });
  });

  describeWithControlPlane('on a real API server', (api, access) => {
    test('installs and upgrades the objects of the YAML, and leaves what holds data', async () => {
      const objects = ours();
      const on = ['--kubeconfig', access.kubeconfig, '--namespace', 'kube-system'];
      withCharts((chart) => {
        for (const verb of ['install', 'upgrade']) {
          helm(verb, 'platform-delivery-objects', chart('platform-delivery-objects'), ...on);
        }
      });
      for (const object of objects) {
        const stored = await api.get(object);
        const found = differences(object, stored, `${object.kind}/${object.metadata.name}`);
        expect(found.filter((text) => !text.includes(HELMS_OWN))).toEqual([]);
      }
      helm('uninstall', 'platform-delivery-objects', ...on);
      const left = await Promise.all(
        objects.map(async (object) => ((await api.get(object)) ? object.kind : undefined)),
      );
      expect(left.filter((kind) => kind !== undefined)).toEqual([
        'Namespace',
        'ValidatingAdmissionPolicy',
        'ValidatingAdmissionPolicyBinding',
      ]);
    });
  });
});
