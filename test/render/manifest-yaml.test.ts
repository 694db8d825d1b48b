import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { kubernetes, render } from 'bigdata-constructs';
import { ApiObject, App, Chart } from 'cdk8s';
import { parseAllDocuments } from 'yaml';

const TRICKY = {
  yes: 'yes',
  number: '1e3',
  octal: '0644',
  sexagesimal: '12:30:45',
  no: 'no',
  null: 'null',
  tilde: '~',
  template: '${user.name} %{x}',
  script: '#!/bin/sh\n\techo "a: b" # c\n\n',
  date: '2026-01-01',
  empty: '',
};

const app = (data: Record<string, unknown> = TRICKY) => {
  const root = new App();
  const chart = new kubernetes.NamespaceChart(root, 'shop');
  new ApiObject(chart, 'web', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' }, data });
  new ApiObject(chart, 'Role', {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'reader' },
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
  });
  return root;
};

const kinds = (text: string) => parseAllDocuments(text).map((document) => (document.toJS() as { kind: string }).kind);

describe('ManifestYaml', () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'yaml-'));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  test('writes what belongs to no namespace first, then each namespace before its objects', () => {
    const files = render.ManifestYaml.render(app());
    expect(Object.keys(files)).toEqual(['00-cluster.yaml', '10-shop.yaml', '90-guards.yaml']);
    expect(kinds(files['00-cluster.yaml'])).toEqual(['ClusterRole']);
    expect(kinds(files['10-shop.yaml'])).toEqual(['Namespace', 'ResourceQuota', 'NetworkPolicy', 'ConfigMap']);
    expect(kinds(files['90-guards.yaml'])).toEqual(['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding']);
  });

  test('keeps every text a text, and templates as they are', () => {
    const [object] = parseAllDocuments(render.ManifestYaml.render(app())['10-shop.yaml']).slice(-1);
    expect((object.toJS() as { data: object }).data).toEqual(TRICKY);
  });

  test('replaces what an earlier run wrote and leaves everything else', () => {
    fs.writeFileSync(path.join(folder, '10-gone.yaml'), '');
    fs.writeFileSync(path.join(folder, 'kustomization.yaml'), '');
    render.ManifestYaml.write(app(), folder);
    expect(fs.readdirSync(folder).sort()).toEqual([
      '00-cluster.yaml',
      '10-shop.yaml',
      '90-guards.yaml',
      'kustomization.yaml',
    ]);
  });

  test('changes nothing where anything is wrong, and says all of it', () => {
    render.ManifestYaml.write(app(), folder);
    const before = fs.readFileSync(path.join(folder, '10-shop.yaml'), 'utf8');
    const broken = app({ a: 'changed' });
    new ApiObject(new Chart(broken, 'nowhere'), 'x', { apiVersion: 'v1', kind: 'ConfigMap' });
    broken.node.addValidation({ validate: () => ['X001: also wrong'] });
    expect(() => render.ManifestYaml.write(broken, folder)).toThrow(/\[nowhere\/x\] RENDER002[^]*X001: also wrong/);
    expect(fs.readFileSync(path.join(folder, '10-shop.yaml'), 'utf8')).toBe(before);
    expect(fs.readdirSync(folder)).toHaveLength(3);
  });
});
