import { kubernetes, security } from 'bigdata-constructs';
import { App } from 'cdk8s';
import { yamlObjects } from '../helpers/synth';

function granted(permissions: security.ApiPermission[]): App {
  const app = new App();
  const chart = new kubernetes.NamespaceChart(app, 'granted');
  const identity = { namespaceName: 'elsewhere', serviceAccountName: 'reader' };
  new security.ApiGrant(chart, 'Grant', { name: 'read-web', identity, permissions });
  return app;
}

test('an ApiGrant lets an account of any namespace read named objects of this one', () => {
  const objects = yamlObjects(granted([{ apiGroup: 'apps', resources: ['deployments'], names: ['web'] }]));
  const [role, binding] = ['Role', 'RoleBinding'].map((kind) => objects.find((object) => object.kind === kind));
  expect(role).toMatchObject({
    metadata: { namespace: 'granted' },
    rules: [{ apiGroups: ['apps'], resources: ['deployments'], resourceNames: ['web'], verbs: ['get'] }],
  });
  expect(binding).toMatchObject({
    metadata: { namespace: 'granted' },
    roleRef: { kind: 'Role', name: role?.metadata.name },
    subjects: [{ kind: 'ServiceAccount', name: 'reader', namespace: 'elsewhere' }],
  });
});

test.each<[string, string, Partial<security.ApiPermission>]>([
  ['SEC001', 'no names, which would be all', { names: [] }],
  ['SEC002', 'a verb that reaches all', { verbs: ['get', 'list'] }],
])('an ApiGrant fails with %s for %s', (code, _, permission) => {
  expect(() => granted([{ resources: ['configmaps'], names: ['a'], ...permission }])).toThrow(`${code}:`);
});
