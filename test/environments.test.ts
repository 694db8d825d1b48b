import { render } from 'bigdata-constructs';
import { parseAllDocuments } from 'yaml';
import * as programs from './helpers/programs';
import { byKey, scratchApp, synthStack, synthTexts, terraformObjects, yamlObjects } from './helpers/synth';

describe.each(Object.entries(programs.stacks))('%s', (_, make) => {
  test('holds the same objects in Terraform and in YAML', () => {
    const terraform = byKey(terraformObjects(synthStack(make)));
    const yaml = byKey(yamlObjects(make(scratchApp()).manifests));
    expect(terraform.length).toBeGreaterThan(0);
    expect(terraform).toEqual(yaml);
  });

  test('comes out byte for byte the same a second time', () => {
    expect(synthTexts(make)).toEqual(synthTexts(make));
  });
});

test.each(Object.entries(programs.manifests))('%s gives the same YAML a second time', (_, make) => {
  expect(render.ManifestYaml.render(make())).toEqual(render.ManifestYaml.render(make()));
});

test.each(Object.entries(programs.manifests))('%s reads the same in YAML 1.1 and 1.2', (_, make) => {
  for (const text of Object.values(render.ManifestYaml.render(make()))) {
    const [older, newer] = (['1.1', '1.2'] as const).map((version) =>
      parseAllDocuments(text, { version }).map((document) => document.toJS() as unknown),
    );
    expect(older).toEqual(newer);
    // What this parser takes for text, others take for the default value of a mapping.
    expect(text).not.toMatch(/: =$/m);
  }
});
