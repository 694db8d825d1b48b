import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { render } from 'bigdata-constructs';
import { App } from 'cdktf';
import { parseAllDocuments } from 'yaml';
import { KubeObject } from './kube-client';

/** A stack as Terraform reads it. */
export interface TerraformJson {
  readonly terraform: {
    readonly backend: Record<string, unknown>;
    readonly required_providers: Record<string, unknown>;
  };
  readonly provider: Record<string, unknown>;
  readonly resource?: { readonly kubernetes_manifest: Record<string, ManifestResource> };
}

/** One object as Terraform reads it. */
export interface ManifestResource {
  readonly manifest: KubeObject;
  readonly depends_on?: string[];
  readonly [argument: string]: unknown;
}

/** An app whose output nobody looks at. */
export function scratchApp(): App {
  return new App({ outdir: fs.mkdtempSync(path.join(os.tmpdir(), 'app-')), stackTraces: false });
}

/**
 * Synthesizes as `cdktf synth` does. cdktf's own test helper neither prepares a stack nor runs validations.
 *
 * @returns stack id to the text of its file
 */
export function synthTexts(make: (app: App) => void): Record<string, string> {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'synth-'));
  try {
    const app = new App({ outdir, stackTraces: false });
    make(app);
    app.synth();
    const stacks = path.join(outdir, 'stacks');
    return Object.fromEntries(
      fs.readdirSync(stacks).map((id) => [id, fs.readFileSync(path.join(stacks, id, 'cdk.tf.json'), 'utf8')]),
    );
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
}

/** One stack, parsed. */
export function synthStack(make: (app: App) => { node: { id: string } }): TerraformJson {
  let id = '';
  const texts = synthTexts((app) => {
    id = make(app).node.id;
  });
  return JSON.parse(texts[id]) as TerraformJson;
}

/** The objects of a stack's Terraform, as Terraform would send them. */
export function terraformObjects(json: TerraformJson): KubeObject[] {
  return Object.values(json.resource?.kubernetes_manifest ?? {}).map(
    ({ manifest }) => unescape(manifest) as KubeObject,
  );
}

/** The objects of an App's YAML, in the order of the files. */
export function yamlObjects(app: render.ManifestStack['manifests']): KubeObject[] {
  return Object.values(render.ManifestYaml.render(app)).flatMap((text) =>
    parseAllDocuments(text).map((document) => document.toJS() as KubeObject),
  );
}

/** A key by which objects of both outputs can be compared. */
export function keyOf({ apiVersion, kind, metadata }: KubeObject): string {
  return [apiVersion, kind, metadata.namespace ?? '', metadata.name].join(' ');
}

/** Sorted by key. */
export function byKey(objects: KubeObject[]): KubeObject[] {
  return [...objects].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function unescape(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\$\$\{/g, '${').replace(/%%\{/g, '%{');
  if (Array.isArray(value)) return value.map(unescape);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [unescape(key), unescape(member)]));
}

/** The object of a kind, and of a name where one is given, which must be there. */
export function find<T = KubeObject>(objects: KubeObject[], kind: string, name?: string): T {
  const found = objects.find((object) => object.kind === kind && (name === undefined || object.metadata.name === name));
  if (!found) throw new Error(`there is no ${kind} ${name ?? ''}`);
  return found as T;
}
