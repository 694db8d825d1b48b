import { isClusterScoped } from '../../lib/kubernetes/api-scope';
import { ManifestJson } from '../../lib/render/manifest';
import { normalize } from '../../lib/render/normalize';
import { describeWithControlPlane } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { differences } from '../helpers/stored';

const named = (apiVersion: string, kind: string, rest: object) =>
  ({ apiVersion, kind, metadata: { name: 'normal', namespace: 'default' }, ...rest }) as unknown as ManifestJson;

const podTemplate = (resources: object) =>
  named('v1', 'PodTemplate', { template: { spec: { containers: [{ name: 'a', image: 'a:1', resources }] } } });

/** What the API server stores differently from how it is given. */
const rewritten: [string, ManifestJson][] = [
  ['cpu: "1000m"', podTemplate({ requests: { cpu: '1000m' } })],
  ['cpu: "0.5"', podTemplate({ requests: { cpu: '0.5' } })],
  ['cpu: 1', podTemplate({ requests: { cpu: 1 } })],
  ['memory: 1024Mi', podTemplate({ limits: { memory: '1024Mi' } })],
  ['memory: 1.5Gi', podTemplate({ limits: { memory: '1.5Gi' } })],
  [
    'a claim of 1024Gi',
    named('v1', 'PersistentVolumeClaim', {
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1024Gi' } } },
    }),
  ],
  [
    'an emptyDir of 2048Mi',
    named('v1', 'PodTemplate', {
      template: {
        spec: {
          containers: [{ name: 'a', image: 'a:1' }],
          volumes: [{ name: 'v', emptyDir: { sizeLimit: '2048Mi' } }],
        },
      },
    }),
  ],
  ['a quota of 1000', named('v1', 'ResourceQuota', { spec: { hard: { pods: '1000' } } })],
  [
    'ingress: []',
    named('networking.k8s.io/v1', 'NetworkPolicy', {
      spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [] },
    }),
  ],
  ['data: {}', named('v1', 'ConfigMap', { data: {} })],
  ['labels: {}', named('v1', 'ConfigMap', { metadata: { name: 'normal', namespace: 'default', labels: {} } })],
  ['a null', named('v1', 'ConfigMap', { data: { a: 'b' }, binaryData: null })],
  [
    'a namespace on a ClusterRole',
    named('rbac.authorization.k8s.io/v1', 'ClusterRole', {
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
    }),
  ],
];

describe('normalize', () => {
  test('keeps empty objects that mean something', () => {
    const policy = named('networking.k8s.io/v1', 'NetworkPolicy', {
      spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{}, { to: [{ namespaceSelector: {} }] }] },
    });
    expect(normalize(policy)).toEqual(policy);
    const pod = named('v1', 'Pod', { spec: { volumes: [{ name: 'tmp', emptyDir: {} }], securityContext: {} } });
    expect(normalize(pod)).toEqual(pod);
  });

  test('keeps custom resources as they are', () => {
    const custom = named('clickhouse.altinity.com/v1', 'ClickHouseInstallation', {
      spec: {
        templates: { podTemplates: [{ name: 'a', spec: { resources: { requests: { cpu: '1000m' } } } }] },
        empty: [],
      },
    });
    expect(normalize(custom)).toEqual(custom);
  });
});

describeWithControlPlane('normalize on a real API server', (api) => {
  const stored = async (object: ManifestJson) => {
    const given = object as unknown as KubeObject;
    return differences(given, await api.apply(given, { dryRun: true }));
  };

  test.each(rewritten)('the server rewrites %s', async (_, object) => {
    expect(await stored(object)).not.toEqual([]);
  });

  test.each(rewritten)('but stores it as it is once it is normal: %s', async (_, object) => {
    expect(await stored(normalize(object))).toEqual([]);
  });

  test('every kind is cluster-scoped here exactly if it is there', async () => {
    const wrong = (await api.discover())
      .filter(({ apiVersion, kind, namespaced }) => isClusterScoped(apiVersion, kind) === namespaced)
      .map(({ apiVersion, kind }) => `${apiVersion} ${kind}`);
    expect(wrong).toEqual([]);
  });
});
