import { Environment, kubernetes, operators } from 'bigdata-constructs';
import { App } from 'cdk8s';
import { KubeObject } from '../helpers/kube-client';
import { find, yamlObjects } from '../helpers/synth';
import { key, plainKey } from '../services/foundation-dbs';

interface Role extends KubeObject {
  readonly rules: { readonly apiGroups: string[]; readonly resources: string[]; readonly verbs: string[] }[];
}
interface Controller {
  readonly replicas: number;
  readonly template: {
    readonly spec: {
      readonly nodeSelector: Record<string, string>;
      readonly initContainers: { readonly image: string; readonly args: string[] }[];
      readonly containers: {
        readonly args: string[];
        readonly env?: { readonly name: string; readonly value?: string }[];
      }[];
    };
  };
}

const objectsOf = (props: operators.FoundationDbOperatorProps = {}, zones = ['a', 'b', 'c']) => {
  const app = new App();
  Environment.attach(app, { name: 'test', zones, nodeClasses: { system: { nodeSelector: { role: 'system' } } } });
  new operators.FoundationDbOperator(new kubernetes.NamespaceChart(app, 'foundationdb-operator'), 'operator', props);
  return yamlObjects(app);
};
const controllerOf = (...given: Parameters<typeof objectsOf>) =>
  find(objectsOf(...given), 'Deployment').spec as Controller;

describe('the operator for FoundationDB', () => {
  test('runs twice over zones on the nodes of the platform, and once on a laptop', () => {
    expect(controllerOf().replicas).toBe(2);
    expect(controllerOf().template.spec.nodeSelector).toMatchObject({ role: 'system', 'kubernetes.io/arch': 'amd64' });
    expect(controllerOf({}, ['local']).replicas).toBe(1);
  });

  test('has the client of each line, by the tags that its own chart names', () => {
    const { initContainers } = controllerOf().template.spec;
    expect(initContainers.map(({ image, args }) => `${args[1]} ${image}`)).toEqual([
      '7.1 foundationdb/fdb-kubernetes-monitor:7.1.67',
      '7.3 foundationdb/fdb-kubernetes-monitor:7.3.63',
      '7.4 foundationdb/fdb-kubernetes-monitor:7.4.1',
    ]);
  });

  test('reads no Secret, makes no cluster, and has no wildcard', () => {
    const rules = objectsOf()
      .filter(({ kind }) => kind === 'ClusterRole' || kind === 'Role')
      .flatMap((role) => (role as Role).rules);
    const text = JSON.stringify(rules);
    expect(text).not.toContain('secrets');
    expect(text).not.toContain('*');
    const own = rules.filter(
      ({ apiGroups, resources }) =>
        apiGroups.includes('apps.foundationdb.org') && resources.includes('foundationdbclusters'),
    );
    expect(own.flatMap(({ verbs }) => verbs).filter((verb) => ['create', 'delete'].includes(verb))).toEqual([]);
  });

  test('of one namespace may do its work there alone', () => {
    const objects = objectsOf({ watchNamespace: 'doris' });
    expect(controllerOf({ watchNamespace: 'doris' }).template.spec.containers[0].args).toContain(
      '--watch-namespace=doris',
    );
    const [role] = objects.filter(({ kind, metadata }) => kind === 'Role' && metadata.namespace === 'doris');
    expect(JSON.stringify((role as Role).rules)).toContain('persistentvolumeclaims');
    const wide = find<Role>(objects, 'ClusterRole', 'foundationdb-operator');
    expect(wide.rules).toEqual([{ apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch'] }]);
  });

  test('has the keys of the stores that it starts backups in, and the way there', () => {
    const objects = objectsOf({ storeKeys: [plainKey, key] });
    const { env = [] } = (find(objects, 'Deployment').spec as Controller).template.spec.containers[0];
    expect(env.map(({ name }) => name)).toEqual([
      'FDB_BLOB_CREDENTIALS',
      'FDB_TLS_CERTIFICATE_FILE',
      'FDB_TLS_KEY_FILE',
      'FDB_TLS_CA_FILE',
    ]);
    const policy = JSON.stringify(find(objects, 'NetworkPolicy', 'foundationdb-operator').spec);
    expect(policy).toContain('9000');
    expect(controllerOf().template.spec.containers[0].env).toBeUndefined();
  });

  test('is refused on a Kubernetes that is too old', () => {
    expect(() => objectsOf({ kubernetesVersion: '1.18' })).toThrow(/OP001.*needs 1\.19/);
  });
});
