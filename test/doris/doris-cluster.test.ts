import { doris } from 'bigdata-constructs';
import { find } from '../helpers/synth';
import { cluster, everything } from './clusters';

interface Component {
  readonly [field: string]: unknown;
  readonly image: string;
  readonly replicas: number;
  readonly limits: Record<string, unknown>;
  readonly requests: Record<string, unknown>;
  readonly annotations: Record<string, string>;
}

const specOf = (props: Partial<doris.DorisClusterProps> = {}) =>
  find<{
    kind: string;
    metadata: { name: string };
    spec: Record<string, unknown> & Record<'feSpec' | 'beSpec', Component>;
  }>(cluster(props).objects(), 'DorisCluster').spec;

describe('what the operator reads', () => {
  test.each(['feSpec', 'beSpec'] as const)('says of %s what it would write itself, or leave as it was', (component) => {
    // https://github.com/apache/doris-operator: what is left out, its merge patch keeps on the pods.
    const said = [
      'affinity',
      'annotations',
      'configMapInfo',
      'containerSecurityContext',
      'image',
      'limits',
      'persistentVolumes',
      'podLabels',
      'replicas',
      'requests',
      'securityContext',
      'service',
      'serviceAccount',
    ];
    const spec = specOf()[component];
    expect(said.filter((field) => spec[field] === undefined)).toEqual([]);
  });

  test('has no privileged container, and no restart that it may forget', () => {
    const { beSpec, feSpec, enableRestartWhenConfigChange } = specOf();
    expect(enableRestartWhenConfigChange).toBe(false);
    expect(beSpec).toMatchObject({ skipDefaultSystemInit: true, enableWorkloadGroup: false });
    for (const { containerSecurityContext } of [feSpec, beSpec]) {
      expect(containerSecurityContext).toMatchObject({
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
      });
    }
  });

  test('names nothing that its one ConfigMap of settings has twice', () => {
    const { configMapInfo } = specOf().feSpec;
    expect(configMapInfo).toEqual({ configMaps: [{ configMapName: 'sales-fe', mountPath: '/etc/doris' }] });
  });

  test('rolls what a setting is of, and nothing else', () => {
    const [given, changed] = [specOf(), specOf({ overrides: { backend: { max_tablet_version_num: '3000' } } })];
    expect(changed.feSpec).toEqual(given.feSpec);
    expect(changed.beSpec.annotations).not.toEqual(given.beSpec.annotations);
  });

  test('spreads as far as its schema lets it', () => {
    const terms = (component: Component) =>
      (component.affinity as { podAntiAffinity: Record<string, unknown[]> }).podAntiAffinity;
    // Three frontends have three zones; four backends share one.
    expect(terms(specOf().feSpec).requiredDuringSchedulingIgnoredDuringExecution).toHaveLength(2);
    expect(terms(specOf().beSpec).requiredDuringSchedulingIgnoredDuringExecution).toHaveLength(1);
    expect(terms(specOf().beSpec).preferredDuringSchedulingIgnoredDuringExecution).toHaveLength(1);
  });

  test('has every prop', () => {
    const { feSpec, beSpec } = specOf(everything);
    expect(feSpec).toMatchObject({ replicas: 7, electionNumber: 5, image: 'apache/doris:fe-4.1.3' });
    expect(beSpec).toMatchObject({ replicas: 4, image: 'apache/doris:be-4.1.3' });
    expect(beSpec.secrets).toEqual([{ secretName: 'company-ca', mountPath: '/etc/company-ca' }]);
    expect(beSpec.persistentVolumes).toMatchObject([
      { name: 'storage', mountPath: '/opt/apache-doris/be/storage' },
      { name: 'storage1', mountPath: '/opt/apache-doris/be/storage1' },
    ]);
  });
});
