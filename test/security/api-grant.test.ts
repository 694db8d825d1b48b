import { kubernetes, security } from 'bigdata-constructs';
import { App } from 'cdk8s';
import { apiGrantRules } from '../../lib/security/security-rules';
import { reportedByConstruct, rulesSuite } from '../helpers/rules-suite';
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

const permission = (changes: Partial<security.ApiPermission>) => ({
  resources: ['configmaps'],
  names: ['a'],
  ...changes,
});

rulesSuite<Partial<security.ApiPermission>>('the rules of an ApiGrant', {
  rules: apiGrantRules,
  reported: reportedByConstruct((changes) => granted([permission(changes)])),
  cases: {
    SEC001: { refused: { names: [] }, given: 'none for configmaps', passes: { names: ['a', 'b'] } },
    SEC002: {
      refused: { verbs: ['get', 'list'] },
      given: 'list on configmaps',
      passes: { verbs: ['get', 'patch', 'update', 'delete'] },
    },
  },
});
