import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { DeletionPolicy, Environment, render } from 'bigdata-constructs';
import { describeWithControlPlane } from './helpers/authorities';
import { kubectl } from './helpers/control-plane-process';
import { classesElsewhere, podTemplatesOf } from './helpers/pod-templates';
import { until } from './helpers/process';
import * as programs from './helpers/programs';
import { applyAllTwice, dataOf, removeAll } from './helpers/stored';
import { yamlObjects } from './helpers/synth';

/** What brings rules and dashboards alone. */
const WITHOUT_PODS = ['the monitoring of the platform'];

/** Whether its files are for kubectl: those of the others are written in the same way. */
const isForKubectl = (program: string) =>
  program in programs.stacks || program in programs.platforms || program.startsWith('examples/');

describeWithControlPlane('a real API server', (api, access) => {
  // One after the other in one suite: they share namespaces.
  describe.each(Object.entries(programs.manifests))('%s', (program, make) => {
    const app = make();
    const objects = yamlObjects(app);

    afterAll(() => removeAll(api, [...objects, ...classesElsewhere(objects)]));

    test('accepts every object, stores it as it is rendered, and changes nothing the second time', async () => {
      expect(await applyAllTwice(api, objects)).toEqual([]);
    });

    test("admits the pods of every template under the namespace's Pod Security level", async () => {
      const templates = objects.flatMap(podTemplatesOf);
      expect(templates.length > 0).toBe(!WITHOUT_PODS.includes(program));
      for (const object of classesElsewhere(objects)) await api.apply(object);
      for (const { namespaceName, template } of templates) await api.admitPod(namespaceName, template);
    });

    test('deletes what data goes with where the environment says so, and nowhere else', async () => {
      const deletes = Environment.of(app).deletionPolicy === DeletionPolicy.DELETE;
      for (const object of dataOf(objects)) {
        const goes = () =>
          api.delete(object, { dryRun: true }).then(
            () => true,
            () => false,
          );
        // A policy works a moment after it is stored.
        await until(async () => (await goes()) === deletes);
        expect([object.kind, object.metadata.name, await goes()]).toEqual([object.kind, object.metadata.name, deletes]);
      }
    });

    if (isForKubectl(program)) {
      test('takes the files from kubectl, over what is there', () => {
        const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'manifests-'));
        render.ManifestYaml.write(make(), folder);
        const apply = ['apply', '--server-side', '--force-conflicts', '--validate=strict', '-R', '-f', folder];
        expect(kubectl(access, apply).trim().split('\n')).toHaveLength(objects.length);
        fs.rmSync(folder, { recursive: true });
      });
    }
  });

  test('has programs that agree about the namespaces that they share, which stay', () => {
    const levels = new Map<string, Set<unknown>>();
    for (const { kind, metadata } of Object.values(programs.manifests).flatMap((make) => yamlObjects(make()))) {
      if (kind !== 'Namespace') continue;
      const level = metadata.labels?.['pod-security.kubernetes.io/enforce'];
      levels.set(metadata.name, (levels.get(metadata.name) ?? new Set()).add(level));
    }
    expect([...levels].filter(([, { size }]) => size > 1).map(([name]) => name)).toEqual([]);
  });

  test('refuses a field that does not exist', async () => {
    const [configMap] = [
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: 'default' }, dataa: {} },
    ];
    await expect(api.apply(configMap, { dryRun: true })).rejects.toThrow('dataa');
  });
});
