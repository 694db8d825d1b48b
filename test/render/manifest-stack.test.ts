import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Environment, kubernetes, policies, render } from 'bigdata-constructs';
import { ApiObject, App as Cdk8sApp, Chart, JsonPatch } from 'cdk8s';
import { App, Fn, TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import { escapeTemplates } from '../../lib/render/escape';
import { describeWithCommand, describeWithProviderSchemas } from '../helpers/authorities';
import { stacks } from '../helpers/programs';
import { synthStack, synthTexts, TerraformJson } from '../helpers/synth';

const configMap = (scope: Construct, id: string, data: Record<string, unknown>, name = id) =>
  new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });

/** A stack with one chart, filled by the test. */
const stackWith =
  (fill: (chart: kubernetes.NamespaceChart, stack: render.ManifestStack) => void, props?: render.ManifestStackProps) =>
  (app: App) => {
    const stack = new render.ManifestStack(app, 'engines', props);
    fill(new kubernetes.NamespaceChart(stack.manifests, 'shop'), stack);
    return stack;
  };

const resources = (json: TerraformJson) => json.resource?.kubernetes_manifest ?? {};

describe('ManifestStack', () => {
  test('makes a resource of every object, named after what it is', () => {
    const json = synthStack(stackWith((chart) => configMap(chart, 'web', { a: 'b' })));
    expect(Object.keys(resources(json))).toEqual([
      'ConfigMap____shop__web',
      'Namespace______shop',
      'NetworkPolicy__networking_k8s_io__shop__default-deny',
      'ResourceQuota____shop__quota',
      'ValidatingAdmissionPolicyBinding__admissionregistration_k8s_io____shop_deletion_bigdata-constructs_io',
      'ValidatingAdmissionPolicy__admissionregistration_k8s_io____shop_deletion_bigdata-constructs_io',
    ]);
    expect(resources(json).ConfigMap____shop__web).toMatchObject({
      manifest: { kind: 'ConfigMap', metadata: { name: 'web', namespace: 'shop' }, data: { a: 'b' } },
      depends_on: ['kubernetes_manifest.Namespace______shop'],
      field_manager: { name: 'bigdata-constructs' },
    });
  });

  test('orders by the dependencies of cdk8s, each edge once', () => {
    const json = synthStack(
      stackWith((chart) => {
        const first = configMap(chart, 'first', {});
        const second = new Construct(chart, 'Second');
        configMap(second, 'second', {});
        second.node.addDependency(first);
        configMap(chart, 'third', {}).node.addDependency(second, first);
      }),
    );
    expect(resources(json).ConfigMap____shop__third.depends_on).toEqual([
      'kubernetes_manifest.ConfigMap____shop__second',
    ]);
    expect(resources(json).ConfigMap____shop__second.depends_on).toEqual([
      'kubernetes_manifest.ConfigMap____shop__first',
    ]);
  });

  test('makes the guard before what it guards, and destroys it after', () => {
    const json = synthStack(stackWith(() => undefined));
    const id = (kind: string) =>
      `kubernetes_manifest.${kind}__admissionregistration_k8s_io____shop_deletion_bigdata-constructs_io`;
    // Everything else of a namespace comes after it.
    expect(resources(json).Namespace______shop.depends_on).toEqual([
      id('ValidatingAdmissionPolicy'),
      id('ValidatingAdmissionPolicyBinding'),
    ]);
  });

  test('guards what holds data against replacement, where the environment retains data', () => {
    const lifecycle = (json: TerraformJson) => resources(json).Namespace______shop.lifecycle;
    expect(lifecycle(synthStack(stackWith(() => undefined)))).toEqual({ prevent_destroy: true });
    const environment = { name: 'dev', deletionPolicy: 'Delete' as never };
    expect(lifecycle(synthStack(stackWith(() => undefined, { environment })))).toBeUndefined();
  });

  test('keeps its state beside cdktf.json, by a relative path, and names the provider in full', () => {
    const json = synthStack(stackWith(() => undefined));
    expect(json.terraform).toEqual({
      backend: { local: { path: '../../../terraform.engines.tfstate' } },
      required_providers: { kubernetes: { source: 'hashicorp/kubernetes', version: '2.38.0' } },
    });
    expect(json.provider).toEqual({ kubernetes: [{ config_path: '~/.kube/config' }] });
  });

  test('reaches the cluster as it is told', () => {
    const clusterAccess = render.ClusterAccess.kubeconfig({ path: 'ci.yaml', context: 'prod' });
    expect(synthStack(stackWith(() => undefined, { clusterAccess })).provider).toEqual({
      kubernetes: [{ config_path: 'ci.yaml', config_context: 'prod' }],
    });
    const fromEnvironment = render.ClusterAccess.fromEnvironment();
    expect(synthStack(stackWith(() => undefined, { clusterAccess: fromEnvironment })).provider).toEqual({
      kubernetes: [{}],
    });
  });

  test('carries the environment from the outer tree into the inner one', () => {
    let inner: Environment | undefined;
    synthTexts((app) => {
      Environment.attach(app, { name: 'outer' });
      stackWith((chart) => {
        inner = Environment.of(chart);
      })(app);
    });
    expect(inner?.name).toBe('outer');
  });

  test("fails cdktf's synth on what constructs and policies of the inner tree find, with their paths", () => {
    const fill = (chart: kubernetes.NamespaceChart, stack: render.ManifestStack) => {
      chart.node.addValidation({ validate: () => ['X001: wrong'] });
      policies.Policies.apply(stack, [
        { code: 'P001', requirement: '', remedy: 'mend it', findings: () => [{ path: 'shop/web', text: 'broken' }] },
      ]);
    };
    expect(() => synthStack(stackWith(fill))).toThrow(/\[engines\/shop\] X001: wrong/);
    expect(() => synthStack(stackWith(fill))).toThrow(/\[engines\/shop\/web\] P001: broken; mend it/);
  });

  test('refuses the same object twice, naming both paths', () => {
    const twice = stackWith((chart) => {
      configMap(chart, 'one', {}, 'same');
      configMap(chart, 'two', {}, 'same');
    });
    expect(() => synthStack(twice)).toThrow(/RENDER004.*ConfigMap shop\/same at shop\/one and shop\/two/);
  });

  test('refuses Terraform tokens wherever they are, in both outputs', () => {
    const fill = (chart: Chart, app: App) => {
      const variable = new TerraformVariable(new render.ManifestStack(app, 'other'), 'v', {});
      configMap(chart, 'text', { host: `http://${variable.stringValue}/` });
      configMap(chart, 'list', { hosts: variable.listValue });
      configMap(chart, 'number', { port: variable.numberValue });
      configMap(chart, 'function', { upper: Fn.upper(variable.stringValue) });
    };
    const tokens = /one in data\.host of ConfigMap shop\/text[^]*data\.hosts\[0\][^]*data\.port[^]*data\.upper/;
    expect(() => synthTexts((app) => stackWith((chart) => fill(chart, app))(app))).toThrow(tokens);
    const app = new App({ outdir: fs.mkdtempSync(path.join(os.tmpdir(), 'tokens-')) });
    const inner = new Cdk8sApp();
    fill(new Chart(inner, 'shop', { namespace: 'shop' }), app);
    expect(() => render.ManifestYaml.render(inner)).toThrow(tokens);
  });

  test('refuses dependencies in a circle', () => {
    const circle = stackWith((chart) => {
      const [a, b] = [configMap(chart, 'a', {}), configMap(chart, 'b', {})];
      a.node.addDependency(b);
      b.node.addDependency(a);
    });
    expect(() => synthStack(circle)).toThrow(/RENDER005[^]*shop\/a <-> ConfigMap shop\/b/);
  });

  test('gives the same bytes in whatever order constructs are made', () => {
    const made = (ids: string[]) =>
      synthTexts((app) => stackWith((chart) => ids.forEach((id) => configMap(chart, id, {})))(app));
    expect(made(['a', 'b', 'c'])).toEqual(made(['c', 'a', 'b']));
  });

  test('normalizes raw overrides as well', () => {
    const json = synthStack(
      stackWith((chart) => {
        const object = configMap(chart, 'web', { a: 'b' });
        object.addJsonPatch(JsonPatch.add('/metadata/labels', {}), JsonPatch.remove('/data/a'));
      }),
    );
    expect(resources(json).ConfigMap____shop__web.manifest).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'web', namespace: 'shop' },
    });
  });

  test('accepts a backend of the user', () => {
    const texts = synthTexts((app) => {
      const stack = stackWith(() => undefined)(app);
      stack.addOverride('terraform.backend', { s3: { bucket: 'state', key: 'engines' } });
    });
    expect(texts.engines).toContain('"bucket": "state"');
  });
});

