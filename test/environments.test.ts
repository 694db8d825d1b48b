import { render } from 'bigdata-constructs';
import { parseAllDocuments } from 'yaml';
import * as programs from './helpers/programs';
import { byKey, scratchApp, synthTexts, TerraformJson, terraformObjects, yamlObjects } from './helpers/synth';

describe.each(Object.entries(programs.stacks))('%s in Terraform', (_, make) => {
  let texts: Record<string, string>;
  beforeAll(() => {
    texts = synthTexts(make);
  });

  test('holds the same objects as in YAML', () => {
    const { node, manifests } = make(scratchApp());
    const terraform = byKey(terraformObjects(JSON.parse(texts[node.id]) as TerraformJson));
    expect(terraform.length).toBeGreaterThan(0);
    expect(terraform).toEqual(byKey(yamlObjects(manifests)));
  });

  test('comes out byte for byte the same a second time', () => {
    expect(synthTexts(make)).toEqual(texts);
  });
});

describe.each(Object.entries(programs.manifests))('%s in YAML', (_, make) => {
  let files: Record<string, string>;
  beforeAll(() => {
    files = render.ManifestYaml.render(make());
  });

  test('comes out the same a second time', () => {
    expect(render.ManifestYaml.render(make())).toEqual(files);
  });

  test('reads the same in YAML 1.1 and 1.2', () => {
    expect(Object.keys(files)).not.toEqual([]);
    for (const text of Object.values(files)) {
      const [older, newer] = (['1.1', '1.2'] as const).map((version) =>
        parseAllDocuments(text, { version }).map((document) => document.toJS() as unknown),
      );
      expect(older).toEqual(newer);
      // What this parser takes for text, others take for the default value of a mapping.
      expect(text).not.toMatch(/: =$/m);
    }
  });
});
