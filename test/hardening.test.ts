import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { stringify } from 'yaml';
import { LEFT_OUT, LEFT_OUT_OF_PLATFORM, unaccepted } from './helpers/accepted-findings';
import { describeWithCommand } from './helpers/authorities';
import { checkov } from './helpers/checkov';
import { KubeObject } from './helpers/kube-client';
import { scratchFolder } from './helpers/offline-terraform';
import { podTemplatesOf } from './helpers/pod-templates';
import { manifests } from './helpers/programs';
import { yamlObjects } from './helpers/synth';

const leftOutOf = (program: string) =>
  Object.keys({ ...LEFT_OUT, ...(program.endsWith('-platform') ? LEFT_OUT_OF_PLATFORM : {}) });

/** Of these the operator makes pods. */
const OPERATED = [
  'SparkConnect',
  'DorisCluster',
  'DorisDisaggregatedCluster',
  'FoundationDBCluster',
  'FoundationDBBackup',
];

/** kube-score knows no custom resources: it gets what the operator makes of their pod templates. */
function workloadsOf(object: KubeObject): object[] {
  if (OPERATED.includes(object.kind)) {
    return podTemplatesOf(object).map(({ template: { metadata, spec } }, index) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { ...metadata, name: `${object.metadata.name}-${index}`, namespace: object.metadata.namespace },
      spec,
    }));
  }
  if (!object.kind.startsWith('ClickHouse')) return [object];
  const namespace = object.metadata.namespace;
  const { configuration } = object.spec as { configuration: { clusters: { layout: { replicasCount: number } }[] } };
  return podTemplatesOf(object).flatMap(({ template }) => {
    const name = `${object.kind.toLowerCase()}-${object.metadata.name}`;
    const labels = { ...template.metadata?.labels, 'clickhouse.altinity.com/shard': '0' };
    return [
      {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata: { name, namespace },
        spec: {
          replicas: configuration.clusters[0].layout.replicasCount,
          serviceName: name,
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: template.spec },
        },
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name, namespace },
        spec: { clusterIP: 'None', selector: labels },
      },
    ];
  });
}

interface Score {
  readonly object_name: string;
  readonly checks: {
    readonly check: { readonly id: string };
    readonly grade: number;
    readonly skipped: boolean;
    readonly comments: { readonly path: string; readonly summary: string }[] | null;
  }[];
}

const ALL_OK = 10;

/** What kube-score finds, as one line each. */
function findings(objects: object[]): string[] {
  // A processor's time is shared: a limit on it throttles queries while cores lie idle.
  const flags = ['--ignore-container-cpu-limit', '--output-format', 'json'];
  const optional = ['container-seccomp-profile', 'container-memory-requests-equal-limits', 'container-ports-check'];
  const { stdout, stderr } = spawnSync(
    'kube-score',
    ['score', ...flags, ...optional.flatMap((id) => ['--enable-optional-test', id]), '-'],
    { input: objects.map((object) => stringify(object)).join('---\n'), encoding: 'utf8' },
  );
  if (!stdout) throw new Error(stderr);
  return (JSON.parse(stdout) as Score[]).flatMap(({ object_name: name, checks }) =>
    checks
      .filter(({ grade, skipped }) => !skipped && grade < ALL_OK)
      .map(
        ({ check, comments }) =>
          `${name} ${check.id}: ${(comments ?? []).map(({ path, summary }) => `${path} ${summary}`).join(', ')}`,
      ),
  );
}

describeWithCommand('kube-score', 'kube-score', () => {
  const found = Object.entries(manifests).map(([name, make]) => ({
    name,
    found: findings(yamlObjects(make()).flatMap(workloadsOf)),
  }));

  test.each(found)('finds nothing in $name but what is left out for a reason', ({ name, found: ofOne }) => {
    expect(ofOne.filter((text) => !leftOutOf(name).some((known) => text.includes(known)))).toEqual([]);
  });

  test('would still find each of what is left out', () => {
    const texts = found.flatMap((one) => one.found);
    expect(Object.keys(LEFT_OUT).filter((known) => !texts.some((text) => text.includes(known)))).toEqual([]);
  });
});

describeWithCommand('checkov', 'checkov on the manifests', () => {
  test('finds nothing in any program that is not accepted', () => {
    const folder = scratchFolder('checkov-manifests-');
    for (const [name, make] of Object.entries(manifests)) {
      const target = path.join(folder, name.replace(/[^a-z-]+/gi, '-'));
      fs.mkdirSync(target);
      fs.writeFileSync(
        path.join(target, 'objects.yaml'),
        yamlObjects(make())
          .map((each) => stringify(each))
          .join('---\n'),
      );
    }
    const { findings: found, passed } = checkov('kubernetes', { folder });
    expect(passed).toBeGreaterThan(500);
    expect(unaccepted(found)).toEqual([]);
  });
});