const LITERALS = [
  '${user.name}',
  '%{x}',
  '$${y}',
  '%%{z}',
  '${ENV:X}',
  'a$b%c',
  '$',
  '%',
  '${',
  '%{',
  '$$',
  '$${',
  '{{ .x }}',
  '\\${n}',
  '"${q}"',
];

describeWithCommand('terraform', 'Terraform itself', () => {
  const terraform = (folder: string, ...args: string[]) =>
    execFileSync('terraform', [`-chdir=${folder}`, ...args], { encoding: 'utf8', stdio: 'pipe' });

  test('reads every text as it is meant, in values and in keys', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'literals-'));
    const input = { list: LITERALS, keys: Object.fromEntries(LITERALS.map((literal) => [`k${literal}`, 1])) };
    fs.writeFileSync(
      path.join(folder, 'main.tf.json'),
      JSON.stringify({ output: { manifest: { value: escapeTemplates(input) } } }),
    );
    terraform(folder, 'init', '-input=false');
    terraform(folder, 'apply', '-auto-approve', '-input=false');
    expect(JSON.parse(terraform(folder, 'output', '-json', 'manifest'))).toEqual(input);
    fs.rmSync(folder, { recursive: true });
  });

  test('reads them from a synthesized stack as well', () => {
    const json = synthStack(
      stackWith((chart) =>
        configMap(chart, 'web', Object.fromEntries(LITERALS.map((l, i) => [`k${String(i).padStart(2, '0')}`, l]))),
      ),
    );
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'literals-'));
    const value = resources(json).ConfigMap____shop__web.manifest.data;
    fs.writeFileSync(path.join(folder, 'main.tf.json'), JSON.stringify({ output: { data: { value } } }));
    terraform(folder, 'init', '-input=false');
    terraform(folder, 'apply', '-auto-approve', '-input=false');
    expect(Object.values(JSON.parse(terraform(folder, 'output', '-json', 'data')) as object)).toEqual(LITERALS);
    fs.rmSync(folder, { recursive: true });
  });
});

interface Schema {
  readonly block: {
    readonly attributes: Record<string, unknown>;
    readonly block_types: Record<string, { block: Schema['block'] }>;
  };
}

describeWithProviderSchemas("the Kubernetes provider's schema", (folder) => {
  const META = ['//', 'depends_on', 'lifecycle', 'provider'];
  const file = JSON.parse(fs.readFileSync(path.join(folder, 'schema-kubernetes.json'), 'utf8')) as {
    provider_schemas: Record<string, { resource_schemas: Record<string, Schema> }>;
  };
  const { kubernetes_manifest: schema } = Object.values(file.provider_schemas)[0].resource_schemas;

  test.each(Object.entries(stacks))('knows every argument of %s', (_, make) => {
    const unknown = Object.values(resources(synthStack(make))).flatMap((resource) =>
      Object.entries(resource).flatMap(([argument, value]) => {
        if (META.includes(argument) || schema.block.attributes[argument]) return [];
        const nested = schema.block.block_types[argument]?.block;
        if (!nested) return [argument];
        return Object.keys(value as object).filter((key) => !nested.attributes[key] && !nested.block_types[key]);
      }),
    );
    expect(unknown).toEqual([]);
  });
});
