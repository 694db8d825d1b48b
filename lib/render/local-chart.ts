import { gzipSync } from 'node:zlib';
import { Yaml } from 'cdk8s';
import { DeletionPolicy, Environment } from '../core';
import { rolloutOf } from '../kubernetes/internal';
import { Json, ManifestJson } from './manifest';
import { ReleaseUnit } from './release-unit';
import { RenderedObject } from './rendered-object';
import { terraformId } from './terraform-id';

/** What Helm reads is a file, not a template: `{{ }}` inside dashboards and alerts stays as it is. */
const TEMPLATE = `{{- range $path, $_ := .Files.Glob "objects/*.yaml" }}
---
{{ $.Files.Get $path }}
{{- end }}
`;

/**
 * A Helm chart that holds the objects of one unit.
 *
 * @returns file name to content
 */
export function localChart(unit: ReleaseUnit): Record<string, string> {
  return {
    'Chart.yaml': Yaml.stringify({
      apiVersion: 'v2',
      name: unit.key.name,
      description: `The objects of ${unit.path}`,
      type: 'application',
      // A chart must have one; the content says what it is.
      version: '1.0.0',
    }),
    'templates/objects.yaml': TEMPLATE,
    ...Object.fromEntries(
      unit.objects.map((rendered) => [`objects/${terraformId(rendered.key)}.yaml`, Yaml.stringify(kept(rendered))]),
    ),
  };
}

/** About how large Helm's record of a release will be, in bytes: the chart and what it renders to, zipped, in base64. */
export function recordSize(unit: ReleaseUnit): number {
  const files = localChart(unit);
  const record = JSON.stringify({
    chart: Object.entries(files).map(([name, data]) => ({ name, data: Buffer.from(data).toString('base64') })),
    manifest: unit.objects.map(({ manifest }) => Yaml.stringify(manifest)).join('---\n'),
  });
  return Math.ceil((gzipSync(record).length * 4) / 3);
}

/**
 * Helm leaves what holds data in the cluster, whatever becomes of the release.
 *
 * @see https://helm.sh/docs/howto/charts_tips_and_tricks/#tell-helm-not-to-uninstall-a-resource
 */
function kept({ object, manifest }: RenderedObject): ManifestJson {
  const retained = rolloutOf(object).holdsData && Environment.of(object).deletionPolicy === DeletionPolicy.RETAIN;
  if (!retained) return manifest;
  const metadata = manifest.metadata as Record<string, Json>;
  const annotations = {
    ...(metadata.annotations as Record<string, Json> | undefined),
    'helm.sh/resource-policy': 'keep',
  };
  return { ...manifest, metadata: { ...metadata, annotations } };
}
