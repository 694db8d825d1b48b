import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { clickhouse, Cpu, kubernetes, render } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { App } from 'cdktf';
import { parseAllDocuments } from 'yaml';
import { environmentStacks } from '../../stacks/environment-stacks';
import { accounts, environments } from '../../stacks/environments';
import { publish } from '../../stacks/publish';
import { synthesize } from '../../stacks/synthesize';
import { KubeObject } from '../helpers/kube-client';
import { keyOf } from '../helpers/synth';

let folder: string;
let printed: string[];

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'synthesize-'));
  printed = [];
  for (const method of ['log', 'error'] as const) {
    jest.spyOn(console, method).mockImplementation((...texts: unknown[]) => void printed.push(texts.join(' ')));
  }
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = undefined;
  fs.rmSync(folder, { recursive: true, force: true });
});

const run = (stacks: (app: App) => render.ManifestStack[], partial = false) =>
  synthesize({
    partial,
    terraform: path.join(folder, 'cdktf.out'),
    manifests: path.join(folder, 'manifests'),
    releases: path.join(folder, 'releases'),
    stacks,
  });

const stack = (app: App, name: string, fill: (chart: kubernetes.NamespaceChart) => void = () => undefined) => {
  const made = new render.ManifestStack(app, `${name}-engines`, { environment: { name } });
  fill(new kubernetes.NamespaceChart(made.manifests, 'shop'));
  return made;
};

const contents = (of: string): Record<string, string> =>
  Object.fromEntries(
    fs
      .readdirSync(of, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => [path.relative(of, file), fs.readFileSync(file, 'utf8')]),
  );

const small: clickhouse.ClickHouseClusterProps = {
  shards: 1,
  replicas: 2,
  size: { cpu: Cpu.units(2), memory: Size.gibibytes(8) },
  storage: Size.gibibytes(100),
};

describe('synthesize', () => {
  test('writes both outputs, and says what is in them', () => {
    run((app) => [stack(app, 'dev', (chart) => new clickhouse.ClickHouseCluster(chart, 'events', small))]);
    expect(Object.keys(contents(folder)).sort()).toEqual([
      'cdktf.out/manifest.json',
      'cdktf.out/stacks/dev-engines/cdk.tf.json',
      'manifests/dev/10-shop.yaml',
      'manifests/dev/90-guards.yaml',
    ]);
    expect(printed.join('\n')).toMatch(/1 ClickHouseInstallation/);
    expect(printed.join('\n')).toMatch(/5 pods, 7 CPU, 22 GiB memory, 230 GiB storage/);
    expect(printed.join('\n')).toMatch(/warning {4}\[shop\/events\] CH020/);
    expect(process.exitCode).toBeUndefined();
  });

  test('lists what is wrong in every stack, exits with 1, and leaves the previous output as it was', () => {
    run((app) => [stack(app, 'dev'), stack(app, 'prod')]);
    const before = contents(folder);
    const broken = (problem: string) => (chart: kubernetes.NamespaceChart) =>
      chart.node.addValidation({ validate: () => [problem] });
    run((app) => [stack(app, 'dev', broken('X001: one')), stack(app, 'prod', broken('X002: two'))]);
    expect(printed.join('\n')).toMatch(/nothing was written[^]*X001: one[^]*X002: two/);
    expect(process.exitCode).toBe(1);
    expect(contents(folder)).toEqual(before);
  });

  test('writes nothing either where a constructor throws', () => {
    run((app) => [
      stack(app, 'dev', (chart) => new clickhouse.ClickHouseCluster(chart, 'events', { ...small, shards: 0 })),
    ]);
    expect(printed.join('\n')).toContain('[shop/events] CH001');
    expect(process.exitCode).toBe(1);
    expect(contents(folder)).toEqual({});
  });

  test('removes what is no longer synthesized', () => {
    run((app) => [stack(app, 'dev'), stack(app, 'prod')]);
    run((app) => [stack(app, 'dev')]);
    expect(Object.keys(contents(folder)).filter((file) => file.includes('prod'))).toEqual([]);
  });
});

test('an environment whose account has no row is told so', () => {
  const row = { ...accounts };
  const { accountId } = environments.prod.cloud!.profile;
  try {
    Reflect.deleteProperty(accounts, accountId);
    expect(() => environmentStacks(new App(), 'prod')).toThrow(`has no row for ${accountId}, the account of 'prod'`);
  } finally {
    Object.assign(accounts, row);
  }
});

describe('an environment alone', () => {
  test('leaves what others have, in all outputs', () => {
    run((app) => [stack(app, 'dev'), stack(app, 'prod')]);
    const before = contents(folder);
    run((app) => [stack(app, 'dev', (chart) => new clickhouse.ClickHouseCluster(chart, 'events', small))], true);
    const after = contents(folder);
    expect(after['manifests/dev/10-shop.yaml']).not.toBe(before['manifests/dev/10-shop.yaml']);
    for (const file of Object.keys(before).filter((name) => name.includes('prod')))
      expect(after[file]).toBe(before[file]);
    const { stacks: known } = JSON.parse(after['cdktf.out/manifest.json']) as { stacks: object };
    expect(Object.keys(known).sort()).toEqual(['dev-engines', 'prod-engines']);
  });
});

test('an object stands among the manifests or among the releases, never in both', () => {
  synthesize({
    terraform: path.join(folder, 'cdktf.out'),
    manifests: path.join(folder, 'manifests'),
    releases: path.join(folder, 'releases'),
    stacks: (app) => environmentStacks(app, 'prod'),
  });
  const written = contents(folder);
  const objectsBelow = (prefix: string) =>
    Object.entries(written)
      .filter(([file]) => file.startsWith(prefix) && !file.endsWith('Chart.yaml') && !file.includes('/templates/'))
      .flatMap(([, text]) => parseAllDocuments(text).map((document) => document.toJS() as KubeObject))
      .map(keyOf);
  const manifests = objectsBelow('manifests/');
  const releases = objectsBelow('releases/prod/charts/');
  expect(manifests.length).toBeGreaterThan(30);
  expect(releases.length).toBeGreaterThan(60);
  expect(manifests.filter((key) => releases.includes(key))).toEqual([]);
  expect(Object.keys(written)).toContain('releases/prod/helmfile.yaml');
});

test("publish keeps what Terraform put into a stack's folder", () => {
  const [from, to] = ['from', 'to'].map((name) => path.join(folder, name));
  fs.mkdirSync(path.join(from, 'stacks'), { recursive: true });
  fs.writeFileSync(path.join(from, 'stacks', 'cdk.tf.json'), 'new');
  fs.mkdirSync(path.join(to, 'stacks', '.terraform'), { recursive: true });
  fs.writeFileSync(path.join(to, 'stacks', '.terraform', 'provider'), 'kept');
  fs.writeFileSync(path.join(to, 'stacks', '.terraform.lock.hcl'), 'kept');
  fs.writeFileSync(path.join(to, 'stacks', 'old.json'), 'old');
  publish(from, to);
  expect(contents(to)).toEqual({
    'stacks/cdk.tf.json': 'new',
    'stacks/.terraform/provider': 'kept',
    'stacks/.terraform.lock.hcl': 'kept',
  });
});
